import MartletCore
import MartletRuntime

/// Tells the time, and lets the current key wait for one. Flink's `TimerService`.
///
/// A key has one timer for a time, however often it is registered. One in the past fires with the next watermark, or at once in processing time.
/// At the end of the input all timers of event time fire; of processing time, those that are not due are dropped, but for batch mode.
public final class TimerService {
    /// How far event time has come.
    public private(set) var currentWatermark = Watermark.none
    private let clock: any JobClock
    private let change: (Change, Timestamp) -> Void

    /// What can be asked for.
    @usableFromInline enum Change {
        case register(TimeDomain), delete(TimeDomain)
    }

    @usableFromInline init(clock: any JobClock, _ change: @escaping (Change, Timestamp) -> Void) {
        self.clock = clock
        self.change = change
    }

    /// The machine's time.
    public var currentProcessingTime: Timestamp { clock.now }

    @usableFromInline func advance(to watermark: Watermark) { currentWatermark = watermark }

    /// Calls `onTimer` for the current key when the watermark has reached `time`.
    public func register(eventTime time: Timestamp) { change(.register(.eventTime), time) }

    /// Calls `onTimer` for the current key when the machine's time has reached `time`.
    public func register(processingTime time: Timestamp) { change(.register(.processingTime), time) }

    /// Takes back what `register(eventTime:)` did.
    public func delete(eventTime time: Timestamp) { change(.delete(.eventTime), time) }

    /// Takes back what `register(processingTime:)` did.
    public func delete(processingTime time: Timestamp) { change(.delete(.processingTime), time) }
}

/// Which clock a timer goes by. Flink's `TimeDomain`.
public enum TimeDomain: Sendable {
    case eventTime, processingTime
}
