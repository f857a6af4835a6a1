import MartletCore

/// Between which events `within` measures. Flink's `WithinType`.
public enum WithinType: Sendable {
    /// From the first event of a match to its last.
    case firstAndLast
    /// From the event before to that of the last stage.
    case previousAndCurrent
}

extension Pattern {
    /// The time in which a match must be complete: its last event comes less than `window` after its first. Flink's `within`.
    ///
    /// Of several, the shortest counts for the whole pattern, but `of: .previousAndCurrent` limits the step to the last stage only; for
    /// the steps in a loop see `oneOrMore(within:)`.
    public func within(_ window: Duration, of type: WithinType = .firstAndLast) -> Pattern {
        changing("within") { stage, _ in
            switch type {
            case .firstAndLast: stage.window = window.inMilliseconds
            case .previousAndCurrent: stage.windowFromPrevious = window.inMilliseconds
            }
        }
    }
}
