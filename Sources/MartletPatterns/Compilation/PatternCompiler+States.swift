extension PatternCompiler {
    /// As many states as the stage has times; of those beyond the least number, each also proceeds.
    mutating func times(into sink: State, proceed: State, from least: Int, to most: Int) -> State {
        let stage = scope.stage
        var last = sink
        isFirstRound = false
        let take = beforeUntil(takeCondition(of: stage))
        let ignore = innerIgnoreCondition(of: stage).map(beforeUntil)
        if stage.isGreedy, least != most {
            if stage.until != nil { sinksBeforeGreed[sink.number] = copy(of: sink) }
            addGreed(to: sink, take)
        }
        for _ in least..<most {
            last = single(into: last, proceed: proceed, take: take, ignore: ignore, isOptional: true)
            addStopOfFollowing(to: last)
        }
        for _ in 1..<max(1, least) {
            last = single(into: last, proceed: nil, take: take, ignore: ignore, isOptional: false)
            addStopOfFollowing(to: last)
        }
        isFirstRound = true
        return single(
            into: last, proceed: proceed, take: take, ignore: ignoreCondition(of: stage), isOptional: isStageOptional)
    }

    /// A state that takes one event. If it is optional, what it ignores leads to a twin that does not proceed, so that a partial match branches
    /// only once.
    mutating func single(into sink: State, proceed: State?, take: Condition, ignore: Condition?, isOptional: Bool) -> State {
        if case .group(let sequence) = scope.stage.content {
            let head = group(sequence, into: sink, isFirstRound: isFirstRound)
            if isOptional, let proceed { head.proceed(to: proceed) }
            return head
        }
        let state = newTakingState()
        // Once an event is taken, what may not come before it no longer matters.
        let target = withoutEarlierNegations(sink)
        state.take(into: target, if: take)
        if isOptional, !scope.isHeadOfGroup, let proceed {
            if scope.stage.isGreedy, let until = scope.stage.until {
                if let untouched = sinksBeforeGreed[proceed.number] { state.proceed(to: untouched, if: until) }
                state.proceed(to: proceed, if: .not(until))
            } else {
                state.proceed(to: proceed)
            }
        }
        guard let ignore else { return state }
        guard isOptional else {
            state.ignore(into: state, if: ignore)
            return state
        }
        let twin = newState(scope.stage.name, .normal)
        twin.take(into: target, if: take)
        twin.ignore(into: twin, if: ignore)
        addStops(to: twin)
        state.ignore(into: twin, if: ignore)
        return state
    }

    /// A state that takes any number of events and proceeds to `sink`.
    mutating func loop(into sink: State) -> State {
        let stage = scope.stage
        if case .group(let sequence) = stage.content {
            let end = newTakingState()
            let head = group(sequence, into: end, isFirstRound: false)
            head.proceed(to: sink)
            end.proceed(to: head)
            return head
        }
        let ignore = innerIgnoreCondition(of: stage).map(beforeUntil)
        let take = beforeUntil(takeCondition(of: stage))
        let loop = newTakingState()
        if stage.isGreedy {
            if let until = stage.until {
                let untouched = copy(of: sink)
                loop.proceed(to: untouched, if: until)
                sinksBeforeGreed[sink.number] = untouched
                loop.proceed(to: sink, if: .not(until))
            } else {
                loop.proceed(to: sink)
            }
            addGreed(to: sink, takeCondition(of: stage))
        } else {
            loop.proceed(to: sink)
        }
        loop.take(into: loop, if: take)
        addStopOfFollowing(to: loop)
        if let ignore {
            let twin = newState(stage.name, .normal)
            twin.take(into: loop, if: take)
            twin.ignore(into: twin, if: ignore)
            loop.ignore(into: twin, if: ignore)
            addStopOfFollowing(to: twin)
        }
        return loop
    }

    /// What a greedy loop would take does not leave it.
    private func addGreed(to sink: State, _ take: Condition) {
        for index in sink.transitions.indices {
            sink.transitions[index].condition = .and(sink.transitions[index].condition, .not(take))
        }
    }

    private mutating func copy(of state: State) -> State {
        let copy = newState(state.stage, state.kind)
        copy.transitions = state.transitions.map { Edge($0.action, $0.target === state ? copy : $0.target, $0.condition) }
        return copy
    }
}
