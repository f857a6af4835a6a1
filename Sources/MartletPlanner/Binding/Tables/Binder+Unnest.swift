import MartletCore
import MartletSQL

extension Binder {
    /// `UNNEST(collection) [WITH ORDINALITY]`
    func bindUnnest(
        _ expressions: [Expression], withOrdinality: Bool, alias: TableAlias?, at range: SourceRange, outer: Scope?
    ) throws -> FromPlan {
        guard expressions.count == 1 else {
            throw MartletError("UNNEST of several collections is not supported.", phase: .plan)
        }
        let scope = makeScope([], parent: outer)
        let collection = try ExpressionBinder(self, scope: scope, clause: .select).bind(expressions[0])
        switch collection.type.kind {
        case .array, .multiset, .map: break
        default:
            throw MartletError(
                "Cannot apply 'UNNEST' to arguments of type 'UNNEST(<\(collection.type.kind.plannerDescription)>)'.",
                hint: "It takes an ARRAY, MULTISET or MAP.", phase: .validate, at: range)
        }
        return try renamed(LogicalUnnest(collection, withOrdinality: withOrdinality), alias)
    }
}
