import MartletCore

/// Fires when another trigger does, and drops the window's elements then. Flink's `PurgingTrigger`.
struct PurgingTrigger<Element: Sendable>: WindowTrigger {
    var nested: any WindowTrigger<Element>

    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) throws -> TriggerResult {
        try purging(nested.onElement(element, at: time, context))
    }

    mutating func onEventTime(_ time: Timestamp, _ context: TriggerContext) throws -> TriggerResult {
        try purging(nested.onEventTime(time, context))
    }

    mutating func onProcessingTime(_ time: Timestamp, _ context: TriggerContext) throws -> TriggerResult {
        try purging(nested.onProcessingTime(time, context))
    }

    private func purging(_ result: TriggerResult) -> TriggerResult { result.fires ? .fireAndPurge : result }

    var canMerge: Bool { nested.canMerge }
    mutating func merge(_ other: Self) { nested.absorb(other.nested) }
    mutating func onMerge(_ context: TriggerContext) throws { try nested.onMerge(context) }
    mutating func clear(_ context: TriggerContext) throws { try nested.clear(context) }
    var isIdle: Bool { nested.isIdle }
}

/// Fires when another trigger does, or when that has not happened for a time. Flink's `ProcessingTimeoutTrigger`.
struct ProcessingTimeoutTrigger<Element: Sendable>: WindowTrigger {
    var nested: any WindowTrigger<Element>
    let timeout: Duration
    let resetsWithEachElement: Bool
    let clearsOnTimeout: Bool
    /// When the wait is over.
    private var deadline: Timestamp?

    init(nested: any WindowTrigger<Element>, timeout: Duration, resetsWithEachElement: Bool, clearsOnTimeout: Bool) {
        self.nested = nested
        self.timeout = timeout
        self.resetsWithEachElement = resetsWithEachElement
        self.clearsOnTimeout = clearsOnTimeout
    }

    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) throws -> TriggerResult {
        let result = try nested.onElement(element, at: time, context)
        if result.fires {
            try clear(context)
            return result
        }
        if resetsWithEachElement { forgetDeadline(context) }
        if deadline == nil {
            let deadline = context.timers.currentProcessingTime + timeout
            self.deadline = deadline
            context.timers.register(processingTime: deadline)
        }
        return result
    }

    mutating func onEventTime(_ time: Timestamp, _ context: TriggerContext) throws -> TriggerResult {
        try firing(nested.onEventTime(time, context), context)
    }

    mutating func onProcessingTime(_ time: Timestamp, _ context: TriggerContext) throws -> TriggerResult {
        try firing(nested.onProcessingTime(time, context), context)
    }

    /// Fires at every timer, the other trigger's and its own, as Flink.
    private mutating func firing(_ result: TriggerResult, _ context: TriggerContext) throws -> TriggerResult {
        if clearsOnTimeout { try clear(context) }
        return result.purges ? .fireAndPurge : .fire
    }

    private mutating func forgetDeadline(_ context: TriggerContext) {
        if let deadline { context.timers.delete(processingTime: deadline) }
        deadline = nil
    }

    mutating func clear(_ context: TriggerContext) throws {
        forgetDeadline(context)
        try nested.clear(context)
    }

    var isIdle: Bool { deadline == nil && nested.isIdle }
}
