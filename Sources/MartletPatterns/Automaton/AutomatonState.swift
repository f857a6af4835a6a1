/// A state of the automaton: what may be done with an event by a partial match that has come so far. Flink's `State`.
package struct AutomatonState: Sendable {
    package enum Kind: Sendable {
        /// A match begins here; there is always a partial match without events in it.
        case start
        case normal
        /// Complete when its time is over: the pattern ends with `notFollowedBy`.
        case pending
        /// What comes here is discarded, with all that came of the same partial match.
        case stop
        case final
    }

    package var kind: Kind
    /// The number of the stage that it belongs to.
    package var stage: Int
    /// Tried in this order.
    package var transitions: [Transition]
    /// How many milliseconds after the event before the next must have come.
    package var windowFromPrevious: Int64?
}

/// A way out of a state. Flink's `StateTransition`.
package struct Transition: Sendable {
    package enum Action: Sendable {
        /// The event becomes part of the match.
        case take
        /// The event is passed over.
        case ignore
        /// The event is shown to the target too.
        case proceed
    }

    package var action: Action
    package var source: Int
    package var target: Int
    package var condition: Condition
}
