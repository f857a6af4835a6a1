import MartletCore
import Synchronization

/// A clock that stands still until somebody moves it. Whoever sleeps wakes when it has been moved far enough.
public final class SimulatedClock: JobClock {
    private struct Sleeper {
        let deadline: Timestamp
        let id: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Timestamp
        var sleepers: [Sleeper] = []
        var nextID = 0
        /// Those that were cancelled before they lay down.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    /// A clock that shows `start`.
    public init(start: Timestamp = Timestamp(milliseconds: 0)) { state = Mutex(State(now: start)) }

    public var now: Timestamp { state.withLock { $0.now } }

    public func sleep(until deadline: Timestamp) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if deadline <= state.now { return .success(()) }
                    state.sleepers.append(Sleeper(deadline: deadline, id: id, continuation: continuation))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let sleeper: Sleeper? = state.withLock { state in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    /// Moves the clock on by `duration` and wakes whoever has slept until then.
    public func advance(by duration: Duration) { move(to: now + duration) }

    /// Moves the clock to the earliest time that somebody sleeps for. Answers false if nobody sleeps.
    @discardableResult public func advanceToNextSleeper() -> Bool {
        guard let next = state.withLock({ $0.sleepers.map(\.deadline).min() }) else { return false }
        move(to: next)
        return true
    }

    private func move(to time: Timestamp) {
        let woken = state.withLock { state in
            state.now = max(state.now, time)
            let due = state.sleepers.filter { $0.deadline <= state.now }
            state.sleepers.removeAll { $0.deadline <= state.now }
            return due
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }
}
