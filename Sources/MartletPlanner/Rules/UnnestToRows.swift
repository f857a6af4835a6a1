import MartletCore

/// Correlate(x, Project(f, Filter(p, Unnest(:outer.c)))) → Project(f, UnnestRows(p, c, x)); Unnest(constant) → UnnestRows(constant, one row)
struct UnnestToRows: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        switch plan {
        case let correlate as LogicalCorrelate:
            guard let chain = UnnestChain(correlate.right, scope: correlate.scope) else { return nil }
            return rows(correlate.left, chain, correlate.kind, scope: correlate.scope, schema: correlate.schema)
        case let unnest as LogicalUnnest where !unnest.isCorrelated:
            let one = LogicalValues.oneRow
            let rows = LogicalUnnestRows(input: one, collection: unnest.collection, unnest: unnest, condition: nil, kind: .inner)
            let columns = BoundExpression.columns(unnest.schema.fields, offset: one.schema.count)
            return LogicalProject(rows, columns, names: unnest.schema.names)
        default: return nil
        }
    }

    private func rows(
        _ input: any LogicalPlan, _ chain: UnnestChain, _ kind: LogicalJoin.Kind, scope: Int, schema: Schema
    ) -> any LogicalPlan {
        let width = input.schema.count
        func overBoth(_ expression: BoundExpression) -> BoundExpression {
            expression.mapColumns { $0 + width }.replacingOuter(of: scope) { .column($0, $1) }
        }
        let rows = LogicalUnnestRows(
            input: input, collection: chain.unnest.collection.replacingOuter(of: scope) { .column($0, $1) }, unnest: chain.unnest,
            condition: chain.conditions.isEmpty ? nil : .all(chain.conditions.map(overBoth)), kind: kind)
        let fields = rows.schema.fields
        let outputs = zip(chain.outputs.map(overBoth), schema.types.dropFirst(width)).map { output, type -> BoundExpression in
            output.columnIndex.map { .column($0, fields[$0].type) } ?? output.nullable(type.isNullable)
        }
        return LogicalProject(rows, Array(BoundExpression.columns(fields).prefix(width)) + outputs, names: schema.names)
    }
}
