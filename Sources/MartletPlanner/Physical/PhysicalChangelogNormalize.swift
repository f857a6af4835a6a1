import MartletCore
import MartletTableRuntime

/// Makes a full changelog of a source that tells only the new content of a key, or repeats itself.
package struct PhysicalChangelogNormalize: PhysicalOperator {
    package var keys: [Int]
    package var name: String { "ChangelogNormalize" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        [PlanAttribute("key", keys.map { node.names[$0] }.joined(separator: ", "))]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds { .all }
    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] { [.onlyAfter] }
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { [Set(keys)] }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (keys, types, context, emitsUpdateBefore) = (keys, node.types, translation.context, node.updateKind == .beforeAndAfter)
        return translation.add(node, inputs: inputs) {
            ChangelogNormalizeOperator(keys: keys, inputTypes: types, emitsUpdateBefore: emitsUpdateBefore, session: context)
        }
    }
}
