import MartletCore
import MartletTableRuntime

/// The first rows of each window, when it is complete.
package struct PhysicalWindowRank: PhysicalOperator {
    package var rank: LogicalRank
    package var window: LogicalWindowTable
    package var start: Int
    package var end: Int
    package var timeZone: TimeZoneRules
    /// Whether of rows of equal time the last is wanted: that of a window's last row.
    package var prefersLast: Bool
    package var name: String { "WindowRank" }

    /// The columns of the partition beside the window's bounds.
    private var keys: [Int] { rank.partitionBy.filter { $0 != start && $0 != end } }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let names = node.input.names
        return [
            PlanAttribute("window", "\(window.functionName)(win_start=[\(names[start])], win_end=[\(names[end])])"),
            PlanAttribute("rankType", rank.function.rawValue),
            PlanAttribute("rankRange", "rankStart=\(rank.range.lowerBound), rankEnd=\(rank.range.upperBound)"),
            PlanAttribute("partitionBy", keys.map { names[$0] }.joined(separator: ", ")),
            PlanAttribute("orderBy", rank.orderBy.text(names)), PlanAttribute("select", node.names.joined(separator: ", ")),
        ]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds {
        guard node.input.modifyKinds.isInsertOnly else { throw refuse(node.input) }
        return .insert
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let (rank, keys, types, start, end) = (rank, keys, node.input.types, start, end)
        let (timeType, timeZone, prefersLast) = (window.timeType, timeZone, prefersLast)
        return translation.add(node, inputs: inputs) {
            WindowRankOperator(
                windowStart: start, windowEnd: end, timeType: timeType, timeZone: timeZone, partitionKeys: keys,
                sortKeys: rank.orderBy.map(\.sortKey), range: rank.range, prefersLast: prefersLast, outputsRank: rank.rankName != nil,
                inputTypes: types)
        }
    }
}
