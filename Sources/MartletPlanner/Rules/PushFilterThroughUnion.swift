/// Filter(p, x ∪ y) → Filter(p, x) ∪ Filter(p, y), and likewise for INTERSECT and EXCEPT
struct PushFilterThroughUnion: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let filter = plan as? LogicalFilter, let operation = filter.input as? LogicalSetOperation, !filter.condition.containsSubquery,
            filter.condition.isDeterministic
        else { return nil }
        return operation.replacingInputs(operation.inputs.map { LogicalFilter($0, filter.condition) })
    }
}
