extension PatternAutomaton {
    /// What becomes of a partial match with the next event.
    func successors(of match: PartialMatch, for event: MatchEvent) throws -> [PartialMatch] {
        let context = TestContext(timestamp: event.id.timestamp, accepted: match.last, stageNames: stageNames)
        let isStart = states[match.state].kind == .start
        var successors: [PartialMatch] = []
        for transition in try transitions(from: match.state, for: event, context) {
            switch transition.action {
            case .ignore:
                if !isStart { successors.append(match.moved(to: transition.target)) }
            case .take:
                let taken = PartialMatch(
                    state: transition.target,
                    last: AcceptedEvent(event, by: states[transition.source].stage, after: match.last),
                    start: isStart ? event.id : match.start, previousTime: event.id.timestamp)
                successors.append(taken)
                // What follows may be optional: then the match is complete as well.
                if let final = try finalState(after: transition.target, for: event, context) { successors.append(taken.moved(to: final)) }
            case .proceed: preconditionFailure("a transition that proceeds is followed, not made")
            }
        }
        if isStart { successors.append(.waiting(in: match.state)) }
        return successors
    }

    /// The transitions that take or ignore the event, from a state and from all to which it proceeds.
    private func transitions(from state: Int, for event: MatchEvent, _ context: TestContext) throws -> [Transition] {
        var found: [Transition] = []
        var pending = [state]
        while let next = pending.popLast() {
            for transition in states[next].transitions where try transition.condition.holds(for: event, context) {
                if transition.action == .proceed { pending.append(transition.target) } else { found.append(transition) }
            }
        }
        return found
    }

    /// The final state, if `state` proceeds to it.
    private func finalState(after state: Int, for event: MatchEvent, _ context: TestContext) throws -> Int? {
        var pending = [state]
        while let next = pending.popLast() {
            for transition in states[next].transitions
            where try transition.action == .proceed && transition.condition.holds(for: event, context) {
                if states[transition.target].kind == .final { return transition.target }
                pending.append(transition.target)
            }
        }
        return nil
    }
}
