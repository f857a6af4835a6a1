import MartletCore

/// For each row of the left input, the rows that the right one has for it.
package struct LogicalCorrelate: LogicalPlan {
    package var left: any LogicalPlan
    /// Reads the left row's columns as `.outer(scope, column)`.
    package var right: any LogicalPlan
    /// `inner` or `left`.
    package var kind: LogicalJoin.Kind
    package var scope: Int

    package var schema: Schema { Schema(left.schema.fields + right.schema.fields.map { $0.nullable(or: kind.keepsLeft) }) }
    package var inputs: [any LogicalPlan] { [left, right] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        LogicalCorrelate(left: inputs[0], right: inputs[1], kind: kind, scope: scope)
    }

    package var attributes: [PlanAttribute] {
        let required = right.outerColumns(of: scope).sorted().map { "\($0)" }.joined(separator: ", ")
        return [
            PlanAttribute("correlation", "$cor\(scope)"), PlanAttribute("joinType", kind.rawValue),
            PlanAttribute("requiredColumns", "{\(required)}"),
        ]
    }
}
