import MartletCore
import MartletTableRuntime

/// Drops `-U`, which nobody behind it wants.
package struct PhysicalDropUpdateBefore: PhysicalOperator {
    package var name: String { "DropUpdateBefore" }
    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] { [] }
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { node.input.upsertKeys }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        translation.add(node, inputs: inputs) { DropUpdateBeforeOperator() }
    }
}
