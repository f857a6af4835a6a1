import MartletColumns
import MartletCore
import MartletRuntime

/// Brings the changes of a query into order for a sink whose key is not the query's: Flink's SinkMaterializer.
///
/// For each key of the sink it keeps the rows that are there, in the order in which they came: the last is the one that the sink shows.
package final class SinkUpsertMaterializeOperator: StreamOperator {
    private let keys: [Int]
    private let inputUpsertKey: [Int]?
    private let index: KeyIndex
    private let rows: RowStore
    /// The rows of each key.
    private let lists = RowLists()

    /// - Parameters:
    ///   - keys: the sink's primary key.
    ///   - inputUpsertKey: a key of the query's rows, by which a row replaces another; nil: rows are known as a whole.
    package init(keys: [Int], inputTypes: [DataType], inputUpsertKey: [Int]? = nil) {
        self.keys = keys
        self.inputUpsertKey = inputUpsertKey
        index = KeyIndex(keys.map { inputTypes[$0] })
        rows = RowStore(inputTypes)
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let batch = columns(batch)
        var created: [Int32] = []
        let ids = index.ids(keys.map { batch.columns[$0] }, count: batch.count, hashes: batch.keyHashes(keys), created: &created)
        let stored = rows.append(batch)
        lists.reserve(lists: index.capacity, rows: rows.capacity)
        var changes = StoredChanges()
        for (position, row) in stored.enumerated() {
            if batch.kind(position).isAddition { add(row, ids[position], &changes) } else { retract(row, ids[position], &changes) }
        }
        try changes.emit(from: rows, to: output)
        for id in ids where index.isLive(id) && lists.isEmpty(id) { index.remove(id) }
    }

    private func add(_ row: Int32, _ key: Int32, _ changes: inout StoredChanges) {
        changes.append(row, lists.isEmpty(key) ? .insert : .updateAfter)
        if inputUpsertKey != nil, let old = find(row, key) {
            lists.replace(old, with: row, in: key)
            changes.release(old)
        } else {
            lists.append(row, to: key)
        }
    }

    private func retract(_ row: Int32, _ key: Int32, _ changes: inout StoredChanges) {
        changes.release(row)
        guard let old = find(row, key) else { return }
        let wasLast = lists.last(key) == old
        lists.remove(old, from: key)
        changes.release(old)
        if lists.isEmpty(key) {
            changes.append(row, .delete)
        } else if wasLast {
            changes.append(lists.last(key), .updateAfter)
        }
    }

    /// The first row of a key that is equal to another.
    private func find(_ row: Int32, _ key: Int32) -> Int32? {
        var candidate = lists.first(key)
        while candidate >= 0 {
            if rows.equals(candidate, row, in: inputUpsertKey) { return candidate }
            candidate = lists.next(candidate)
        }
        return nil
    }
}
