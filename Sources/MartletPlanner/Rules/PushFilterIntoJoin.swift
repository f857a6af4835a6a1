import MartletCore

/// Filter(p, x ⋈ y) → Filter(p₁, x) ⋈ Filter(p₂, y) on the rest
///
/// Conditions over one side go to that side, where the join does not fill it up with NULLs; of an inner join the others join its condition.
/// An outer join whose filled-up rows cannot pass is made an inner one first.
struct PushFilterIntoJoin: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let filter = plan as? LogicalFilter, var join = filter.input as? LogicalJoin, !(join.right is LogicalSnapshot) else {
            return nil
        }
        let width = join.left.schema.count
        let original = join.kind
        let conjuncts = filter.condition.conjuncts
        join.kind = strengthened(join.kind, by: conjuncts, width: width)

        var left: [BoundExpression] = [], right: [BoundExpression] = [], on: [BoundExpression] = [], rest: [BoundExpression] = []
        for conjunct in conjuncts {
            let columns = conjunct.columns
            if conjunct.containsSubquery || !conjunct.isDeterministic {
                rest.append(conjunct)
            } else if columns.allSatisfy({ $0 < width }), !join.kind.keepsRight, !columns.isEmpty {
                left.append(conjunct)
            } else if columns.allSatisfy({ $0 >= width }), !join.kind.keepsLeft, !columns.isEmpty {
                right.append(conjunct.mapColumns { $0 - width })
            } else if join.kind == .inner {
                on.append(conjunct)
            } else {
                rest.append(conjunct)
            }
        }
        if left.isEmpty, right.isEmpty, on.isEmpty, join.kind == original { return nil }
        let schema = filter.schema
        if !left.isEmpty { join.left = LogicalFilter(join.left, .all(left)) }
        if !right.isEmpty { join.right = LogicalFilter(join.right, .all(right)) }
        if !on.isEmpty { join.condition = .all([join.condition] + on) }
        let result: any LogicalPlan = rest.isEmpty ? join : LogicalFilter(join, .all(rest))
        if result.schema == schema { return result }
        // An outer join that became an inner one has stricter columns; above, they are as they were.
        return LogicalProject(
            result, zip(BoundExpression.columns(result.schema.fields), schema.types).map { $0.nullable($1.isNullable) }, names: schema.names
        )
    }

    /// LEFT is INNER if a row filled up on the right cannot pass, and so on.
    private func strengthened(_ kind: LogicalJoin.Kind, by conjuncts: [BoundExpression], width: Int) -> LogicalJoin.Kind {
        let needsLeft = conjuncts.contains { $0.rejectsNulls { $0 < width } }
        let needsRight = conjuncts.contains { $0.rejectsNulls { $0 >= width } }
        return switch kind {
        case .left where needsRight: .inner
        case .right where needsLeft: .inner
        case .full where needsLeft && needsRight: .inner
        case .full where needsLeft: .left
        case .full where needsRight: .right
        default: kind
        }
    }
}

extension BoundExpression {
    /// Whether the condition cannot be true where all columns that `isNull` names are NULL.
    func rejectsNulls(_ isNull: (Int) -> Bool) -> Bool {
        switch kind {
        case .and(let operands): operands.contains { $0.rejectsNulls(isNull) }
        case .or(let operands): operands.allSatisfy { $0.rejectsNulls(isNull) }
        case .call(let call) where ["=", "<>", "<", "<=", ">", ">=", "LIKE"].contains(call.name):
            call.arguments.contains { $0.isNullWhere(isNull) }
        case .call(let call) where call.name == "IS NOT NULL" || call.name == "IS TRUE": call.arguments[0].isNullWhere(isNull)
        case .column: isNullWhere(isNull)
        default: false
        }
    }

    /// Whether the value is NULL where those columns are: a column, or strict arithmetic over one.
    private func isNullWhere(_ isNull: (Int) -> Bool) -> Bool {
        switch kind {
        case .column(let index): isNull(index)
        case .cast(let operand, _): operand.isNullWhere(isNull)
        case .call(let call) where ["+", "-", "*", "/", "%", "||", "UPPER", "LOWER"].contains(call.name):
            call.arguments.contains { $0.isNullWhere(isNull) }
        default: false
        }
    }
}
