import MartletCore
import MartletTableRuntime

/// A join of two changing tables: every row of both is kept.
package struct PhysicalJoin: PhysicalOperator {
    package var kind: LogicalJoin.Kind
    package var condition: BoundExpression
    package var parts: JoinCondition
    package var isStreaming: Bool
    package var name: String { isStreaming ? "Join" : "HashJoin" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let names = Schema(node.inputs.flatMap(\.schema.fields)).uniqued.names
        var attributes = [
            PlanAttribute("joinType", kind.planName),
            PlanAttribute("where", ExpressionPrinter(style, names: names).text(condition)),
            PlanAttribute("select", node.names.joined(separator: ", ")),
        ]
        if isStreaming {
            attributes.append(PlanAttribute("leftInputSpec", specification(node.inputs[0], keys: parts.leftKeys)))
            attributes.append(PlanAttribute("rightInputSpec", specification(node.inputs[1], keys: parts.rightKeys)))
        }
        return attributes
    }

    private func specification(_ input: PhysicalNode, keys: [Int]) -> String {
        let unique = input.upsertKeys
        if unique.isEmpty { return "NoUniqueKey" }
        return unique.contains { $0.isSubset(of: Set(keys)) } ? "JoinKeyContainsUniqueKey" : "HasUniqueKey"
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        if !isStreaming { return .insert }
        guard kind == .inner || kind == .semi else { return .all }
        let kinds = node.inputs[0].modifyKinds.union(node.inputs[1].modifyKinds)
        // A change of one side may begin or end a match.
        return kinds.isInsertOnly ? .insert : kinds.union([.insert, .delete])
    }

    package func updateKind(_ node: PhysicalNode, required: UpdateKind) -> UpdateKind { .beforeAndAfter }
    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] { [.beforeAndAfter, .beforeAndAfter] }

    /// A key of both sides together; of one side alone, where each of its rows has at most one partner.
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> {
        let (left, right) = (node.inputs[0].upsertKeys, node.inputs[1].upsertKeys)
        if kind.isSemi { return left }
        let width = node.inputs[0].schema.count
        func shifted(_ key: Set<Int>) -> Set<Int> { Set(key.map { $0 + width }) }
        var keys: Set<Set<Int>> = []
        for l in left { for r in right { keys.insert(l.union(shifted(r))) } }
        if right.contains(where: { $0.isSubset(of: Set(parts.rightKeys)) }), !kind.keepsRight { keys.formUnion(left) }
        if left.contains(where: { $0.isSubset(of: Set(parts.leftKeys)) }), !kind.keepsLeft { keys.formUnion(right.map(shifted)) }
        return keys
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let kind = kind.joinKind
        let isInsertOnly = node.inputs.map(\.modifyKinds.isInsertOnly)
        let (left, right, parts, context) = (node.inputs[0].types, node.inputs[1].types, parts, translation.context)
        let residual = try parts.residual.map { try translation.compiler.compile($0) }
        return translation.add(node, inputs: inputs) {
            JoinOperator(
                kind: kind, leftTypes: left, rightTypes: right, leftKeys: parts.leftKeys, rightKeys: parts.rightKeys,
                nullsMatch: parts.nullsMatch, residual: residual, session: context, leftIsInsertOnly: isInsertOnly[0],
                rightIsInsertOnly: isInsertOnly[1])
        }
    }
}
