import MartletColumns
import MartletCore

/// Windows that rows bring with them in two columns: each is counted on its own.
final class AttachedAggregation: WindowAggregation {
    private let startColumn: Int
    private let endColumn: Int
    private let time: WindowTime
    private let keys: [Int]
    private let panes: PaneTable
    /// The panes of each end, in the order in which they were made.
    private var windows: [(end: Int64, panes: [Int32])] = []

    init(start: Int, end: Int, time: WindowTime, keys: [Int], panes: PaneTable) {
        startColumn = start
        endColumn = end
        self.time = time
        self.keys = keys
        self.panes = panes
    }

    func add(_ rows: ColumnBatch, walls: [Int64]?, now: Int64) throws -> Int {
        var rows = rows
        let ends = rows.columns[endColumn].int64.values
        let inTime = (0..<Int32(rows.count)).filter { !time.isComplete(ends[Int($0)], at: now) }
        let late = rows.count - inTime.count
        if late > 0 { rows = rows.gather(inTime) }
        if rows.count == 0 { return late }
        let slices = [endColumn, startColumn].map { rows.columns[$0].int64.values }
        let ids = panes.panes(slices, keys.map { rows.columns[$0] }) { row, pane in
            let end = slices[0][row]
            var position = windows.count
            while position > 0, windows[position - 1].end > end { position -= 1 }
            if position > 0, windows[position - 1].end == end {
                windows[position - 1].panes.append(pane)
            } else {
                windows.insert((end, [pane]), at: position)
            }
        }
        try panes.accumulate(rows, panes: ids)
        return late
    }

    func complete(at now: Int64, _ sink: WindowSink) throws {
        let over = windows.prefix { time.isComplete($0.end, at: now) }
        if over.isEmpty { return }
        let complete = over.flatMap(\.panes)
        windows.removeFirst(over.count)
        let populated = panes.populated(complete)
        let slices = panes.slices(populated)
        try sink.emit(keys: panes.keys(populated), results: panes.accumulators.results(populated), starts: slices[1], ends: slices[0])
        panes.remove(complete)
    }

    var nextCompletion: Int64? { windows.first.map { time.completion(ofWindowEndingAt: $0.end) } }
}
