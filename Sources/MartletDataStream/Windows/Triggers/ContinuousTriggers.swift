import MartletCore

/// The times at which a continuous trigger fires: multiples of an interval, and the window's end.
struct FiringTimes {
    let interval: Int64
    /// The next time; nil: none has been set.
    var next: Timestamp?

    /// Whether no time had been set. The next is then the first multiple of the interval after `time`.
    mutating func begin(at time: Timestamp, in window: TimeWindow) -> Bool {
        guard next == nil else { return false }
        advance(from: Timestamp(milliseconds: time.milliseconds - time.milliseconds % interval), in: window)
        return true
    }

    mutating func advance(from time: Timestamp, in window: TimeWindow) {
        next = min(time + .milliseconds(interval), window.maxTimestamp)
    }

    mutating func merge(_ other: FiringTimes) {
        if let theirs = other.next { next = next.map { min($0, theirs) } ?? theirs }
    }
}

/// Fires at multiples of an interval by the watermark, and at the window's end. Flink's `ContinuousEventTimeTrigger`.
struct ContinuousEventTimeTrigger<Element: Sendable>: WindowTrigger {
    private var times: FiringTimes

    init(interval: Int64) { times = FiringTimes(interval: interval) }

    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        if context.window.maxTimestamp <= context.timers.currentWatermark.timestamp { return .fire }
        context.timers.register(eventTime: context.window.maxTimestamp)
        if times.begin(at: time, in: context.window) { register(context) }
        return .continue
    }

    mutating func onEventTime(_ time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        if time == context.window.maxTimestamp { return .fire }
        guard time == times.next else { return .continue }
        times.advance(from: time, in: context.window)
        register(context)
        return .fire
    }

    private func register(_ context: TriggerContext) { if let next = times.next { context.timers.register(eventTime: next) } }

    var canMerge: Bool { true }
    mutating func merge(_ other: Self) { times.merge(other.times) }
    mutating func onMerge(_ context: TriggerContext) { register(context) }

    mutating func clear(_ context: TriggerContext) {
        if let next = times.next { context.timers.delete(eventTime: next) }
        times.next = nil
    }
}

/// Fires at multiples of an interval by the machine's time. Flink's `ContinuousProcessingTimeTrigger`.
struct ContinuousProcessingTimeTrigger<Element: Sendable>: WindowTrigger {
    private var times: FiringTimes

    init(interval: Int64) { times = FiringTimes(interval: interval) }

    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        if times.begin(at: context.timers.currentProcessingTime, in: context.window) { register(context) }
        return .continue
    }

    mutating func onProcessingTime(_ time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        guard time == times.next else { return .continue }
        times.advance(from: time, in: context.window)
        // At the window's end there is no later time.
        if times.next != time { register(context) }
        return .fire
    }

    private func register(_ context: TriggerContext) { if let next = times.next { context.timers.register(processingTime: next) } }

    var canMerge: Bool { true }
    mutating func merge(_ other: Self) { times.merge(other.times) }
    mutating func onMerge(_ context: TriggerContext) { register(context) }

    mutating func clear(_ context: TriggerContext) {
        if let next = times.next { context.timers.delete(processingTime: next) }
        times.next = nil
    }
}
