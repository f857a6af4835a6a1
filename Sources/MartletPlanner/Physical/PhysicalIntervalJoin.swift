import MartletCore
import MartletTableRuntime

/// A join of rows whose times are not far from each other: rows are forgotten when their time is over.
package struct PhysicalIntervalJoin: PhysicalOperator {
    package var kind: LogicalJoin.Kind
    package var condition: BoundExpression
    package var parts: JoinCondition
    /// The columns of the times, the right one among the right's columns.
    package var times: (left: Int, right: Int)
    package var lower: Int64
    package var upper: Int64
    package var isRowtime: Bool
    package var name: String { "IntervalJoin" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let names = Schema(node.inputs.flatMap(\.schema.fields)).uniqued.names
        let bounds =
            "isRowTime=\(isRowtime), leftLowerBound=\(lower), leftUpperBound=\(upper), leftTimeIndex=\(times.left), rightTimeIndex=\(times.right)"
        return [
            PlanAttribute("joinType", kind.planName), PlanAttribute("windowBounds", bounds),
            PlanAttribute("where", ExpressionPrinter(style, names: names).text(condition)),
            PlanAttribute("select", node.names.joined(separator: ", ")),
        ]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds { .insert }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (left, right, parts, context) = (node.inputs[0].types, node.inputs[1].types, parts, translation.context)
        let residual = try parts.residual.map { try translation.compiler.compile($0) }
        let (kind, times, lower, upper) = (kind.joinKind, isRowtime ? times : nil, lower, upper)
        return translation.add(node, inputs: inputs) {
            IntervalJoinOperator(
                kind: kind, leftTypes: left, rightTypes: right, leftKeys: parts.leftKeys, rightKeys: parts.rightKeys,
                nullsMatch: parts.nullsMatch, timeColumns: times, lowerBound: lower, upperBound: upper, residual: residual, session: context
            )
        }
    }
}

extension LogicalJoin.Kind {
    /// As the operators name it.
    var joinKind: JoinKind {
        switch self {
        case .inner: .inner
        case .left: .left
        case .right: .right
        case .full: .full
        case .semi: .semi
        case .anti: .anti
        }
    }
}
