import Synchronization

/// Hands out the splits of one source to its readers.
final class SplitAssigner<Split: Sendable>: Sendable {
    private struct State {
        var waiting: [(index: Int, split: Split)]
    }

    private let assignment: SplitAssignment
    private let state: Mutex<State>

    init(_ splits: [Split], assignment: SplitAssignment) {
        self.assignment = assignment
        state = Mutex(State(waiting: Array(splits.enumerated().reversed().map { ($0.offset, $0.element) })))
    }

    func next(for subtask: Int, of parallelism: Int) -> Split? {
        state.withLock { state in
            switch assignment {
            case .onRequest: return state.waiting.popLast()?.split
            case .fixed:
                guard let position = state.waiting.lastIndex(where: { $0.index % parallelism == subtask }) else { return nil }
                return state.waiting.remove(at: position).split
            }
        }
    }
}
