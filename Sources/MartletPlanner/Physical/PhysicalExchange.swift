import MartletCore
import MartletTableRuntime

/// Brings rows to the subtask that wants them.
package struct PhysicalExchange: PhysicalOperator {
    package enum Distribution: Sendable, Hashable {
        case hash([Int])
        /// All rows to one subtask.
        case single
    }

    package var distribution: Distribution
    package var name: String { "Exchange" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let text =
            switch distribution {
            case .hash(let columns): "hash[\(columns.map { node.names[$0] }.joined(separator: ", "))]"
            case .single: "single"
            }
        return [PlanAttribute("distribution", text)]
    }

    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { node.input.upsertKeys }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        switch distribution {
        case .hash(let columns): PlanEdge(node: inputs[0].node, partitioning: ColumnPartitioning.hash(columns: columns))
        case .single: PlanEdge(node: inputs[0].node, partitioning: .global, isSingle: true)
        }
    }
}

extension PhysicalNode {
    /// The same rows, those with equal keys together; without keys, all together.
    package func distributed(by keys: [Int]) -> PhysicalNode {
        PhysicalNode(PhysicalExchange(distribution: keys.isEmpty ? .single : .hash(keys)), [self], schema)
    }
}
