/// One stage of a pattern, as it was described.
@usableFromInline package struct PatternStage: Sendable {
    package enum Content: Sendable {
        /// An event that meets the condition; nil: any.
        case event(Condition?)
        /// A whole sequence.
        case group(PatternSequence)
    }

    /// What may lie between two events. Flink's `ConsumingStrategy`.
    @usableFromInline package enum Contiguity: Sendable {
        case strict, relaxed, nonDeterministicRelaxed
        /// The stage says what must not come.
        case notNext, notFollowedBy
    }

    package enum Repetition: Sendable {
        case once
        case times(Int, Int)
        case orMore(Int)
    }

    package var name: String
    package var content: Content
    /// To the stage before.
    package var contiguity: Contiguity
    /// Among the events of a loop.
    package var innerContiguity = Contiguity.relaxed
    package var repetition = Repetition.once
    package var isOptional = false
    package var isGreedy = false
    package var until: Condition?
    /// How many milliseconds the whole match may take.
    package var window: Int64?
    /// How many milliseconds the event before may be away.
    package var windowFromPrevious: Int64?
    /// How many milliseconds the event before may be away, in a loop.
    package var windowInLoop: Int64?

    package init(_ name: String, _ content: Content, contiguity: Contiguity) {
        self.name = name
        self.content = content
        self.contiguity = contiguity
    }

    var isNegative: Bool { contiguity == .notNext || contiguity == .notFollowedBy }

    var isLoop: Bool { if case .once = repetition { false } else { true } }

    /// What an event must meet; a group has no condition of its own.
    var condition: Condition {
        if case .event(let condition?) = content { condition } else { .always }
    }
}
