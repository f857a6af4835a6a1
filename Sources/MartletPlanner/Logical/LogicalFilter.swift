import MartletCore

/// Keeps the rows for which a condition is true.
package struct LogicalFilter: LogicalPlan {
    package var input: any LogicalPlan
    package var condition: BoundExpression

    package init(_ input: any LogicalPlan, _ condition: BoundExpression) {
        self.input = input
        self.condition = condition
    }

    package var schema: Schema { input.schema }
    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan { LogicalFilter(inputs[0], condition) }

    package var expressions: [BoundExpression] { [condition] }
    package func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> any LogicalPlan {
        LogicalFilter(input, try transform(condition))
    }

    package var attributes: [PlanAttribute] { [PlanAttribute("condition", ExpressionPrinter(.tree).text(condition))] }
}
