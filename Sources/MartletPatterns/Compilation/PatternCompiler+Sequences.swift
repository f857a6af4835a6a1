extension PatternCompiler {
    /// The states of all stages of the sequence but the first, which lead to `end`.
    mutating func middle(before end: State) -> State {
        var sink = end
        while scope.index > 0 {
            switch scope.stage.contiguity {
            case .notFollowedBy: sink = notFollowedBy(before: sink)
            case .notNext: sink = notNext(before: sink)
            case .strict, .relaxed, .nonDeterministicRelaxed: sink = beginning(of: sink)
            }
            following = scope.stage
            scope.index -= 1
            // The smallest window counts for the whole pattern.
            if let own = scope.stage.window { window = min(own, window ?? own) }
        }
        return sink
    }

    /// The state in which the present stage begins, which leads to `sink`.
    mutating func beginning(of sink: State) -> State {
        let state: State
        switch scope.stage.repetition {
        case .once:
            state = single(
                into: sink, proceed: sink, take: takeCondition(of: scope.stage), ignore: ignoreCondition(of: scope.stage),
                isOptional: isStageOptional)
        case .times(let least, let most): state = times(into: sink, proceed: sink, from: least, to: most)
        case .orMore(let least):
            // In a loop that has begun, what may not come before it no longer matters.
            isFirstRound = false
            let loop = loop(into: withoutEarlierNegations(sink))
            isFirstRound = true
            state = times(into: loop, proceed: sink, from: least, to: least)
        }
        addStops(to: state)
        return state
    }

    private mutating func notFollowedBy(before sink: State) -> State {
        // In the middle it becomes a condition of the states about it; at the end it waits until the time is over.
        guard sink.kind == .final, scope.stage.windowFromPrevious != nil || (window ?? 0) > 0 else { return sink }
        let pending = newTakingState(.pending)
        let condition = takeCondition(of: scope.stage)
        pending.proceed(to: stop(scope.stage.name, condition), if: condition)
        pending.ignore(into: pending, if: .not(condition))
        return pending
    }

    private mutating func notNext(before sink: State) -> State {
        let state = newTakingState()
        let condition = takeCondition(of: scope.stage)
        let stop = stop(scope.stage.name, condition)
        if sink.kind == .final {
            // The event that shows that the match is complete is not a part of it.
            state.ignore(into: sink, if: .not(condition))
        } else {
            state.proceed(to: sink, if: .not(condition))
        }
        state.proceed(to: stop, if: condition)
        return state
    }

    /// The states of a group, of which one follows the other into `sink`.
    mutating func group(_ sequence: PatternSequence, into sink: State, isFirstRound: Bool) -> State {
        let outer = (scope, following, self.isFirstRound)
        defer { (scope, following, self.isFirstRound) = outer }
        scope = Scope(
            stages: sequence.stages, index: sequence.stages.count - 1, group: Group(stage: scope.stage, isFirstRound: isFirstRound))
        self.isFirstRound = true
        return beginning(of: middle(before: sink))
    }
}
