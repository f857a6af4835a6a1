import MartletCore
import MartletRuntime

/// All rows of several inputs.
package struct PhysicalUnion: PhysicalOperator {
    package var name: String { "Union" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        [PlanAttribute("all", "true"), PlanAttribute("union", node.names.joined(separator: ", "))]
    }

    /// A union is no operator: whoever reads it reads all of its inputs. This one passes on what it is given.
    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let edges = inputs.map { StreamEdge(from: $0.node, partitioning: $0.partitioning, input: 0) }
        return PlanEdge(node: translation.add(node.head(), edges: edges, isSingle: false) { UnionOperator() })
    }
}

/// Passes on what it is given.
final class UnionOperator: StreamOperator {
    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws { try output.emit(batch) }
}
