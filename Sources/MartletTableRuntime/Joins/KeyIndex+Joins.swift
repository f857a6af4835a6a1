import MartletColumns

extension KeyIndex {
    /// The number of each row's join key; -1: it cannot match, because of a NULL in a column where NULLs do not match, or because the key is new and
    /// is not to be inserted. Numbers that were found or given for such rows are `unmatched`: the keys may be of no use.
    func ids(
        _ rows: ColumnBatch, _ keyColumns: [Int], nullsMatch: [Bool], inserting: Bool = true
    ) -> (ids: [Int32], unmatched: [Int32]) {
        let columns = keyColumns.map { rows.columns[$0] }
        var created: [Int32] = []
        var ids = self.ids(columns, count: rows.count, hashes: rows.keyHashes(keyColumns), inserting: inserting, created: &created)
        var unmatched: [Int32] = []
        for (column, nullsMatch) in zip(columns, nullsMatch) where !nullsMatch {
            guard let validity = column.validity else { continue }
            for row in (~validity).ones where ids[Int(row)] >= 0 {
                unmatched.append(ids[Int(row)])
                ids[Int(row)] = -1
            }
        }
        return (ids, unmatched)
    }
}
