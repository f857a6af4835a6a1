import MartletCore

/// A table as it was at a time of the row that it is joined to: `FOR SYSTEM_TIME AS OF`.
package struct LogicalSnapshot: LogicalPlan {
    package var input: any LogicalPlan
    /// Over the row it is joined to, as `.outer(scope, column)`.
    package var time: BoundExpression
    /// The number by which `time` calls that row.
    package var scope: Int

    package var schema: Schema { input.schema }
    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        LogicalSnapshot(input: inputs[0], time: time, scope: scope)
    }

    package var expressions: [BoundExpression] { [time] }
    package func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> any LogicalPlan {
        LogicalSnapshot(input: input, time: try transform(time), scope: scope)
    }

    package var attributes: [PlanAttribute] { [PlanAttribute("period", ExpressionPrinter(.tree).text(time))] }
}
