import MartletCore

/// Constant expressions become literals; conditions that cannot be otherwise are dropped. An expression whose computation fails fails here.
struct ReduceExpressions: RewriteRule {
    let folding: ConstantFolding

    func apply(to plan: any LogicalPlan) throws -> (any LogicalPlan)? {
        guard plan is LogicalProject || plan is LogicalFilter || plan is LogicalJoin else { return nil }
        var isChanged = false
        let reduced = try plan.mapExpressions { expression in
            let (simpler, changed) = try reduce(expression)
            if changed { isChanged = true }
            return simpler
        }
        return isChanged ? reduced : nil
    }

    private func reduce(_ expression: BoundExpression) throws -> (BoundExpression, Bool) {
        var isChanged = false
        let result = try expression.replacing { part -> BoundExpression? in
            if part.literal != nil { return part }
            if case .subquery = part.kind { return part }
            if part.isConstant, part.isFoldable {
                isChanged = true
                do {
                    return BoundExpression(.literal(try folding.evaluate(part)), part.type, at: part.range)
                } catch var error as MartletError {
                    if error.phase == .runtime { error.phase = .plan }
                    throw error
                }
            }
            if let simpler = part.simplified {
                isChanged = true
                return simpler
            }
            return nil
        }
        return (result, isChanged)
    }
}

extension BoundExpression {
    /// Values that have a literal's spelling.
    fileprivate var isFoldable: Bool {
        switch type.kind {
        case .variant, .bitmap, .descriptor: false
        default: true
        }
    }

    /// AND and OR without operands that say nothing.
    fileprivate var simplified: BoundExpression? {
        switch kind {
        case .and(let operands):
            if operands.contains(where: { $0.literal == .boolean(false) }) { return BoundExpression.false.nullable(type.isNullable) }
            let rest = operands.filter { $0.literal != .boolean(true) }
            return rest.count < operands.count ? BoundExpression.all(rest).nullable(type.isNullable) : nil
        case .or(let operands):
            if operands.contains(where: { $0.literal == .boolean(true) }) { return BoundExpression.true.nullable(type.isNullable) }
            let rest = operands.filter { $0.literal != .boolean(false) }
            if rest.count == operands.count { return nil }
            if rest.isEmpty { return BoundExpression.false.nullable(type.isNullable) }
            return rest.count == 1 ? rest[0] : BoundExpression(.or(rest), type, at: range)
        case .call: return comparisonWithItself
        default: return nil
        }
    }
}
