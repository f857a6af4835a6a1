import MartletCore
import MartletTableRuntime

/// Makes watermarks from a column.
package struct PhysicalWatermarkAssigner: PhysicalOperator {
    package var rowtime: Int
    package var watermark: BoundExpression
    package var name: String { "WatermarkAssigner" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        [
            PlanAttribute("rowtime", node.names[rowtime]),
            PlanAttribute("watermark", ExpressionPrinter(style, names: node.input.names).text(watermark)),
        ]
    }

    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { node.input.upsertKeys }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let expression = try translation.compiler.compile(watermark)
        let (rowtime, context) = (rowtime, translation.context)
        return translation.add(node, inputs: inputs) {
            WatermarkAssigner(rowtime: rowtime, expression: expression, session: context)
        }
    }
}
