import MartletColumns
import MartletCore

/// Windows on a grid: each row is counted once, in its slice; a window's result is put together from its slices.
///
/// A watermark cuts the batch in which it falls, so that batches may be small where time passes quickly. Rows of such batches wait until there
/// are enough of them, or a window is over: a row that is in time when it comes is counted, whenever that is done.
final class SliceAggregation: WindowAggregation {
    private let grid: WindowGrid
    private let time: WindowTime
    private let keys: [Int]
    private let panes: PaneTable
    private let makeTable: () throws -> PaneTable
    /// The slices that a window to come holds, by their ends, and the panes in each, in the order in which they were made.
    private var slices: [(end: Int64, panes: [Int32])] = []
    private var waiting = WaitingRows()
    /// All windows that end up to here are over.
    private var horizon = Int64.min
    private var now = Int64.min

    init(_ grid: WindowGrid, time: WindowTime, keys: [Int], makeTable: @escaping () throws -> PaneTable) throws {
        self.grid = grid
        self.time = time
        self.keys = keys
        self.makeTable = makeTable
        panes = try makeTable()
    }

    func add(_ rows: ColumnBatch, walls: [Int64]?, now: Int64) throws -> Int {
        guard let walls else { preconditionFailure("rows of a window on a grid without a time") }
        var rows = rows
        var ends = sliceEnds(walls)
        // The stream's time does not change within a batch, so lateness is a matter of the slice.
        var late = 0, lastEnd = Int64.min, isLate = false
        var inTime: [Int32] = []
        for (row, end) in ends.enumerated() {
            if end != lastEnd {
                lastEnd = end
                isLate = time.isComplete(grid.lastWindowEnd(ofSliceEndingAt: end), at: now)
            }
            if isLate, late == 0 { inTime = (0..<Int32(row)).map { $0 } }
            if isLate { late += 1 } else if late > 0 { inTime.append(Int32(truncatingIfNeeded: row)) }
        }
        if late == ends.count { return late }
        if late > 0 {
            rows = rows.gather(inTime)
            ends = inTime.map { ends[Int($0)] }
        }
        if waiting.isEmpty, rows.count >= WaitingRows.worthwhileCount {
            try count(rows, ends)
        } else {
            waiting.append(rows, ends)
            if waiting.count >= WaitingRows.worthwhileCount { try countWaiting() }
        }
        return late
    }

    private func count(_ rows: ColumnBatch, _ ends: [Int64]) throws {
        let ids = panes.panes([ends], keys.map { rows.columns[$0] }) { row, pane in addToSlice(ends[row], pane) }
        try panes.accumulate(rows, panes: ids)
    }

    private func countWaiting() throws {
        if let (rows, ends) = waiting.takeAll() { try count(rows, ends) }
    }

    private func sliceEnds(_ walls: [Int64]) -> [Int64] {
        let size = grid.sliceSize
        return [Int64](unsafeUninitializedCapacity: walls.count) { ends, initialized in
            // Rows come more or less in order: most lie in the slice of the row before, which spares the division.
            var start = Int64.max, end = Int64.max
            for row in walls.indices {
                let wall = walls[row]
                if wall < start || wall >= end {
                    end = grid.sliceEnd(at: wall)
                    start = end &- size
                }
                ends[row] = end
            }
            initialized = walls.count
        }
    }

    private func addToSlice(_ end: Int64, _ pane: Int32) {
        var position = slices.count
        while position > 0, slices[position - 1].end > end { position -= 1 }
        if position > 0, slices[position - 1].end == end {
            slices[position - 1].panes.append(pane)
        } else {
            slices.insert((end, [pane]), at: position)
        }
    }

    /// The end of the first window that is not over and holds a row.
    private func nextEnd() -> Int64? {
        guard let first = [slices.first?.end, waiting.firstEnd].compactMap(\.self).min() else { return nil }
        var end = grid.firstWindowEnd(from: max(first, horizon == .min ? .min : horizon + 1))
        // A row may have come for a slice of which some windows were over.
        while time.isComplete(end, at: now) {
            horizon = end
            end = grid.firstWindowEnd(from: end + 1)
        }
        return end
    }

    var nextCompletion: Int64? { nextEnd().map { time.completion(ofWindowEndingAt: $0) } }

    func complete(at now: Int64, _ sink: WindowSink) throws {
        defer { self.now = max(self.now, now) }
        guard let next = nextEnd(), time.isComplete(next, at: now) else { return }
        try countWaiting()
        if grid.isShared {
            try completeShared(at: now, sink)
        } else {
            try completeTumbling(at: now, sink)
        }
    }

    private func completeTumbling(at now: Int64, _ sink: WindowSink) throws {
        let over = slices.prefix { time.isComplete($0.end, at: now) }
        if over.isEmpty { return }
        let complete = over.flatMap(\.panes)
        slices.removeFirst(over.count)
        try emit(panes, complete, sink)
        panes.remove(complete)
    }

    private func completeShared(at now: Int64, _ sink: WindowSink) throws {
        while let end = nextEnd(), time.isComplete(end, at: now) {
            horizon = end
            let start = grid.start(ofWindowEndingAt: end)
            let count = slices.prefix { $0.end <= end }.count
            let first = slices.prefix { $0.end <= start }.count
            if grid.isCumulative {
                try mergeIntoFirst(first..<count, firstEnd: start + grid.sliceSize)
                try emit(panes, slices[first].panes, windowEnd: end, sink)
            } else if count - first == 1 {
                try emit(panes, slices[first].panes, windowEnd: end, sink)
            } else if count > first {
                try emitMerged(Array(slices[first..<count]), windowEnd: end, sink)
            }
            let over = slices.prefix { grid.lastWindowEnd(ofSliceEndingAt: $0.end) <= end }
            panes.remove(over.flatMap(\.panes))
            slices.removeFirst(over.count)
        }
    }

    /// Moves what was counted in the slices of a growing window into its first, so that each slice is added once only.
    private func mergeIntoFirst(_ range: Range<Int>, firstEnd: Int64) throws {
        let others = slices[range].filter { $0.end != firstEnd }
        if others.isEmpty { return }
        slices.removeSubrange(range.lowerBound + (others.count == range.count ? 0 : 1)..<range.upperBound)
        for slice in others {
            // By way of a table of its own: accumulators cannot be merged into themselves.
            let moved = try makeTable()
            let all = (0..<Int32(slice.panes.count)).map { $0 }
            let keys = panes.keys(slice.panes)
            _ = moved.panes([[Int64](repeating: firstEnd, count: all.count)], keys) { _, _ in }
            try moved.merge(panes, slice.panes, into: all)
            let targets = panes.panes([[Int64](repeating: firstEnd, count: all.count)], keys) { _, pane in addToSlice(firstEnd, pane) }
            try panes.merge(moved, all, into: targets)
            panes.remove(slice.panes)
        }
    }

    private func emitMerged(_ slices: [(end: Int64, panes: [Int32])], windowEnd: Int64, _ sink: WindowSink) throws {
        let merged = try makeTable()
        var all: [Int32] = []
        for slice in slices {
            let targets = merged.panes([[Int64](repeating: windowEnd, count: slice.panes.count)], panes.keys(slice.panes)) { _, pane in
                all.append(pane)
            }
            try merged.merge(panes, slice.panes, into: targets)
        }
        try emit(merged, all, windowEnd: windowEnd, sink)
    }

    /// Sends on panes of which each is a window, or of one window.
    private func emit(_ table: PaneTable, _ all: [Int32], windowEnd: Int64? = nil, _ sink: WindowSink) throws {
        let populated = table.populated(all)
        for start in stride(from: 0, to: populated.count, by: 4096) {
            let part = Array(populated[start..<min(populated.count, start + 4096)])
            let ends = windowEnd.map { [Int64](repeating: $0, count: part.count) } ?? table.slices(part)[0]
            try sink.emit(
                keys: table.keys(part), results: table.accumulators.results(part),
                starts: ends.map { grid.start(ofWindowEndingAt: $0) }, ends: ends)
        }
    }
}
