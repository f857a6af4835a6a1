/// The events of a match by stage: stages in the order of their first events, the events of each in the order in which they were taken.
@usableFromInline package struct FoundEvents {
    @usableFromInline package private(set) var stages: [(stage: Int, events: [MatchEvent])] = []

    package init(_ last: AcceptedEvent?) {
        for accepted in last?.way ?? [] {
            if let index = stages.firstIndex(where: { $0.stage == accepted.stage }) {
                stages[index].events.append(accepted.event)
            } else {
                stages.append((accepted.stage, [accepted.event]))
            }
        }
    }

    package func events(of stage: Int) -> [MatchEvent]? { stages.first { $0.stage == stage }?.events }
}
