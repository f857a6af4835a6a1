import MartletCore

/// An event as the automaton sees it: a place in the order. What the event says is known to the subclass and to the tests of the pattern.
@usableFromInline package class MatchEvent {
    /// Given when the event's turn to be matched has come.
    package internal(set) var id = EventID(timestamp: .min, number: 0)

    @usableFromInline package init() {}
}
