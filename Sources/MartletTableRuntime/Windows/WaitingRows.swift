import MartletColumns

/// Rows of small batches, in order, that wait to be counted together, with the ends of their slices.
struct WaitingRows {
    /// From so many rows on, the work for a batch is little beside the work for its rows.
    static let worthwhileCount = 1_024

    private var batches: [ColumnBatch] = []
    private var ends: [Int64] = []
    /// The end of the first slice that a row lies in.
    private(set) var firstEnd: Int64?

    var isEmpty: Bool { batches.isEmpty }
    var count: Int { ends.count }

    mutating func append(_ rows: ColumnBatch, _ ends: [Int64]) {
        batches.append(rows)
        self.ends += ends
        for end in ends where end < firstEnd ?? .max { firstEnd = end }
    }

    /// All rows, which then wait no longer; nil: there are none.
    mutating func takeAll() -> (rows: ColumnBatch, ends: [Int64])? {
        if batches.isEmpty { return nil }
        defer { self = WaitingRows() }
        return (ColumnBatch.concatenation(batches), ends)
    }
}
