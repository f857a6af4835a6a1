import MartletColumns
import MartletCore

/// Rows that are kept in state, by number. Numbers of removed rows are given again.
final class RowStore {
    let types: [DataType]
    private let columns: [StoredColumn]
    private var free: [Int32] = []
    /// One more than the largest number given so far: how long arrays by number must be.
    private(set) var capacity = 0

    init(_ types: [DataType]) {
        self.types = types
        columns = types.map { StoredColumn($0) }
    }

    /// How many rows there are.
    var count: Int { capacity - free.count }

    /// Stores `rows` of `source` and gives their numbers.
    func append(_ source: [Column], rows: [Int32]) -> [Int32] {
        let ids = rows.map { _ in allocate() }
        for (column, source) in zip(columns, source) {
            column.reserve(capacity)
            column.set(source, rows: rows, at: ids)
        }
        return ids
    }

    /// Stores one row and gives its number.
    func append(_ source: [Column], row: Int) -> Int32 {
        let id = allocate()
        for (column, source) in zip(columns, source) {
            column.reserve(capacity)
            column.set(source, row: row, at: Int(id))
        }
        return id
    }

    /// Puts another row in the place of one that is there.
    func replace(_ id: Int32, with source: [Column], row: Int) {
        for (column, source) in zip(columns, source) { column.set(source, row: row, at: Int(id)) }
    }

    func remove(_ id: Int32) { free.append(id) }

    private func allocate() -> Int32 {
        if let id = free.popLast() { return id }
        capacity += 1
        return Int32(truncatingIfNeeded: capacity - 1)
    }

    /// The rows of `ids`, in that order; with `mayMiss`, a negative one gives NULLs.
    func gather(_ ids: [Int32], mayMiss: Bool = false) -> [Column] { columns.map { $0.gather(ids, mayMiss: mayMiss) } }

    func gather(_ column: Int, _ ids: [Int32], mayMiss: Bool = false) -> Column { columns[column].gather(ids, mayMiss: mayMiss) }

    /// Stores all rows of a batch and gives their numbers.
    func append(_ batch: ColumnBatch) -> [Int32] { append(batch.columns, rows: (0..<Int32(batch.count)).map { $0 }) }

    /// Whether two rows are equal in the columns at `columns`; nil: in all.
    func equals(_ id: Int32, _ other: Int32, in columns: [Int]? = nil) -> Bool {
        for index in columns ?? Array(self.columns.indices) where !self.columns[index].equals(Int(id), Int(other)) { return false }
        return true
    }

    /// Whether the row `id` is the row `row` of `source`.
    func equals(_ id: Int32, _ source: [Column], _ row: Int) -> Bool {
        for index in columns.indices where !columns[index].equals(Int(id), source[index], row) { return false }
        return true
    }
}
