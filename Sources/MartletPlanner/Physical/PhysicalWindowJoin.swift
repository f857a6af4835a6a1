import MartletCore
import MartletTableRuntime

/// A join of rows of the same window, when it is complete.
package struct PhysicalWindowJoin: PhysicalOperator {
    package var kind: LogicalJoin.Kind
    package var condition: BoundExpression
    package var parts: JoinCondition
    /// The columns of the windows' ends, the right one among the right's columns.
    package var ends: (left: Int, right: Int)
    package var window: LogicalWindowTable
    package var timeZone: TimeZoneRules
    package var name: String { "WindowJoin" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let names = Schema(node.inputs.flatMap(\.schema.fields)).uniqued.names
        func text(_ input: PhysicalNode, _ end: Int) -> String { "\(window.functionName)(win_end=[\(input.names[end])])" }
        return [
            PlanAttribute("leftWindow", text(node.inputs[0], ends.left)), PlanAttribute("rightWindow", text(node.inputs[1], ends.right)),
            PlanAttribute("joinType", kind.planName), PlanAttribute("where", ExpressionPrinter(style, names: names).text(condition)),
            PlanAttribute("select", node.names.joined(separator: ", ")),
        ]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds { .insert }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (left, right, parts, context) = (node.inputs[0].types, node.inputs[1].types, parts, translation.context)
        let residual = try parts.residual.map { try translation.compiler.compile($0) }
        let (kind, ends, timeType, timeZone) = (kind.joinKind, ends, window.timeType, timeZone)
        return translation.add(node, inputs: inputs) {
            WindowJoinOperator(
                kind: kind, leftTypes: left, rightTypes: right, leftKeys: parts.leftKeys, rightKeys: parts.rightKeys,
                nullsMatch: parts.nullsMatch, windowEnds: ends, timeType: timeType, timeZone: timeZone, residual: residual, session: context
            )
        }
    }
}
