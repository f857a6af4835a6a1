extension PatternCompiler {
    /// The state from which nothing comes out. The states of a negative stage share it.
    mutating func stop(_ stage: String, _ condition: Condition) -> State {
        if let state = stopStates[stage] { return state }
        let state = newState(stage, .stop)
        state.take(into: state, if: condition)
        stopStates[stage] = state
        return state
    }

    /// The `notFollowedBy`s before the present stage, with nothing but optional stages between.
    private var earlierNegations: [(name: String, condition: Condition)] {
        var found: [(String, Condition)] = []
        var index = scope.index
        while index > 0, scope.stages[index - 1].isOptional || scope.stages[index - 1].contiguity == .notFollowedBy {
            index -= 1
            let stage = scope.stages[index]
            if stage.contiguity == .notFollowedBy { found.append((stage.name, takeCondition(of: stage))) }
        }
        return found
    }

    /// Lets what may not come before the present stage stop a partial match that waits in `state`.
    mutating func addStops(to state: State) {
        for negation in earlierNegations { state.proceed(to: stop(negation.name, negation.condition), if: negation.condition) }
    }

    /// Lets what may not follow the present stage stop a partial match in its loop.
    mutating func addStopOfFollowing(to state: State) {
        guard let following, following.contiguity == .notFollowedBy else { return }
        let condition = takeCondition(of: following)
        state.proceed(to: stop(following.name, condition), if: condition)
    }

    /// `sink` as it is for a partial match that has taken an event of the present, optional stage: what may not come before that stage no
    /// longer stops it.
    mutating func withoutEarlierNegations(_ sink: State) -> State {
        let negations = earlierNegations
        if negations.isEmpty || !scope.stage.isOptional { return sink }
        let copy = newState(sink.stage, sink.kind)
        for edge in sink.transitions {
            switch edge.action {
            case .proceed where edge.target.kind == .stop:
                if !negations.contains(where: { $0.name == edge.target.stage }) { copy.transitions.append(edge) }
            case .proceed: copy.proceed(to: withoutEarlierNegations(edge.target), if: edge.condition)
            case .take, .ignore: copy.transitions.append(Edge(edge.action, edge.target === sink ? copy : edge.target, edge.condition))
            }
        }
        return copy
    }
}
