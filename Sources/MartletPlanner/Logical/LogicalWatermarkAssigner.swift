import MartletCore

/// Makes a column of its input the time of the stream.
package struct LogicalWatermarkAssigner: LogicalPlan {
    package var input: any LogicalPlan
    /// The column, which becomes a rowtime attribute.
    package var rowtime: Int
    /// The watermark that a row stands for.
    package var watermark: BoundExpression

    package var schema: Schema {
        var schema = input.schema
        schema.fields[rowtime].type.timeAttribute = .rowtime
        return schema
    }

    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        var copy = self
        copy.input = inputs[0]
        return copy
    }

    package var expressions: [BoundExpression] { [watermark] }
    package func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> any LogicalPlan {
        var copy = self
        copy.watermark = try transform(watermark)
        return copy
    }

    package var attributes: [PlanAttribute] {
        [
            PlanAttribute("rowtime", schema.fields[rowtime].name),
            PlanAttribute("watermark", ExpressionPrinter(.tree).text(watermark)),
        ]
    }
}
