/// Lists of rows by the lists' numbers: each row stands in one of them at most.
///
/// They are chained through plain arrays in both directions, so that a row can be taken out where it stands.
final class RowLists {
    private let firsts = Slab<Int32>(-1)
    private let lasts = Slab<Int32>(-1)
    private let nexts = Slab<Int32>(-1)
    private let previouses = Slab<Int32>(-1)

    /// Makes room for lists and rows with numbers below `lists` and `rows`.
    func reserve(lists: Int, rows: Int) {
        firsts.reserve(lists)
        lasts.reserve(lists)
        nexts.reserve(rows)
        previouses.reserve(rows)
    }

    func isEmpty(_ list: Int32) -> Bool { firsts[list] < 0 }
    /// The first row of a list; −1: none.
    func first(_ list: Int32) -> Int32 { firsts[list] }
    /// The last row of a list; −1: none.
    func last(_ list: Int32) -> Int32 { lasts[list] }
    /// The row behind another; −1: none.
    func next(_ row: Int32) -> Int32 { nexts[row] }
    /// The row before another; −1: none.
    func previous(_ row: Int32) -> Int32 { previouses[row] }

    @inline(__always) func forEach(_ list: Int32, _ body: (Int32) -> Void) {
        var row = firsts[list]
        while row >= 0 {
            // `body` may take the row out.
            let following = nexts[row]
            body(row)
            row = following
        }
    }

    func append(_ row: Int32, to list: Int32) { link(row, between: lasts[list], and: -1, list) }

    /// Puts a row into the place of another.
    func replace(_ old: Int32, with row: Int32, in list: Int32) { link(row, between: previouses[old], and: nexts[old], list) }

    private func link(_ row: Int32, between before: Int32, and after: Int32, _ list: Int32) {
        previouses[row] = before
        nexts[row] = after
        if before >= 0 { nexts[before] = row } else { firsts[list] = row }
        if after >= 0 { previouses[after] = row } else { lasts[list] = row }
    }

    func remove(_ row: Int32, from list: Int32) {
        let before = previouses[row], after = nexts[row]
        if before >= 0 { nexts[before] = after } else { firsts[list] = after }
        if after >= 0 { previouses[after] = before } else { lasts[list] = before }
    }

    /// Empties a list; its rows are in none.
    func clear(_ list: Int32) {
        firsts[list] = -1
        lasts[list] = -1
    }

    /// Moves all rows of a list behind those of another.
    func move(_ list: Int32, behind other: Int32) {
        if firsts[list] < 0 { return }
        if firsts[other] < 0 {
            firsts[other] = firsts[list]
        } else {
            nexts[lasts[other]] = firsts[list]
            previouses[firsts[list]] = lasts[other]
        }
        lasts[other] = lasts[list]
        clear(list)
    }
}
