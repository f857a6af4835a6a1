import MartletCore

/// A match on its way: where it stands and what it has taken. Flink's `ComputationState`.
package struct PartialMatch {
    /// The number of its state.
    let state: Int
    /// The event taken last; nil: none yet.
    let last: AcceptedEvent?
    /// The first event.
    let start: EventID?
    /// The time of the event taken last.
    let previousTime: Timestamp

    /// One that waits in the start state for its first event.
    static func waiting(in state: Int) -> PartialMatch { PartialMatch(state: state, last: nil, start: nil, previousTime: .min) }

    func moved(to state: Int) -> PartialMatch { PartialMatch(state: state, last: last, start: start, previousTime: previousTime) }

    /// Earlier starts come first, those without an event last.
    static func isOrderedBefore(_ left: PartialMatch, _ right: PartialMatch) -> Bool {
        switch (left.start, right.start) {
        case (let left?, let right?): left < right
        case (.some, nil): true
        case (nil, _): false
        }
    }
}
