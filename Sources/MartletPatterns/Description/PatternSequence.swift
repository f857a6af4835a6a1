import MartletCore

/// Stages that follow each other: a pattern without the type of its events.
@usableFromInline package struct PatternSequence: Sendable {
    package var stages: [PatternStage]
    package var skip = AfterMatchSkipStrategy.noSkip
    /// The first mistake that was made in writing it.
    package private(set) var mistake: MartletError?

    package init(_ first: PatternStage, skip: AfterMatchSkipStrategy = .noSkip) {
        stages = []
        self.skip = skip
        append(first)
    }

    package mutating func append(_ stage: PatternStage) {
        if case .group(let group) = stage.content { mistake = mistake ?? group.mistake }
        if stage.isNegative, stages.last?.isOptional == true {
            report(
                "notNext() and notFollowedBy() cannot follow the optional stage '\(stages.last?.name ?? "")'.",
                hint: "Use two patterns, one with the optional stage and one without it.")
        }
        stages.append(stage)
    }

    /// Changes the last stage.
    package mutating func changeLast(_ change: (inout PatternStage) -> Void) { change(&stages[stages.count - 1]) }

    package var last: PatternStage { stages[stages.count - 1] }

    package mutating func report(_ message: String, hint: String? = nil) {
        mistake = mistake ?? MartletError(message, hint: hint, phase: .validate)
    }
}
