import MartletCore

/// A row of the input stays if the query has a row for it, or (negated) if it has none.
///
/// NOT IN keeps a row only if it is sure that there is no equal one: a NULL on either side may be equal.
struct SemiJoin {
    private let subquery: BoundSubquery
    private let isNegated: Bool

    init(_ subquery: BoundSubquery, isNegated: Bool) {
        self.subquery = subquery
        self.isNegated = isNegated
    }

    func plan(over input: any LogicalPlan) throws -> any LogicalPlan {
        let width = input.schema.count
        var values: [BoundExpression] = []
        if case .membership(let operands) = subquery.kind { values = operands }
        let right: any LogicalPlan
        var conditions: [BoundExpression] = []
        var outputs: [BoundExpression]

        if let chain = FilterChain(subquery.plan, scope: subquery.scope) {
            // Conditions that read the outer row are the join's.
            right = chain.input
            conditions = chain.conditions.map { overBoth($0, width) }
            outputs = chain.outputs.map { overBoth($0, width) }
        } else {
            let result = try Decorrelator(scope: subquery.scope, source: input).decorrelate(subquery.plan)
            right = result.plan
            let fields = right.schema.fields
            conditions = try result.keys.map { try $0.condition(input.schema, fields, width: width) }
            outputs = BoundExpression.columns(fields, offset: width)
        }
        for (value, output) in zip(values, outputs) {
            let equal = try BoundExpression.builtIn("=", value, output)
            conditions.append(isNegated ? try orUnknown(equal, value, output) : equal)
        }
        return LogicalJoin(input, right, isNegated ? .anti : .semi, .all(conditions))
    }

    /// The expression of the query over the input's columns and behind them the query's.
    private func overBoth(_ expression: BoundExpression, _ width: Int) -> BoundExpression {
        expression.mapColumns { $0 + width }.replacingOuter(of: subquery.scope) { .column($0, $1) }
    }

    private func orUnknown(_ equal: BoundExpression, _ value: BoundExpression, _ output: BoundExpression) throws -> BoundExpression {
        var alternatives = [equal]
        for side in [value, output] where side.type.isNullable { alternatives.append(try .builtIn("IS NULL", side)) }
        return alternatives.count == 1 ? equal : BoundExpression(.or(alternatives), .boolean)
    }
}

/// Projections and filters above something that does not read the outer row: Project(f, Filter(p, x)).
struct FilterChain {
    /// `x`
    var input: any LogicalPlan
    /// Over x's columns and the outer row's.
    var conditions: [BoundExpression] = []
    /// What the query's columns are, likewise.
    var outputs: [BoundExpression]

    init?(_ plan: any LogicalPlan, scope: Int) {
        switch plan {
        case let project as LogicalProject:
            guard let chain = FilterChain(project.input, scope: scope) else { return nil }
            self = chain
            outputs = project.expressions.map { $0.substituting(chain.outputs) }
        case let filter as LogicalFilter:
            guard let chain = FilterChain(filter.input, scope: scope) else { return nil }
            self = chain
            conditions += filter.condition.conjuncts.map { $0.substituting(chain.outputs) }
        default:
            guard plan.outerColumns(of: scope).isEmpty else { return nil }
            input = plan
            outputs = BoundExpression.columns(plan.schema.fields)
        }
    }
}

extension Decorrelator.Key {
    /// That the outer row's column and the query's are equal.
    func condition(_ outerSchema: Schema, _ fields: [Field], width: Int) throws -> BoundExpression {
        let (left, right) = (
            BoundExpression.column(outer, outerSchema.fields[outer].type), BoundExpression.column(width + column, fields[column].type)
        )
        return try .builtIn(isNullSafe ? "IS NOT DISTINCT FROM" : "=", left, right)
    }
}
