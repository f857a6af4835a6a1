import MartletCore
import MartletTableRuntime

/// Each row of the left with the version of its key on the right that was valid at the row's time.
package struct PhysicalTemporalJoin: PhysicalOperator {
    package var kind: LogicalJoin.Kind
    package var condition: BoundExpression
    package var parts: JoinCondition
    /// The columns of the times, the right one among the right's columns.
    package var times: (left: Int, right: Int)
    package var name: String { "TemporalJoin" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let names = Schema(node.inputs.flatMap(\.schema.fields)).uniqued.names
        let time = "__TEMPORAL_JOIN_CONDITION(\(names[times.left]), \(node.inputs[1].names[times.right]))"
        return [
            PlanAttribute("joinType", kind.planName),
            PlanAttribute("where", "\(ExpressionPrinter(style, names: names).text(condition)) AND \(time)"),
            PlanAttribute("select", node.names.joined(separator: ", ")),
        ]
    }

    /// The right only says which versions there are.
    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds { node.inputs[0].modifyKinds }

    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] {
        // Versions are known by their key: the row as it was need not come.
        [node.inputs[0].modifyKinds.isInsertOnly ? .none : .beforeAndAfter, .onlyAfter]
    }

    package func updateKind(_ node: PhysicalNode, required: UpdateKind) -> UpdateKind { .beforeAndAfter }
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { node.inputs[0].upsertKeys }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (left, right, parts, context) = (node.inputs[0].types, node.inputs[1].types, parts, translation.context)
        let residual = try parts.residual.map { try translation.compiler.compile($0) }
        let (isLeftOuter, times) = (kind == .left, times)
        return translation.add(node, inputs: inputs) {
            TemporalJoinOperator(
                isLeftOuter: isLeftOuter, leftTypes: left, rightTypes: right, leftKeys: parts.leftKeys, rightKeys: parts.rightKeys,
                leftTime: times.left, rightTime: times.right, residual: residual, session: context)
        }
    }
}
