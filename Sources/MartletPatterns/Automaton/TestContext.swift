import MartletCore

/// What a test of an event may know of the partial match that could take it. Flink's `IterativeCondition.Context`.
@usableFromInline package struct TestContext {
    /// The time of the event that is tested.
    @usableFromInline package let timestamp: Timestamp
    let accepted: AcceptedEvent?
    let stageNames: [String]

    /// The events that the stage of this name has taken.
    @usableFromInline package func events(of stage: String) -> [MatchEvent] {
        guard let number = stageNames.firstIndex(of: stage) else { return [] }
        var events: [MatchEvent] = []
        var next = accepted
        while let node = next {
            if node.stage == number { events.append(node.event) }
            next = node.previous
        }
        events.reverse()
        return events
    }
}
