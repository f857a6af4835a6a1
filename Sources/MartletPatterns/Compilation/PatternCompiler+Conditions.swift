extension PatternCompiler {
    /// When a stage takes an event.
    func takeCondition(of stage: PatternStage) -> Condition {
        guard let until = scope.group?.stage.until else { return stage.condition }
        return .and(.not(until), stage.condition)
    }

    /// When an event before the first of a stage is passed over; nil: never.
    func ignoreCondition(of stage: PatternStage) -> Condition? {
        guard scope.isHeadOfGroup, let group = scope.group else { return ignoreCondition(of: stage, stage.contiguity) }
        return ignoreCondition(of: stage, group.isFirstRound ? group.stage.contiguity : group.stage.innerContiguity)
    }

    /// When an event between two of a stage is passed over; nil: never.
    func innerIgnoreCondition(of stage: PatternStage) -> Condition? {
        let group = scope.isHeadOfGroup ? scope.group : nil
        return ignoreCondition(of: stage, group?.stage.innerContiguity ?? stage.innerContiguity)
    }

    private func ignoreCondition(of stage: PatternStage, _ contiguity: PatternStage.Contiguity) -> Condition? {
        let condition: Condition
        switch contiguity {
        case .relaxed: condition = .not(stage.condition)
        case .nonDeterministicRelaxed: condition = .always
        case .strict, .notNext, .notFollowedBy: return nil
        }
        guard let until = scope.group?.stage.until else { return condition }
        return .and(.not(until), condition)
    }

    /// Whether the present stage may be left out. The first of a group may where the whole group may.
    var isStageOptional: Bool {
        guard scope.isHeadOfGroup, let group = scope.group else { return scope.stage.isOptional }
        return group.isFirstRound && group.stage.isOptional
    }

    /// A condition of the present stage, not met by the event that ends its loop.
    func beforeUntil(_ condition: Condition) -> Condition { scope.stage.until.map { .and(.not($0), condition) } ?? condition }
}
