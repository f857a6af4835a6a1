import MartletColumns
import MartletCore

/// Rows of a batch beside rows of the other side that they are joined to, or beside none.
struct JoinPairs {
    /// Rows of the batch; −1: none, NULLs in its place.
    private(set) var rows: [Int32] = []
    /// Numbers of rows of the other side; −1: none, NULLs in its place.
    private(set) var others: [Int32] = []
    private(set) var kinds: [RowKind] = []

    var count: Int { rows.count }

    @inline(__always) mutating func append(_ row: Int, _ other: Int32, _ kind: RowKind, times: Int = 1) {
        for _ in 0..<times {
            rows.append(Int32(truncatingIfNeeded: row))
            others.append(other)
            kinds.append(kind)
        }
    }

    /// The kinds, or nil if all are inserts.
    var changes: [RowKind]? { kinds.contains { $0 != .insert } ? kinds : nil }
}
