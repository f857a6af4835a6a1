import MartletCore
import MartletSQL

extension Binder {
    /// `t FOR SYSTEM_TIME AS OF time`
    func bindSnapshot(
        _ input: TableReference, at time: Expression, alias: TableAlias?, outer: Scope?, lateral: Scope?
    ) throws -> FromPlan {
        let scope = lateral ?? outer ?? makeScope([], parent: nil)
        let period = try ExpressionBinder(self, scope: scope, clause: .on).bind(time)
        guard period.type.kind.isTimestamp else {
            throw MartletError(
                "The system time period specification expects Timestamp type but is '\(period.type.kind.plannerDescription)'",
                phase: .validate,
                at: time.range)
        }
        guard lateral != nil else {
            throw MartletError("Time travel is not supported by the catalog.", phase: .validate, at: time.range)
        }
        // The left row is one scope out for the table.
        let outside = period.replacing { expression in
            guard case .column(let index) = expression.kind else { return nil }
            return BoundExpression(.outer(scope: scope.id, column: index), expression.type)
        }
        let table = try bind(input, outer: outer, lateral: lateral)
        let snapshot = LogicalSnapshot(input: table.plan, time: outside, scope: scope.id)
        if let alias { return try renamed(snapshot, alias) }
        return FromPlan(snapshot, relations: table.relations, merged: table.merged)
    }
}
