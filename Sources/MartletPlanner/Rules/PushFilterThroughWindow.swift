/// Filter(p, Window(x)) → Window(Filter(p, x)), for what p says of x's own columns
struct PushFilterThroughWindow: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let filter = plan as? LogicalFilter, let window = filter.input as? LogicalWindowTable else { return nil }
        // Leaving out a row of a session would change its neighbours' windows.
        if case .session = window.kind { return nil }
        let width = window.input.schema.count
        let conjuncts = filter.condition.conjuncts
        let below = conjuncts.filter { !$0.containsSubquery && $0.isDeterministic && $0.columns.allSatisfy { $0 < width } }
        if below.isEmpty { return nil }
        let rest = conjuncts.filter { !below.contains($0) }
        let inner = window.replacingInputs([LogicalFilter(window.input, .all(below))])
        return rest.isEmpty ? inner : LogicalFilter(inner, .all(rest))
    }
}
