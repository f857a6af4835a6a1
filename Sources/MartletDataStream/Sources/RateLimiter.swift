import MartletCore
import MartletRuntime

/// So many elements a second by the job's clock. Flink's `RateLimiterStrategy.perSecond`.
///
/// What was not taken in time is made up for, but at most a second's worth.
public final class RateLimiter {
    /// What a reader may do now.
    public enum Permission {
        case allowed(Int)
        case wait(until: Timestamp)
    }

    private let perSecond: Double
    private let clock: any JobClock
    private let start: Timestamp
    private var taken = 0

    /// A limiter whose time starts now. `perSecond` is positive.
    public init(perSecond: Double, clock: any JobClock) {
        precondition(perSecond > 0, "a rate of \(perSecond) elements a second")
        self.perSecond = perSecond
        self.clock = clock
        start = clock.now
    }

    /// Takes up to `wanted` elements of those that are due.
    public func take(_ wanted: Int) -> Permission {
        let due = Int(Double((clock.now - start).inMilliseconds) * perSecond / 1_000) + 1 - taken
        // What is older than a second is given up.
        let burst = max(1, Int(perSecond))
        if due > burst { taken += due - burst }
        if due <= 0 { return .wait(until: start + .milliseconds(Int64((Double(taken) * 1_000 / perSecond).rounded(.up)))) }
        let count = min(wanted, due, burst)
        taken += count
        return .allowed(count)
    }
}
