import MartletCore
import MartletDataStream

/// How a stream is searched for a pattern.
@usableFromInline struct PatternSettings<Element: Sendable>: Sendable {
    @usableFromInline var automaton: PatternAutomaton
    /// The order of elements of one time; nil: as they came.
    @usableFromInline var order: (@Sendable (MatchEvent, MatchEvent) -> Bool)?
    @usableFromInline var isEventTime = true
    /// The side output that gets late elements; nil: they are dropped and counted.
    @usableFromInline var lateTag: OutputTag<Element>?

    @usableFromInline init(_ automaton: PatternAutomaton, order: (@Sendable (MatchEvent, MatchEvent) -> Bool)?) {
        self.automaton = automaton
        self.order = order
    }
}
