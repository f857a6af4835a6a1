import MartletCore

/// Makes a plan of the same rows that is better to run: named stages of rules, in order.
package struct Optimizer: Sendable {
    package let isStreaming: Bool

    package init(isStreaming: Bool) { self.isStreaming = isStreaming }

    /// What is shorthand is written out.
    private static let expansion = RuleSet("expansion", [ExpandGroupingSets(), UnnestToRows(), ExtractOver()])

    /// What makes plans smaller and moves filters down.
    private static let simplification = RuleSet(
        "simplification",
        [
            MergeFilters(), RemoveTrivialFilter(), ReduceExpressions(), PushFilterThroughProject(),
            PushFilterThroughUnion(), PushFilterIntoJoin(), PushJoinConditions(), PushFilterThroughAggregate(), PushFilterThroughWindow(), OverToRank(), MergeProjects(), MergeUnions(),
            PruneEmpty(), PushPartitionFilter(),
        ])

    /// What is compared by joins becomes columns.
    private static let joinKeys = RuleSet("join keys", [PushJoinExpressions()])

    private static let cleaning = RuleSet("cleaning", [MergeProjects(), RemoveIdentityProject()])

    package func optimize(_ plan: any LogicalPlan) throws -> any LogicalPlan {
        var plan = plan
        plan = try RemoveSubqueries().apply(to: plan)
        plan = try Self.expansion.apply(to: plan)
        plan = try Self.simplification.apply(to: plan)
        plan = try Self.joinKeys.apply(to: plan)
        plan = PruneColumns().apply(to: plan)
        return try Self.cleaning.apply(to: plan)
    }
}
