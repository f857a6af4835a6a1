import MartletCore

/// Makes a plan of the same rows that is better to run: named stages of rules, in order.
package struct Optimizer: Sendable {
    private let stages: [RuleSet]
    private let afterPruning: RuleSet

    package init(_ session: PlannerSession) throws {
        let folding = try ConstantFolding(session)
        stages = [
            // What is shorthand is written out.
            RuleSet("expansion", [ExpandGroupingSets(), UnnestToRows(), ExtractOver()]),
            // Plans become smaller, filters move down.
            RuleSet(
                "simplification",
                [
                    MergeFilters(), RemoveTrivialFilter(), ReduceExpressions(folding: folding), ProjectComputedValues(folding: folding),
                    PushFilterThroughProject(),
                    PushFilterThroughUnion(), PushFilterIntoJoin(), PushJoinConditions(), PushFilterThroughAggregate(),
                    PushFilterThroughWindow(), OverToRank(isStreaming: try session.isStreaming), MergeProjects(), MergeUnions(),
                    PruneEmpty(),
                    PushPartitionFilter(),
                ]),
            // What is compared by joins becomes columns.
            RuleSet("join keys", [PushJoinExpressions()]),
        ]
        afterPruning = RuleSet("cleaning", [MergeProjects(), RemoveIdentityProject()])
    }

    package func optimize(_ plan: any LogicalPlan) throws -> any LogicalPlan {
        var plan = try RemoveSubqueries().apply(to: plan)
        for stage in stages { plan = try stage.apply(to: plan) }
        return try afterPruning.apply(to: PruneColumns().apply(to: plan))
    }
}
