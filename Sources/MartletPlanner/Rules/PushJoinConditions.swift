import MartletCore

/// x ⋈ y on p₁(x) ∧ p₂(y) ∧ q → Filter(p₁, x) ⋈ Filter(p₂, y) on q
///
/// For outer joins, only on the side whose rows may be missing.
struct PushJoinConditions: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard var join = plan as? LogicalJoin, !(join.right is LogicalSnapshot) else { return nil }
        let width = join.left.schema.count
        var left: [BoundExpression] = [], right: [BoundExpression] = [], rest: [BoundExpression] = []
        for conjunct in join.condition.conjuncts {
            let columns = conjunct.columns
            if columns.isEmpty || conjunct.containsSubquery || !conjunct.isDeterministic {
                rest.append(conjunct)
            } else if columns.allSatisfy({ $0 < width }), !join.kind.keepsLeft, join.kind != .anti {
                left.append(conjunct)
            } else if columns.allSatisfy({ $0 >= width }), !join.kind.keepsRight {
                right.append(conjunct.mapColumns { $0 - width })
            } else {
                rest.append(conjunct)
            }
        }
        if left.isEmpty, right.isEmpty { return nil }
        if !left.isEmpty { join.left = LogicalFilter(join.left, .all(left)) }
        if !right.isEmpty { join.right = LogicalFilter(join.right, .all(right)) }
        join.condition = .all(rest)
        return join
    }
}
