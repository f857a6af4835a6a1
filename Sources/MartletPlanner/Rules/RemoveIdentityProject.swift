/// Project(all columns as they are, x) → x, where the names are the same too
struct RemoveIdentityProject: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let project = plan as? LogicalProject, project.isIdentity, project.names == project.input.schema.names else { return nil }
        return project.input
    }
}
