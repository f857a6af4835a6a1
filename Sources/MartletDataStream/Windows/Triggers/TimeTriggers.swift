import MartletCore

/// Fires at the window's end in event time. Flink's `EventTimeTrigger`.
struct EventTimeTrigger<Element: Sendable>: WindowTrigger {
    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        if context.window.maxTimestamp <= context.timers.currentWatermark.timestamp { return .fire }
        context.timers.register(eventTime: context.window.maxTimestamp)
        return .continue
    }

    mutating func onEventTime(_ time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        time == context.window.maxTimestamp ? .fire : .continue
    }

    var canMerge: Bool { true }

    mutating func onMerge(_ context: TriggerContext) {
        // A window that is past its end already fires by the element that merged it.
        guard context.window.maxTimestamp > context.timers.currentWatermark.timestamp else { return }
        context.timers.register(eventTime: context.window.maxTimestamp)
    }

    mutating func clear(_ context: TriggerContext) { context.timers.delete(eventTime: context.window.maxTimestamp) }
}

/// Fires at the window's end by the machine's time. Flink's `ProcessingTimeTrigger`.
struct ProcessingTimeTrigger<Element: Sendable>: WindowTrigger {
    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        context.timers.register(processingTime: context.window.maxTimestamp)
        return .continue
    }

    mutating func onProcessingTime(_ time: Timestamp, _ context: TriggerContext) -> TriggerResult { .fire }

    var canMerge: Bool { true }

    mutating func onMerge(_ context: TriggerContext) {
        guard context.window.maxTimestamp > context.timers.currentProcessingTime else { return }
        context.timers.register(processingTime: context.window.maxTimestamp)
    }

    mutating func clear(_ context: TriggerContext) { context.timers.delete(processingTime: context.window.maxTimestamp) }
}

/// Fires when the input has ended: then the watermark is after every instant. Flink's `GlobalWindows.EndOfStreamTrigger`.
struct EndOfStreamTrigger<Element: Sendable>: WindowTrigger {
    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        context.timers.register(eventTime: .max)
        return .continue
    }

    mutating func onEventTime(_ time: Timestamp, _ context: TriggerContext) -> TriggerResult { time == .max ? .fire : .continue }
    mutating func clear(_ context: TriggerContext) { context.timers.delete(eventTime: .max) }
}

/// Never fires. Flink's `GlobalWindows.NeverTrigger`.
struct NeverTrigger<Element: Sendable>: WindowTrigger {
    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) -> TriggerResult { .continue }
}
