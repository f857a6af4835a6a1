import MartletColumns

/// Rows of a batch beside rows of the other side with the same key, by rows in order.
struct JoinCandidates {
    private(set) var rows: [Int32] = []
    private(set) var others: [Int32] = []

    var count: Int { rows.count }

    @inline(__always) mutating func append(_ row: Int, _ other: Int32) {
        rows.append(Int32(truncatingIfNeeded: row))
        others.append(other)
    }

    func filtered(_ passing: Bitmap) -> JoinCandidates {
        let ones = passing.ones
        var result = JoinCandidates()
        result.rows = ones.map { rows[Int($0)] }
        result.others = ones.map { others[Int($0)] }
        return result
    }
}
