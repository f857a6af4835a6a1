/// Filter(p, Filter(q, x)) → Filter(q ∧ p, x)
struct MergeFilters: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let filter = plan as? LogicalFilter, let inner = filter.input as? LogicalFilter else { return nil }
        return LogicalFilter(inner.input, .all([inner.condition, filter.condition]))
    }
}
