import MartletCore

extension PatternCompiler {
    /// Stages have names of their own, also in groups, and the skip strategy speaks of one of them.
    static func checkNames(of pattern: PatternSequence) throws {
        var names: Set<String> = []
        func check(_ stages: [PatternStage]) throws {
            for stage in stages {
                if case .group(let group) = stage.content {
                    try check(group.stages)
                } else if !names.insert(stage.name).inserted {
                    throw MartletError(
                        "Two stages of the pattern have the name '\(stage.name)'.", hint: "Name each stage differently.", phase: .validate)
                }
            }
        }
        try check(pattern.stages)
        if let stage = pattern.skip.stage, !pattern.stages.contains(where: { $0.name == stage }) {
            throw MartletError(
                "The skip strategy speaks of a stage '\(stage)' that the pattern does not have.",
                hint: "Its stages are \(pattern.stages.map { "'\($0.name)'" }.joined(separator: ", ")).", phase: .validate)
        }
    }

    func checkWindows(of pattern: PatternSequence) throws {
        if let window, states.contains(where: { ($0.windowFromPrevious ?? 0) > window }) {
            throw MartletError(
                "The time between two events cannot be longer than the time of the whole pattern.",
                hint: "Shorten within(_:of: .previousAndCurrent), or lengthen within(_:).", phase: .validate)
        }
        let last = pattern.last
        if last.contiguity == .notFollowedBy, (last.windowFromPrevious ?? 0) <= 0, (window ?? 0) <= 0 {
            throw MartletError(
                "A pattern that ends with notFollowedBy(\"\(last.name)\") needs a time after which nothing has followed.",
                hint: "Add within().", phase: .validate)
        }
    }
}
