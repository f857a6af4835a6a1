/// Project(f, Project(g, x)) → Project(f ∘ g, x), unless that would compute something costly or random twice
struct MergeProjects: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let project = plan as? LogicalProject, let inner = project.input as? LogicalProject,
            inner.canBeSubstituted(into: project.expressions)
        else { return nil }
        return LogicalProject(inner.input, project.expressions.map { $0.substituting(inner.expressions) }, names: project.names)
    }
}

extension LogicalProject {
    /// Whether what this projection computes may be computed where it is used instead.
    ///
    /// Window functions are kept apart; what is random must be drawn once.
    func canBeSubstituted(into users: [BoundExpression]) -> Bool {
        if expressions.allSatisfy({ $0.columnIndex != nil || $0.literal != nil }) { return true }
        if expressions.contains(where: { $0.containsOver || $0.containsSubquery }) { return false }
        if users.contains(where: { $0.containsOver || $0.containsSubquery }) { return false }
        let random = Set(expressions.indices.filter { !expressions[$0].isDeterministic })
        return random.isEmpty || users.allSatisfy { random.isDisjoint(with: $0.columns) || $0.columnIndex != nil }
    }
}
