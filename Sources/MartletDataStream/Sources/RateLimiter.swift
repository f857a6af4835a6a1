import MartletCore
import MartletRuntime

/// So many elements a second by the job's clock. Flink's `RateLimiterStrategy.perSecond`.
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
        if due <= 0 { return .wait(until: start + .milliseconds(Int64((Double(taken) * 1_000 / perSecond).rounded(.up)))) }
        let count = min(wanted, due)
        taken += count
        return .allowed(count)
    }
}
