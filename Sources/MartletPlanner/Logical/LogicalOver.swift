import MartletCore

/// Adds to each row the results of functions over the rows around it. All calls share partition, order and frame.
package struct LogicalOver: LogicalPlan {
    package struct Call: Sendable {
        package var function: BoundOver.Function
        package var arguments: [BoundExpression]
        package var frame: BoundOver.Frame
        package var type: DataType
        package var outputName: String
    }

    package var input: any LogicalPlan
    package var partitionBy: [Int]
    package var orderBy: [LogicalSort.Key]
    package var calls: [Call]

    package var schema: Schema { Schema(input.schema.fields + calls.map { Field($0.outputName, $0.type) }) }
    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        var copy = self
        copy.input = inputs[0]
        return copy
    }

    package var attributes: [PlanAttribute] {
        [
            PlanAttribute("partitionBy", partitionBy.map { "$\($0)" }.joined(separator: ", ")),
            PlanAttribute("orderBy", orderBy.map { "$\($0.column) \($0.direction)" }.joined(separator: ", ")),
        ] + calls.map { PlanAttribute($0.outputName, "\($0.function)") }
    }
}
