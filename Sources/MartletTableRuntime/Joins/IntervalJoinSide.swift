import MartletColumns
import MartletCore

/// The rows of one side of an interval join, in lists by the numbers of their keys.
final class IntervalJoinSide {
    let rows: RowStore
    let lists = RowLists()
    let times = Slab<Int64>(0)
    /// Whether a row has been joined to one of the other side.
    let isJoined = Slab(false)
    /// When each key's rows of this side will be looked through for those that have expired; nil: `.min`.
    let cleanups = Slab<Int64>(.min)
    /// How long a row is waited for by rows of the other side, in milliseconds behind its time.
    let reach: Int64
    /// Rows up to this time have expired, as far as that has been looked at.
    var expiration = Int64.min

    init(_ types: [DataType], reach: Int64) {
        rows = RowStore(types)
        self.reach = reach
    }

    func reserveKeys(_ count: Int) {
        lists.reserve(lists: count, rows: 0)
        cleanups.reserve(count)
    }

    func add(_ batch: ColumnBatch, _ row: Int, key: Int32, time: Int64, isJoined: Bool) {
        let id = rows.append(batch.columns, row: row)
        lists.reserve(lists: 0, rows: rows.capacity)
        times.reserve(rows.capacity)
        self.isJoined.reserve(rows.capacity)
        times[id] = time
        self.isJoined[id] = isJoined
        lists.append(id, to: key)
    }
}
