/// Filter(p(keys), Aggregate(x)) → Aggregate(Filter(p, x))
struct PushFilterThroughAggregate: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let filter = plan as? LogicalFilter, let aggregate = filter.input as? LogicalAggregate, aggregate.sets == nil,
            !aggregate.keys.isEmpty
        else { return nil }
        let conjuncts = filter.condition.conjuncts
        let below = conjuncts.filter {
            !$0.containsSubquery && $0.isDeterministic && !$0.columns.isEmpty && $0.columns.allSatisfy { $0 < aggregate.keys.count }
        }
        if below.isEmpty { return nil }
        let rest = conjuncts.filter { !below.contains($0) }
        let inner = LogicalFilter(aggregate.input, .all(below.map { $0.mapColumns { aggregate.keys[$0] } }))
        let grouped = aggregate.replacingInputs([inner])
        return rest.isEmpty ? grouped : LogicalFilter(grouped, .all(rest))
    }
}
