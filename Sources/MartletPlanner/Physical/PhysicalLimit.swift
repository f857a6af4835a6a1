import MartletCore
import MartletTableRuntime

/// OFFSET and FETCH of rows in any order.
package struct PhysicalLimit: PhysicalOperator {
    package var offset: Int?
    package var fetch: Int?
    package var name: String { "Limit" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        (offset.map { [PlanAttribute("offset", "\($0)")] } ?? []) + [PlanAttribute("fetch", fetch.map { "\($0)" } ?? "unlimited")]
    }

    /// The rows that stay may be others when one of them goes.
    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        node.input.modifyKinds.isInsertOnly ? .insert : .all
    }

    package func updateKind(_ node: PhysicalNode, required: UpdateKind) -> UpdateKind { .beforeAndAfter }
    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] { [.beforeAndAfter] }
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { node.input.upsertKeys }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (offset, fetch, types) = (offset ?? 0, fetch, node.types)
        return translation.add(node, inputs: inputs) { LimitOperator(offset: offset, fetch: fetch, inputTypes: types) }
    }
}
