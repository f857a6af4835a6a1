import MartletCore

/// Each row once for each element of a collection in it: LATERAL UNNEST, with the row as plain columns.
package struct LogicalUnnestRows: LogicalPlan {
    package var input: any LogicalPlan
    /// Over the input's columns.
    package var collection: BoundExpression
    package var unnest: LogicalUnnest
    /// Over the input's columns and behind them the element's; only elements for which it is true count.
    package var condition: BoundExpression?
    /// `inner` or `left`.
    package var kind: LogicalJoin.Kind

    package var schema: Schema { Schema(input.schema.fields + unnest.schema.fields.map { $0.nullable(or: kind.keepsLeft) }) }
    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        var copy = self
        copy.input = inputs[0]
        return copy
    }

    package var expressions: [BoundExpression] { [collection] + (condition.map { [$0] } ?? []) }
    package func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> any LogicalPlan {
        var copy = self
        copy.collection = try transform(collection)
        copy.condition = try condition.map(transform)
        return copy
    }

    package var attributes: [PlanAttribute] {
        [PlanAttribute("collection", ExpressionPrinter(.tree).text(collection)), PlanAttribute("joinType", kind.rawValue)]
            + (condition.map { [PlanAttribute("condition", ExpressionPrinter(.tree).text($0))] } ?? [])
    }
}
