/// What is made of no rows has no rows: Filter, Project, Sort over nothing → nothing; x ∪ nothing → x
struct PruneEmpty: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        switch plan {
        case let sort as LogicalSort where sort.fetch == 0: return LogicalValues(plan.schema, rows: [])
        case is LogicalFilter, is LogicalProject, is LogicalSort, is LogicalWatermarkAssigner, is LogicalWindowTable:
            return plan.inputs[0].isEmptyValues ? LogicalValues(plan.schema, rows: []) : nil
        case let aggregate as LogicalAggregate:
            let isGlobal = aggregate.keys.isEmpty || aggregate.sets?.contains([]) ?? false
            guard aggregate.input.isEmptyValues else { return nil }
            if !isGlobal { return LogicalValues(plan.schema, rows: []) }
            let values = aggregate.calls.map(\.valueOfNothing)
            guard aggregate.sets == nil, aggregate.calls.allSatisfy(\.isKnownOverNothing) else { return nil }
            return LogicalValues(plan.schema, rows: [values.map { $0.literal ?? .null }])
        case let union as LogicalSetOperation where union.isUnionAll:
            let rest = union.inputs.filter { !$0.isEmptyValues }
            if rest.count == union.inputs.count { return nil }
            if rest.isEmpty { return LogicalValues(plan.schema, rows: []) }
            if rest.count > 1 { return union.replacingInputs(rest) }
            return LogicalProject(rest[0], BoundExpression.columns(rest[0].schema.fields), names: plan.schema.names)
        case let join as LogicalJoin:
            let (left, right) = (join.left.isEmptyValues, join.right.isEmptyValues)
            let isEmpty =
                switch join.kind {
                case .inner: left || right
                case .semi: left || right
                case .left, .anti: left
                case .right: right
                case .full: left && right
                }
            return isEmpty ? LogicalValues(plan.schema, rows: []) : nil
        default: return nil
        }
    }
}

extension LogicalPlan {
    var isEmptyValues: Bool { (self as? LogicalValues)?.rows.isEmpty ?? false }
}
