import MartletColumns
import MartletCore

/// Rows sorted by partition and sort keys, with the bounds of partitions and of peers (rows with equal sort keys).
struct SortedPartitions {
    let rows: ColumnBatch
    let sortKeys: [SortKey]
    let partitions: [Range<Int>]
    /// For each row, the place of its peers in `groups`.
    private let groupOfRow: [Int32]
    private let groups: [Range<Int>]

    init(_ rows: ColumnBatch, partitionKeys: [Int], sortKeys: [SortKey]) {
        self.rows = rows
        self.sortKeys = sortKeys
        partitions = Self.runs(rows, partitionKeys.map { SortKey($0) }, within: [0..<rows.count])
        groups = Self.runs(rows, sortKeys, within: partitions)
        var groupOfRow = [Int32](repeating: 0, count: rows.count)
        for (group, range) in groups.enumerated() { for row in range { groupOfRow[row] = Int32(truncatingIfNeeded: group) } }
        self.groupOfRow = groupOfRow
    }

    /// Runs of rows that are equal in the keys.
    private static func runs(_ rows: ColumnBatch, _ keys: [SortKey], within ranges: [Range<Int>]) -> [Range<Int>] {
        if keys.isEmpty { return ranges.filter { !$0.isEmpty } }
        let codec = SortKeyCodec(keys: keys)
        var runs: [Range<Int>] = []
        for range in ranges where !range.isEmpty {
            var start = range.lowerBound
            var first: [UInt8] = []
            codec.encode(rows.columns, row: start, into: &first)
            var key: [UInt8] = []
            for row in range.dropFirst() {
                key.removeAll(keepingCapacity: true)
                codec.encode(rows.columns, row: row, into: &key)
                if key == first { continue }
                runs.append(start..<row)
                start = row
                swap(&key, &first)
            }
            runs.append(start..<range.upperBound)
        }
        return runs
    }

    /// The rows with the sort key of a row, in its partition.
    func peers(_ row: Int) -> Range<Int> { groups[Int(groupOfRow[row])] }

    /// A value for each row from its place and its partition.
    func places<Result>(_ value: (_ row: Int, _ partition: Range<Int>) -> Result) -> [Result] {
        var results: [Result] = []
        results.reserveCapacity(rows.count)
        for partition in partitions { for row in partition { results.append(value(row, partition)) } }
        return results
    }

    /// How many different sort keys there are in the partition up to each row's.
    var denseRanks: [Int64] { places { row, partition in Int64(groupOfRow[row] - groupOfRow[partition.lowerBound] + 1) } }
}
