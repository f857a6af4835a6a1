import MartletColumns
import MartletCore
import MartletRuntime

/// OVER in batch mode: Flink's OverAggregate. Its rows are those of the input, sorted by partition and sort keys, with the results of the
/// calls behind them. Calls may have frames of their own.
package final class BatchOverOperator: StreamOperator {
    private let partitionKeys: [Int]
    private let sortKeys: [SortKey]
    private let calls: [OverCall]
    private let inputTypes: [DataType]
    private var pending: [ColumnBatch] = []

    package init(partitionKeys: [Int], sortKeys: [SortKey], calls: [OverCall], inputTypes: [DataType]) {
        self.partitionKeys = partitionKeys
        self.sortKeys = sortKeys
        self.calls = calls
        self.inputTypes = inputTypes
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        if rows.count > 0 { pending.append(rows) }
    }

    package func finish(into output: OperatorOutput) throws {
        if pending.isEmpty { return }
        let all = try ColumnBatch.wholeInput(pending)
        pending = []
        let order = RowOrder(partitionKeys.map { SortKey($0) } + sortKeys).sorted(all.columns, count: all.count)
        let sorted = SortedPartitions(all.gather(order), partitionKeys: partitionKeys, sortKeys: sortKeys)
        let results = try calls.map { try result($0, sorted) }
        try output.emit(inParts: ColumnBatch(sorted.rows.columns + results, count: sorted.rows.count))
    }

    private func result(_ call: OverCall, _ sorted: SortedPartitions) throws -> Column {
        switch call.function {
        case .aggregate(let aggregate):
            return try FrameAggregation(aggregate, call.frame, inputTypes: inputTypes).results(sorted)
        case .rowNumber: return .int64(FixedColumn(sorted.places { row, partition in Int64(row - partition.lowerBound + 1) }))
        case .rank:
            return .int64(FixedColumn(sorted.places { row, partition in Int64(sorted.peers(row).lowerBound - partition.lowerBound + 1) }))
        case .denseRank: return .int64(FixedColumn(sorted.denseRanks))
        case .percentRank:
            return .double(
                FixedColumn(
                    sorted.places { row, partition in
                        partition.count == 1 ? 0 : Double(sorted.peers(row).lowerBound - partition.lowerBound) / Double(partition.count - 1)
                    }))
        case .cumeDist:
            // As Flink: peers are not told apart from rows that come before.
            return .double(
                FixedColumn(sorted.places { row, partition in Double(row - partition.lowerBound + 1) / Double(partition.count) }))
        case .ntile(let buckets):
            if buckets <= 0 { throw MartletError("NTILE is asked for \(buckets) buckets.", hint: "Give a positive number.") }
            return try ntile(Int(buckets), sorted, call.resultType)
        case .lag(let value, let offset, let defaultValue):
            return shifted(sorted, value, by: -Int(offset), defaultValue)
        case .lead(let value, let offset, let defaultValue):
            return shifted(sorted, value, by: Int(offset), defaultValue)
        }
    }

    /// The buckets of a partition differ by one row at most, the larger ones first.
    private func ntile(_ buckets: Int, _ sorted: SortedPartitions, _ type: DataType) throws -> Column {
        let numbers = sorted.places { row, partition in
            let (size, larger) = partition.count.quotientAndRemainder(dividingBy: buckets)
            let place = row - partition.lowerBound
            return Int64(place < larger * (size + 1) ? place / (size + 1) + 1 : (place - larger * (size + 1)) / size + larger + 1)
        }
        return try ColumnBuilder.column(numbers.map { Value.bigint($0) }, type)
    }

    private func shifted(_ sorted: SortedPartitions, _ value: Int, by offset: Int, _ defaultValue: Int?) -> Column {
        let sources = sorted.places { row, partition in partition.contains(row + offset) ? Int32(row + offset) : -1 }
        let values = sorted.rows.columns[value]
        guard let defaultValue else { return values.gather(sources, mayMiss: true) }
        let count = Int32(sorted.rows.count)
        return Column.concatenation([values, sorted.rows.columns[defaultValue]])
            .gather((0..<count).map { sources[Int($0)] < 0 ? count + $0 : sources[Int($0)] })
    }
}
