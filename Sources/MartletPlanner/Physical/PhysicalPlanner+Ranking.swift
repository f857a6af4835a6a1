import MartletCore

extension PhysicalPlanner {
    func convert(_ rank: LogicalRank) throws -> PhysicalNode {
        guard rank.function == .rowNumber else {
            throw MartletError("\(rank.function.rawValue)() on streaming table is not supported currently", phase: .plan)
        }
        if let windowed = try windowRank(rank) { return windowed }
        let input = try convert(rank.input).distributed(by: rank.partitionBy)
        if let attribute = deduplicates(rank, input), try isInsertOnly(input) {
            let key = rank.orderBy[0]
            return PhysicalNode(
                PhysicalDeduplicate(
                    keys: rank.partitionBy, time: key.column, isRowtime: attribute == .rowtime, keepsLast: key.isDescending), [input],
                rank.schema.uniqued)
        }
        return PhysicalNode(PhysicalRank(rank: rank, isStreaming: isStreaming), [input], rank.schema.uniqued)
    }

    /// Both bounds of the windows are among the keys: the ranks of a window are settled when it is complete.
    private func windowRank(_ rank: LogicalRank) throws -> PhysicalNode? {
        guard isStreaming, let columns = WindowColumns(of: rank.input), let start = rank.partitionBy.first(where: columns.start.contains),
            let end = rank.partitionBy.first(where: columns.end.contains)
        else { return nil }
        let input = try convert(rank.input)
        guard try isInsertOnly(input) else { return nil }
        let keys = rank.partitionBy.filter { $0 != start && $0 != end }
        let isLastByTime =
            rank.range == 1...1 && rank.orderBy.count == 1 && rank.orderBy[0].isDescending
            && input.types[rank.orderBy[0].column].timeAttribute != nil
        return PhysicalNode(
            PhysicalWindowRank(
                rank: rank, window: columns.window, start: start, end: end, timeZone: try session.timeZone, prefersLast: isLastByTime),
            [input.distributed(by: keys)], rank.schema.uniqued)
    }

    /// The one row of each key that comes first or last in time.
    private func deduplicates(_ rank: LogicalRank, _ input: PhysicalNode) -> DataType.TimeAttribute? {
        guard rank.range == 1...1, rank.rankName == nil, rank.orderBy.count == 1 else { return nil }
        return input.types[rank.orderBy[0].column].timeAttribute
    }

    /// Whether rows are only ever added.
    func isInsertOnly(_ node: PhysicalNode) throws -> Bool { try ChangelogInference.modifyKinds(of: node).isInsertOnly }

    /// ORDER BY with LIMIT in streaming.
    func convertStreamingSortLimit(_ sort: LogicalSort, _ input: PhysicalNode) throws -> PhysicalNode {
        guard let fetch = sort.fetch else {
            throw MartletError("FETCH is missed, which on streaming table is not supported currently.", phase: .plan)
        }
        let offset = sort.offset ?? 0
        let rank = LogicalRank(
            sort.input, function: .rowNumber, partitionBy: [], orderBy: sort.keys, range: (offset + 1)...(offset + fetch), rankName: nil)
        return PhysicalNode(PhysicalStreamingSortLimit(rank: rank), [input], input.schema)
    }
}
