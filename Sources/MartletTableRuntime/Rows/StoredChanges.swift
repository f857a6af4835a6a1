import MartletColumns
import MartletCore
import MartletRuntime

/// A changelog of rows that are in a `RowStore`, by their numbers.
///
/// Rows that are no longer kept are let go of only when the changes have been sent on.
struct StoredChanges {
    private(set) var rows: [Int32] = []
    private var kinds: [RowKind] = []
    private var released: [Int32] = []

    @inline(__always) mutating func append(_ row: Int32, _ kind: RowKind) {
        rows.append(row)
        kinds.append(kind)
    }

    /// `row` is to be removed once the changes have been sent on.
    mutating func release(_ row: Int32) { released.append(row) }

    /// Sends the changes on, with `columns` behind those of the rows.
    mutating func emit(from store: RowStore, with columns: [Column] = [], to output: OperatorOutput) throws {
        if !rows.isEmpty {
            let isInsertOnly = kinds.allSatisfy { $0 == .insert }
            try output.emit(ColumnBatch(store.gather(rows) + columns, count: rows.count, kinds: isInsertOnly ? nil : kinds))
        }
        discard(store)
    }

    /// Forgets the changes, and removes what is no longer kept.
    mutating func discard(_ store: RowStore) {
        for row in released { store.remove(row) }
        self = StoredChanges()
    }
}
