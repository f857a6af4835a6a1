import MartletCore

/// Computes the columns of each row anew.
package struct LogicalProject: LogicalPlan {
    package var input: any LogicalPlan
    package var expressions: [BoundExpression]
    package var names: [String]

    package init(_ input: any LogicalPlan, _ expressions: [BoundExpression], names: [String]) {
        self.input = input
        self.expressions = expressions
        self.names = names
    }

    package var schema: Schema { Schema(zip(names, expressions).map { Field($0, $1.type) }) }
    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        LogicalProject(inputs[0], expressions, names: names)
    }

    package func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> any LogicalPlan {
        LogicalProject(input, try expressions.map(transform), names: names)
    }

    package var attributes: [PlanAttribute] {
        let printer = ExpressionPrinter(.tree)
        return zip(names, expressions).map { PlanAttribute($0, printer.text($1)) }
    }

    /// Whether the columns are the input's, in order, under the same or other names.
    package var isIdentity: Bool {
        expressions.count == input.schema.count && expressions.enumerated().allSatisfy { $0.element.columnIndex == $0.offset }
    }
}
