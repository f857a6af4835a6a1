import MartletCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The only clock that a job knows. Nothing in the engine reads the wall clock or sleeps except through it.
public protocol JobClock: Sendable {
    /// Processing time.
    var now: Timestamp { get }
    /// Returns at or after `deadline`, or throws when the task is cancelled.
    func sleep(until deadline: Timestamp) async throws
}

/// The machine's clock.
public struct SystemClock: JobClock {
    /// The machine's clock.
    public init() {}

    public var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    public func sleep(until deadline: Timestamp) async throws {
        let wait = deadline - now
        if wait > .zero { try await Task.sleep(for: wait) }
    }
}
