import MartletColumns
import MartletCore

/// The rows of a Top-N in their order, partition by partition.
final class RankedPartitions {
    let rows: RowStore
    private let index: KeyIndex
    private let keys: [Int]
    private let codec: SortKeyCodec
    /// The encoded sort keys of rows.
    private var sortKeys = ByteArena()
    private var partitions: [SortedRows] = []

    init(keys: [Int], sortKeys: [SortKey], types: [DataType]) {
        self.keys = keys
        codec = SortKeyCodec(keys: sortKeys)
        rows = RowStore(types)
        index = KeyIndex(keys.map { types[$0] })
    }

    /// The partitions of rows, made where they are new.
    func partitions(_ batch: ColumnBatch) -> [Int32] {
        var created: [Int32] = []
        let ids = index.ids(keys.map { batch.columns[$0] }, count: batch.count, hashes: batch.keyHashes(keys), created: &created)
        while partitions.count < index.capacity { partitions.append(SortedRows()) }
        return ids
    }

    var capacity: Int { index.capacity }
    var all: [Int32] { index.liveIDs }

    /// Forgets those of the partitions that have no rows.
    func release(_ ids: [Int32]) { for id in ids where index.isLive(id) && partitions[Int(id)].count == 0 { index.remove(id) } }

    func count(_ partition: Int32) -> Int { partitions[Int(partition)].count }

    /// The row at a rank, counted from 1.
    func row(_ partition: Int32, rank: Int) -> Int32 { partitions[Int(partition)][rank - 1] }

    /// All rows of a partition, in order.
    func rows(_ partition: Int32) -> [Int32] { partitions[Int(partition)].all }

    func haveSameKey(_ row: Int32, _ other: Int32) -> Bool { sortKeys.withBytes(Int(other)) { sortKeys.equals(Int(row), $0) } }

    /// The encoded sort key of a row of a batch.
    func sortKey(_ batch: ColumnBatch, _ row: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        codec.encode(batch.columns, row: row, into: &bytes)
        return bytes
    }

    /// Negative, zero or positive as a stored row's sort key is less than, equal to or greater than `key`.
    func compare(_ row: Int32, to key: [UInt8]) -> Int {
        key.withUnsafeBytes { key in sortKeys.withBytes(Int(row)) { RawBytes.compare($0, key) } }
    }

    /// Whether a row with this key would be among the first `end`.
    func isInRange(_ partition: Int32, _ key: [UInt8], end: Int, isBeforeEqual: Bool = false) -> Bool {
        let sorted = partitions[Int(partition)]
        guard sorted.count >= end else { return true }
        return sorted.last.map { compare($0, to: key) >= (isBeforeEqual ? 0 : 1) } ?? false
    }

    /// Stores a row of a batch, and answers its number and its rank, counted from 1.
    ///
    /// - Parameters:
    ///   - rank: where it belongs among rows with the same key; nil: behind them.
    ///   - isBeforeEqual: whether it belongs before rows with the same key.
    func insert(
        _ partition: Int32, _ batch: ColumnBatch, _ row: Int, _ key: [UInt8], at rank: Int? = nil, isBeforeEqual: Bool = false
    ) -> (row: Int32, rank: Int) {
        let id = rows.append(batch.columns, row: row)
        key.withUnsafeBytes { sortKeys.set(Int(id), $0) }
        if let rank {
            partitions[Int(partition)].insert(id, at: rank - 1)
            return (id, rank)
        }
        let least = isBeforeEqual ? 0 : 1
        return (id, partitions[Int(partition)].insert(id) { compare($0, to: key) >= least } + 1)
    }

    /// Takes a row that `isEqual` out of the order, and answers its number and the rank that it had. It stays stored until it is released.
    func remove(_ partition: Int32, _ key: [UInt8], where isEqual: (Int32) -> Bool) -> (row: Int32, rank: Int)? {
        let found = partitions[Int(partition)].remove(
            isLess: { compare($0, to: key) < 0 }, isSame: { compare($0, to: key) == 0 }, isEqual: isEqual)
        return found.map { ($0.number, $0.rank + 1) }
    }

    /// Takes a stored row out of the order, and answers the rank that it had.
    func remove(_ partition: Int32, row: Int32) -> Int? {
        remove(partition, sortKeys.withBytes(Int(row)) { Array($0) }) { $0 == row }?.rank
    }

    /// Takes all rows out of a partition's order, and answers them in it. They stay stored until they are removed.
    func removeAll(_ partition: Int32) -> [Int32] {
        defer { partitions[Int(partition)] = SortedRows() }
        return partitions[Int(partition)].all
    }

    /// Takes the last row out of the order.
    func removeLast(_ partition: Int32) -> Int32 { partitions[Int(partition)].removeLast() }
}
