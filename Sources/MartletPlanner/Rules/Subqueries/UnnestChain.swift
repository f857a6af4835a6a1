import MartletCore

/// Projections and filters above an UNNEST that reads the outer row: what LATERAL UNNEST is made of.
struct UnnestChain {
    var unnest: LogicalUnnest
    /// Over the element's columns and the outer row's.
    var conditions: [BoundExpression] = []
    var outputs: [BoundExpression]

    init?(_ plan: any LogicalPlan, scope: Int) {
        switch plan {
        case let project as LogicalProject:
            guard let chain = UnnestChain(project.input, scope: scope) else { return nil }
            self = chain
            outputs = project.expressions.map { $0.substituting(chain.outputs) }
        case let filter as LogicalFilter:
            guard let chain = UnnestChain(filter.input, scope: scope) else { return nil }
            self = chain
            conditions += filter.condition.conjuncts.map { $0.substituting(chain.outputs) }
        case let unnest as LogicalUnnest:
            self.unnest = unnest
            outputs = BoundExpression.columns(unnest.schema.fields)
        default: return nil
        }
    }
}
