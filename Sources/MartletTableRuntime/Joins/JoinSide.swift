import MartletColumns
import MartletCore

/// The rows of one side of a join, in lists by the numbers of their keys, in the order in which they came.
///
/// Equal rows of a side that may take rows back are one, with a count.
final class JoinSide {
    /// Rows that are only ever added.
    private let added: RowStore?
    /// Rows that may be taken back: the number is found by the whole row.
    private let index: KeyIndex?
    /// How often each row is there.
    private let counts = Slab<Int32>(1)
    /// How many rows of the other side each row is joined to.
    let matches = Slab<Int64>(0)
    /// The rows of each key.
    private let lists = RowLists()

    init(_ types: [DataType], isInsertOnly: Bool) {
        added = isInsertOnly ? RowStore(types) : nil
        index = isInsertOnly ? nil : KeyIndex(types)
    }

    /// Makes room for keys with numbers below `count`.
    func reserveKeys(_ count: Int) { lists.reserve(lists: count, rows: 0) }

    func isEmpty(_ key: Int32) -> Bool { lists.isEmpty(key) }

    /// The rows of a key, each once.
    @inline(__always) func forEach(_ key: Int32, _ body: (Int32) -> Void) { lists.forEach(key, body) }

    @inline(__always) func count(_ row: Int32) -> Int { Int(counts[row]) }

    /// The columns of rows; with `mayMiss`, a negative number gives NULLs.
    func gather(_ rows: [Int32], mayMiss: Bool) -> [Column] {
        added?.gather(rows, mayMiss: mayMiss) ?? index?.columns(rows, mayMiss: mayMiss) ?? []
    }

    /// Adds the rows of a batch to the lists of their keys, or takes them back. A row with a negative key is left out.
    ///
    /// - Parameters:
    ///   - matches: how many rows of the other side each row is joined to.
    ///   - emptied: receives the keys that may have been left without rows.
    func apply(_ batch: ColumnBatch, keys: [Int32], matches: [Int64], emptied: inout [Int32]) {
        let rows = (0..<Int32(batch.count)).filter { keys[Int($0)] >= 0 }
        if rows.isEmpty { return }
        if let added {
            let ids = added.append(batch.columns, rows: rows)
            reserveRows(added.capacity)
            for (row, id) in zip(rows, ids) {
                self.matches[id] = matches[Int(row)]
                lists.append(id, to: keys[Int(row)])
            }
        } else if let index {
            let part = rows.count == batch.count ? batch : batch.gather(rows)
            var created: [Int32] = []
            let ids = index.ids(part.columns, count: part.count, hashes: part.keyHashes(Array(part.columns.indices)), created: &created)
            reserveRows(index.capacity)
            for row in created { counts[ids[Int(row)]] = 0 }
            var gone = created.map { (id: ids[Int($0)], key: keys[Int(rows[Int($0)])]) }
            for (position, id) in ids.enumerated() {
                let row = Int(rows[position])
                if part.kind(position).isAddition {
                    if counts[id] == 0 { lists.append(id, to: keys[row]) }
                    counts[id] += 1
                    self.matches[id] = matches[row]
                } else if counts[id] > 0 {
                    counts[id] -= 1
                    if counts[id] == 0 {
                        lists.remove(id, from: keys[row])
                        gone.append((id, keys[row]))
                    }
                }
            }
            for (id, key) in gone where index.isLive(id) && counts[id] == 0 {
                index.remove(id)
                emptied.append(key)
            }
        }
    }

    private func reserveRows(_ count: Int) {
        counts.reserve(count)
        matches.reserve(count)
        lists.reserve(lists: 0, rows: count)
    }
}
