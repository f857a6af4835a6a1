import MartletCore
import MartletRuntime
import Synchronization

/// A clock that stands still until it is set.
final class HarnessClock: JobClock {
    private let time: Mutex<Timestamp>

    init(_ time: Timestamp) { self.time = Mutex(time) }

    var now: Timestamp { time.withLock { $0 } }

    func set(_ now: Timestamp) { time.withLock { $0 = now } }

    /// Operators have no threads and so never sleep; they register timers.
    func sleep(until deadline: Timestamp) async throws { preconditionFailure("an operator slept") }
}
