import MartletColumns
import MartletCore

/// The partial results of windows: one for each key in each slice.
///
/// A pane is known by a number, by which its accumulators are kept. Where rows bring their windows with them, a slice is one such window.
final class PaneTable {
    let accumulators: CallAccumulators
    /// Slice's end (and start, if windows are attached) and keys → pane.
    private let index: KeyIndex
    private let sliceColumns: Int
    /// The rows of each pane, where rows may be taken back.
    private let rowCounts = Slab<Int64>(0)
    let countsRows: Bool

    init(hasStarts: Bool, keyTypes: [DataType], calls: [AggregateCall], inputTypes: [DataType], countsRows: Bool) throws {
        sliceColumns = hasStarts ? 2 : 1
        index = KeyIndex([DataType](repeating: .bigint.notNull, count: sliceColumns) + keyTypes)
        accumulators = try CallAccumulators(calls, inputTypes: inputTypes, retracting: countsRows)
        self.countsRows = countsRows
    }

    var isEmpty: Bool { index.liveCount == 0 }

    /// The pane of each row, made where it is new.
    ///
    /// - Parameter slices: the slices' ends (and starts).
    func panes(_ slices: [[Int64]], _ keys: [Column], created: (_ row: Int, _ pane: Int32) -> Void) -> [Int32] {
        let columns = slices.map { Column.int64(FixedColumn($0)) } + keys
        let count = slices[0].count
        let hashes = ColumnBatch(columns, count: count).keyHashes(Array(columns.indices))
        var new: [Int32] = []
        let panes = index.ids(columns, count: count, hashes: hashes, created: &new)
        accumulators.grow(index.capacity)
        rowCounts.reserve(index.capacity)
        for row in new { created(Int(row), panes[Int(row)]) }
        return panes
    }

    func accumulate(_ rows: ColumnBatch, panes: [Int32]) throws {
        try accumulators.accumulate(rows, groups: panes)
        if countsRows { for (row, pane) in panes.enumerated() { rowCounts[pane] += rows.kind(row).isAddition ? 1 : -1 } }
    }

    /// Adds panes of another table to panes of this.
    func merge(_ other: PaneTable, _ panes: [Int32], into: [Int32]) throws {
        try accumulators.merge(other.accumulators, panes, into: into)
        if countsRows { for (pane, target) in zip(panes, into) { rowCounts[target] += other.rowCounts[pane] } }
    }

    /// The panes that have rows: those of which all were taken back have no result.
    func populated(_ panes: [Int32]) -> [Int32] { countsRows ? panes.filter { rowCounts[$0] != 0 } : panes }

    /// The ends (and starts) of the panes' slices.
    func slices(_ panes: [Int32]) -> [[Int64]] { (0..<sliceColumns).map { index.column($0, panes).int64.values } }

    func keys(_ panes: [Int32]) -> [Column] { Array(index.columns(panes).dropFirst(sliceColumns)) }

    func remove(_ panes: [Int32]) {
        accumulators.reset(panes)
        for pane in panes {
            rowCounts[pane] = 0
            index.remove(pane)
        }
    }
}
