import HeapModule
import MartletCore

/// The processing-time timers of one subtask, earliest first.
final class TimerQueue {
    private struct Timer: Comparable {
        let time: Timestamp
        /// Timers of the same time fire in the order in which they were registered.
        let order: Int
        let action: (Timestamp) throws -> Void

        static func < (left: Timer, right: Timer) -> Bool { (left.time, left.order) < (right.time, right.order) }
        static func == (left: Timer, right: Timer) -> Bool { left.order == right.order }
    }

    private let clock: any JobClock
    private var timers = Heap<Timer>()
    private var registered = 0
    /// The deadlines that somebody sleeps for already.
    private var sleeping: Set<Timestamp> = []

    init(clock: any JobClock) { self.clock = clock }

    func register(_ time: Timestamp, _ action: @escaping () throws -> Void) { register(time) { _ in try action() } }

    func register(_ time: Timestamp, _ action: @escaping (Timestamp) throws -> Void) {
        timers.insert(Timer(time: time, order: registered, action: action))
        registered += 1
    }

    /// The next deadline, if nobody sleeps for it or for an earlier one yet.
    func nextToSleepFor() -> Timestamp? {
        guard let next = timers.min?.time, !sleeping.contains(where: { $0 <= next }) else { return nil }
        sleeping.insert(next)
        return next
    }

    /// Fires every timer whose time has come.
    func fireDue() throws {
        let now = clock.now
        sleeping = sleeping.filter { $0 > now }
        while let timer = timers.min, timer.time <= now {
            timers.removeMin()
            try timer.action(timer.time)
        }
    }
}
