import MartletCore
import MartletTableRuntime

/// INTERSECT and EXCEPT.
package struct PhysicalSetOperation: PhysicalOperator {
    package var kind: SetOperationKind
    package var isAll: Bool
    package var isStreaming: Bool
    package var name: String { kind == .intersect ? "Intersect" : "Minus" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        [PlanAttribute("all", "\(isAll)"), PlanAttribute("select", node.names.joined(separator: ", "))]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        if !isStreaming || kind == .intersect && node.inputs.allSatisfy(\.modifyKinds.isInsertOnly) { return .insert }
        return [.insert, .delete]
    }

    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] { [.beforeAndAfter, .beforeAndAfter] }

    /// Without ALL each row comes once.
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { isAll ? [] : [Set(node.schema.fields.indices)] }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (kind, isAll, types) = (kind, isAll, node.types)
        return translation.add(node, inputs: inputs) { SetOperationOperator(kind: kind, isAll: isAll, types: types) }
    }
}
