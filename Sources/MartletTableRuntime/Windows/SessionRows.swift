import MartletColumns
import MartletCore

/// The rows of open sessions.
final class SessionRows {
    private let table: SessionTable
    private let keys: [Int]
    private let rows: RowStore
    /// The first and the last row of each session, and the row behind each row; −1: none.
    private let first = Slab<Int32>(-1)
    private let last = Slab<Int32>(-1)
    private let next = Slab<Int32>(-1)

    init(gap: Int64, time: WindowTime, keys: [Int], types: [DataType]) {
        table = SessionTable(gap: gap, time: time, keyTypes: keys.map { types[$0] })
        self.keys = keys
        rows = RowStore(types)
    }

    /// Takes in rows, and answers how many were late and dropped.
    func add(_ batch: ColumnBatch, walls: [Int64], watermark: Int64) -> Int {
        let ids = table.keys(batch, keys)
        var late: [Int32] = []
        for row in 0..<batch.count {
            let session = table.session(key: ids[row], wall: walls[row], watermark: watermark) { absorbed, into in
                next[last[into]] = first[absorbed]
                last[into] = last[absorbed]
                first[absorbed] = -1
            }
            guard let session else {
                late.append(ids[row])
                continue
            }
            first.reserve(table.capacity)
            last.reserve(table.capacity)
            let id = rows.append(batch.columns, row: row)
            next.reserve(rows.capacity)
            next[id] = -1
            if first[session] < 0 { first[session] = id } else { next[last[session]] = id }
            last[session] = id
        }
        table.releaseKeys(late)
        return late.count
    }

    /// Takes out the rows of the session that ends first, if it is complete when the stream has come to `now`.
    func removeNext(completeAt now: Int64) -> (columns: [Column], start: Int64, end: Int64, count: Int)? {
        guard let session = table.takeComplete(at: now) else { return nil }
        var ids: [Int32] = []
        var id = first[session]
        while id >= 0 {
            ids.append(id)
            id = next[id]
        }
        let columns = rows.gather(ids)
        for id in ids { rows.remove(id) }
        first[session] = -1
        let window = (table.start(session), table.end(session))
        table.remove(session)
        return (columns, window.0, window.1, ids.count)
    }

    var nextCompletion: Int64? { table.nextCompletion }
}
