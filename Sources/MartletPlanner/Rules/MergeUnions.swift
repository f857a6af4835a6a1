/// (x ∪ y) ∪ z → ∪(x, y, z), for UNION ALL
struct MergeUnions: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let union = plan as? LogicalSetOperation, union.operator == .union, union.isAll,
            union.inputs.contains(where: { ($0 as? LogicalSetOperation)?.isUnionAll ?? false })
        else { return nil }
        let inputs = union.inputs.flatMap { input in
            if let inner = input as? LogicalSetOperation, inner.isUnionAll { return inner.inputs }
            return [input]
        }
        return LogicalSetOperation(.union, all: true, inputs)
    }
}

extension LogicalSetOperation {
    var isUnionAll: Bool { self.operator == .union && isAll }
}
