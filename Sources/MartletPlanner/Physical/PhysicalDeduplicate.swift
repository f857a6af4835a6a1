import MartletCore
import MartletTableRuntime

/// The first or the last row of each key by a time attribute.
package struct PhysicalDeduplicate: PhysicalOperator {
    package var keys: [Int]
    package var time: Int
    package var isRowtime: Bool
    package var keepsLast: Bool
    package var name: String { "Deduplicate" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        [
            PlanAttribute("keep", keepsLast ? "LastRow" : "FirstRow"),
            PlanAttribute("key", keys.map { node.names[$0] }.joined(separator: ", ")),
            PlanAttribute("order", isRowtime ? "ROWTIME" : "PROCTIME"),
            PlanAttribute("outputInsertOnly", "\(!keepsLast)"),
        ]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        guard node.input.modifyKinds.isInsertOnly else { throw refuse(node.input) }
        return keepsLast ? [.insert, .update] : .insert
    }

    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { [Set(keys)] }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (keys, rowtime, keepsLast, types) = (keys, isRowtime ? time : nil, keepsLast, node.input.types)
        let emitsUpdateBefore = node.updateKind == .beforeAndAfter
        return translation.add(node, inputs: inputs) {
            DeduplicateOperator(keys: keys, rowtime: rowtime, keepsLast: keepsLast, inputTypes: types, emitsUpdateBefore: emitsUpdateBefore)
        }
    }
}
