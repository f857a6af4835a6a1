import MartletCore
import MartletTableRuntime

/// The first rows of each partition by an order: Top-N.
package struct PhysicalRank: PhysicalOperator {
    package var rank: LogicalRank
    package var isStreaming: Bool
    package var name: String { "Rank" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        let names = node.input.names
        var select = names.joined(separator: ", ")
        if rank.rankName != nil { select += ", w0$o0" }
        return [
            PlanAttribute("strategy", "\(RankChoice(node, rank).text)"), PlanAttribute("rankType", rank.function.rawValue),
            PlanAttribute("rankRange", "rankStart=\(rank.range.lowerBound), rankEnd=\(rank.range.upperBound)"),
            PlanAttribute("partitionBy", rank.partitionBy.map { names[$0] }.joined(separator: ", ")),
            PlanAttribute("orderBy", rank.orderBy.text(names)), PlanAttribute("select", select),
        ]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds { isStreaming ? .all : .insert }

    /// Where rows replace each other by their key, the old ones need not come.
    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] {
        if case .updateFast = RankChoice(node, rank).strategy { return [.onlyAfter] }
        return [.beforeAndAfter]
    }

    /// The rank tells rows of a partition apart; without it, the input's keys do.
    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> {
        var keys = node.input.upsertKeys
        if rank.rankName != nil { keys.insert(Set(rank.partitionBy + [node.input.schema.count])) }
        if rank.range.count == 1 { keys.insert(Set(rank.partitionBy)) }
        return keys
    }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        let strategy = RankChoice(node, rank).strategy
        let (rank, types, emitsUpdateBefore) = (rank, node.input.types, node.updateKind == .beforeAndAfter)
        return translation.add(node, inputs: inputs) {
            RankOperator(
                strategy: strategy, partitionKeys: rank.partitionBy, sortKeys: rank.orderBy.map(\.sortKey),
                range: .constant(start: rank.range.lowerBound, end: rank.range.upperBound), outputsRank: rank.rankName != nil,
                inputTypes: types, emitsUpdateBefore: emitsUpdateBefore)
        }
    }
}

/// ORDER BY with LIMIT in streaming: a Top-N of all rows.
package struct PhysicalStreamingSortLimit: PhysicalOperator {
    package var rank: LogicalRank
    package var name: String { "SortLimit" }

    package func attributes(_ node: PhysicalNode, _ style: ExpressionPrinter.Style) -> [PlanAttribute] {
        [
            PlanAttribute("orderBy", rank.orderBy.text(node.names)), PlanAttribute("offset", "\(rank.range.lowerBound - 1)"),
            PlanAttribute("fetch", "\(rank.range.count)"), PlanAttribute("strategy", RankChoice(node, rank).text),
        ]
    }

    package func modifyKinds(_ node: PhysicalNode) throws -> ModifyKinds { .all }

    package func inputUpdateKinds(_ node: PhysicalNode, required: UpdateKind) -> [UpdateKind] {
        PhysicalRank(rank: rank, isStreaming: true).inputUpdateKinds(node, required: required)
    }

    package func upsertKeys(_ node: PhysicalNode) -> Set<Set<Int>> { node.input.upsertKeys }

    package func translate(_ node: PhysicalNode, inputs: [PlanEdge], into translation: inout Translation) throws -> PlanEdge {
        try PhysicalRank(rank: rank, isStreaming: true).translate(node, inputs: inputs, into: &translation)
    }
}

/// How a Top-N keeps its rows, by what its input's changes are: Flink's RankProcessStrategy.
struct RankChoice {
    let strategy: RankStrategy

    init(_ node: PhysicalNode, _ rank: LogicalRank) {
        let input = node.input
        guard !input.modifyKinds.isInsertOnly else {
            strategy = .appendFast
            return
        }
        let key = input.upsertKeys.filter { !$0.isEmpty }.min { $0.count < $1.count }
        let monotony = Monotony(of: input)
        let onlyRises = rank.orderBy.allSatisfy { monotony.rises($0) }
        if let key, onlyRises, !input.modifyKinds.contains(.delete) {
            strategy = .updateFast(rowKey: key.subtracting(rank.partitionBy).sorted())
        } else {
            strategy = .retract
        }
    }

    var text: String {
        switch strategy {
        case .appendFast: "AppendFastStrategy"
        case .updateFast: "UpdateFastStrategy"
        case .retract: "RetractStrategy"
        }
    }
}
