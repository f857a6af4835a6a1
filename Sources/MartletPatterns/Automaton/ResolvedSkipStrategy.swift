import MartletCore

/// A skip strategy with the number of its stage.
package struct ResolvedSkipStrategy: Sendable {
    let strategy: AfterMatchSkipStrategy
    let stage: Int

    var isNone: Bool { strategy.kind == .none }

    /// Tells which partial matches, by their first events, are dropped after a match; nil: none.
    func dropped(after match: FoundEvents, stageNames: [String]) throws -> ((EventID) -> Bool)? {
        let all = match.stages.lazy.flatMap { $0.events.map(\.id) }
        guard let first = all.min(), let last = all.max() else { return nil }
        switch strategy.kind {
        case .none: return nil
        case .toNext: return { $0 <= first }
        case .pastLast: return { $0 <= last }
        case .toFirst, .toLast:
            let events = match.events(of: stage)
            let target = if case .toFirst = strategy.kind { events?.first } else { events?.last }
            if strategy.isStrict, target == nil || target?.id == first {
                throw MartletError(
                    target == nil
                        ? "Cannot skip to '\(stageNames[stage])': the match has no such event."
                        : "Cannot skip to '\(stageNames[stage])': it is the first event of the match.",
                    hint: "Without throwingOnMiss, nothing is skipped then.")
            }
            return target.map { target in { $0 < target.id } }
        }
    }
}
