import MartletCore

/// x ⋈ y on f(x) = g(y) → Project(x, f) ⋈ Project(y, g) on columns
///
/// What is compared becomes a column on its side, so that rows can be found by it.
struct PushJoinExpressions: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let join = plan as? LogicalJoin, !(join.right is LogicalSnapshot) else { return nil }
        let width = join.left.schema.count, total = width + join.right.schema.count
        var left: [BoundExpression] = [], right: [BoundExpression] = []

        /// The side that an expression can be computed on.
        func isLeft(_ expression: BoundExpression) -> Bool? {
            let columns = expression.columns
            if columns.isEmpty || expression.containsSubquery { return nil }
            if columns.allSatisfy({ $0 < width }) { return true }
            return columns.allSatisfy { $0 >= width } ? false : nil
        }
        /// The expression as a column: -1, -2 … for new ones on the left, `total` … on the right, renumbered below.
        func column(_ expression: BoundExpression, onLeft: Bool) -> BoundExpression {
            if expression.columnIndex != nil { return expression }
            if onLeft {
                left.append(expression)
                return .column(-left.count, expression.type)
            }
            right.append(expression.mapColumns { $0 - width })
            return .column(total + right.count - 1, expression.type)
        }
        let conjuncts = join.condition.conjuncts.map { conjunct -> BoundExpression in
            guard case .call(var call) = conjunct.kind, call.name == "=" || call.name == "IS NOT DISTINCT FROM",
                let first = isLeft(call.arguments[0]), let second = isLeft(call.arguments[1]), first != second
            else { return conjunct }
            call.arguments = [column(call.arguments[0], onLeft: first), column(call.arguments[1], onLeft: second)]
            return BoundExpression(.call(call), conjunct.type)
        }
        if left.isEmpty, right.isEmpty { return nil }

        let added = left.count
        func place(_ column: Int) -> Int { column < 0 ? width - column - 1 : column < width ? column : column + added }
        let joined = LogicalJoin(
            extended(join.left, left), extended(join.right, right), join.kind, .all(conjuncts.map { $0.mapColumns(place) }))
        // The columns as they were.
        let fields = joined.schema.fields
        let kept = join.kind.isSemi ? Array(0..<width) : (0..<total).map { $0 < width ? $0 : $0 + added }
        return LogicalProject(joined, kept.map { .column($0, fields[$0].type) }, names: join.schema.names)
    }

    private func extended(_ plan: any LogicalPlan, _ expressions: [BoundExpression]) -> any LogicalPlan {
        if expressions.isEmpty { return plan }
        let fields = plan.schema.fields
        return LogicalProject(
            plan, BoundExpression.columns(fields) + expressions,
            names: fields.map(\.name) + expressions.indices.map { "$f\(fields.count + $0)" })
    }
}
