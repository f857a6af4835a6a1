/// Filter(p, Project(f, x)) → Project(f, Filter(p ∘ f, x))
struct PushFilterThroughProject: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let filter = plan as? LogicalFilter, let project = filter.input as? LogicalProject, !filter.condition.containsSubquery,
            project.canBeSubstituted(into: [filter.condition]),
            project.expressions.allSatisfy(\.isDeterministic)
                || filter.condition.columns.allSatisfy({ project.expressions[$0].isDeterministic })
        else { return nil }
        return LogicalProject(
            LogicalFilter(project.input, filter.condition.substituting(project.expressions)), project.expressions, names: project.names)
    }
}
