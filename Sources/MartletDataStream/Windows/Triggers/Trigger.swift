import MartletCore

/// When a window fires, in place of the trigger that its windows have by themselves. Flink's `Trigger`s.
///
///     .trigger(.count(100))    .trigger(.purging(.continuousEventTime(every: .minutes(1))))    .trigger(OnMarker())
public struct Trigger<Element: Sendable>: Sendable {
    /// What each window gets a copy of.
    @usableFromInline let prototype: any WindowTrigger<Element>
    /// What is wrong with the parameters.
    let mistake: String?

    /// A trigger of the program's own.
    public init(_ trigger: some WindowTrigger<Element>) { self.init(trigger, mistake: nil) }

    private init(_ trigger: any WindowTrigger<Element>, mistake: String?) {
        prototype = trigger
        self.mistake = mistake
    }

    /// Fires when the watermark has passed the window's end, and at once for late elements. Flink's `EventTimeTrigger`.
    public static var eventTime: Trigger { Trigger(EventTimeTrigger()) }

    /// Fires when the machine's time has passed the window's end. Flink's `ProcessingTimeTrigger`.
    public static var processingTime: Trigger { Trigger(ProcessingTimeTrigger()) }

    /// Fires when `count` elements have come since it fired last, and not at the window's end. Flink's `CountTrigger`.
    public static func count(_ count: Int) -> Trigger { Trigger(CountTrigger(limit: count)) }

    /// Fires when an element differs by more than `threshold` from the one that it fired for last, at first from the window's first. Flink's
    /// `DeltaTrigger`.
    public static func delta(_ threshold: Double, _ delta: @escaping @Sendable (_ last: Element, _ new: Element) -> Double) -> Trigger {
        Trigger(DeltaTrigger(threshold: threshold, delta: delta))
    }

    /// Fires when another trigger does, and drops the window's elements then. Flink's `PurgingTrigger`.
    public static func purging(_ trigger: Trigger) -> Trigger {
        Trigger(PurgingTrigger(nested: trigger.prototype), mistake: trigger.mistake)
    }

    /// Fires at multiples of `interval` by the watermark, and at the window's end. Flink's `ContinuousEventTimeTrigger`.
    public static func continuousEventTime(every interval: Duration) -> Trigger {
        Trigger(ContinuousEventTimeTrigger(interval: interval.inMilliseconds), mistake: mistake(in: interval))
    }

    /// Fires at multiples of `interval` by the machine's time. Flink's `ContinuousProcessingTimeTrigger`.
    public static func continuousProcessingTime(every interval: Duration) -> Trigger {
        Trigger(ContinuousProcessingTimeTrigger(interval: interval.inMilliseconds), mistake: mistake(in: interval))
    }

    /// Fires when another trigger does, or when that has not happened for a time. Flink's `ProcessingTimeoutTrigger`.
    /// - Parameters:
    ///   - timeout: how long the window waits, by the machine's time.
    ///   - resetsWithEachElement: whether every element begins the wait anew; else the first does.
    ///   - clearsOnTimeout: whether the other trigger forgets what it has seen when the time is over.
    public static func processingTimeout(
        _ trigger: Trigger, after timeout: Duration, resetsWithEachElement: Bool = false, clearsOnTimeout: Bool = true
    ) -> Trigger {
        Trigger(
            ProcessingTimeoutTrigger(
                nested: trigger.prototype, timeout: timeout, resetsWithEachElement: resetsWithEachElement, clearsOnTimeout: clearsOnTimeout),
            mistake: trigger.mistake)
    }

    /// Fires when the input has ended. Flink's `GlobalWindows.createWithEndOfStreamTrigger`, for windows of any kind.
    public static var endOfStream: Trigger { Trigger(EndOfStreamTrigger()) }

    /// Never fires. Flink's `NeverTrigger`, which global windows have by themselves.
    public static var never: Trigger { Trigger(NeverTrigger()) }

    private static func mistake(in interval: Duration) -> String? {
        interval.inMilliseconds > 0 ? nil : "The interval of a continuous trigger must be positive; it is \(interval)."
    }
}
