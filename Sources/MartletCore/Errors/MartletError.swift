/// An error that a user of Martlet can act on: what went wrong, where, why, and what to do.
///
/// Faults of the engine itself are not thrown; they stop the subtask with a precondition.
public struct MartletError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stage of a program's life in which the mistake was found.
    ///
    /// The names are those of the conformance suite's answers.
    public enum Phase: String, Sendable {
        /// Reading a text, finding out what its names and types are, planning, running.
        case parse, validate, plan, runtime
    }

    /// What went wrong, in one sentence.
    public var message: String
    /// What to do about it, if there is something to suggest.
    public var hint: String?
    /// When it was found.
    public var phase: Phase
    /// Where in the statement, if the mistake is one of its text.
    public var range: SourceRange?
    /// Where in the world: a file and record, a job's operator and subtask, a topic, partition and offset. Outermost first.
    public var context: [String]

    /// An error of `phase`, at run time unless it is said. `message` and `hint` are whole sentences.
    public init(
        _ message: String, hint: String? = nil, phase: Phase = .runtime, at range: SourceRange? = nil, context: [String] = []
    ) {
        self.message = message
        self.hint = hint
        self.phase = phase
        self.range = range
        self.context = context
    }

    /// The same error, with one more place named around it.
    public func inside(_ place: String) -> MartletError {
        var copy = self
        copy.context.insert(place, at: 0)
        return copy
    }

    /// `error` if it is a `MartletError`, else one that carries its description.
    public static func wrapping(_ error: any Error, phase: Phase = .runtime) -> MartletError {
        (error as? MartletError) ?? MartletError(String(describing: error), phase: phase)
    }

    /// In one line: the places, outermost first, the message and the hint.
    public var description: String {
        var text = context.map { $0 + ": " }.joined() + message
        if let hint { text += (text.last.map { ".!?:".contains($0) } == true ? " " : ". ") + hint }
        return text
    }
}
