import MartletColumns
import MartletCore

/// The rows of open sessions.
final class SessionRows {
    private let table: SessionTable
    private let keys: [Int]
    private let rows: RowStore
    /// The rows of each session.
    private let lists = RowLists()

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
                lists.move(absorbed, behind: into)
            }
            guard let session else {
                late.append(ids[row])
                continue
            }
            let id = rows.append(batch.columns, row: row)
            lists.reserve(lists: table.capacity, rows: rows.capacity)
            lists.append(id, to: session)
        }
        table.releaseKeys(late)
        return late.count
    }

    /// Takes out the rows of the session that ends first, if it is complete when the stream has come to `now`.
    func removeNext(completeAt now: Int64) -> (columns: [Column], start: Int64, end: Int64, count: Int)? {
        guard let session = table.takeComplete(at: now) else { return nil }
        var ids: [Int32] = []
        lists.forEach(session) { ids.append($0) }
        let columns = rows.gather(ids)
        for id in ids { rows.remove(id) }
        lists.clear(session)
        let window = (table.start(session), table.end(session))
        table.remove(session)
        return (columns, window.0, window.1, ids.count)
    }

    var nextCompletion: Int64? { table.nextCompletion }
}
