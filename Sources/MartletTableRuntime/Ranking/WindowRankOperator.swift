import MartletColumns
import MartletCore
import MartletRuntime

/// Top-N of each window: Flink's WindowRank and WindowDeduplicate. The input only ever adds rows, and so does the result: each window's rows
/// are sent on, in order, when it is complete, with the rank behind them if it is wanted. Rows of windows that are over are dropped.
package final class WindowRankOperator: StreamOperator {
    private let windowEnd: Int
    private let time: WindowTime
    private let start: Int
    private let end: Int
    private let prefersLast: Bool
    private let outputsRank: Bool
    private let state: RankedPartitions
    /// The partitions of each window's end, in the order in which they were made.
    private var windows: [(end: Int64, partitions: [Int32])] = []
    private var now = Int64.min
    private var context: OperatorContext?

    /// - Parameters:
    ///   - partitionKeys: the columns of the partition beside the window's start and end.
    ///   - range: the ranks that are in the result, counted from 1.
    ///   - prefersLast: whether of rows with equal sort keys the last to come is the first.
    package init(
        windowStart: Int, windowEnd: Int, timeType: DataType, timeZone: TimeZoneRules, partitionKeys: [Int], sortKeys: [SortKey],
        range: ClosedRange<Int>, prefersLast: Bool = false, outputsRank: Bool, inputTypes: [DataType]
    ) {
        self.windowEnd = windowEnd
        time = WindowTime(timeType, isProcessingTime: timeType.timeAttribute == .proctime, timeZone: timeZone)
        start = range.lowerBound
        end = range.upperBound
        self.prefersLast = prefersLast
        self.outputsRank = outputsRank
        state = RankedPartitions(keys: [windowEnd, windowStart] + partitionKeys, sortKeys: sortKeys, types: inputTypes)
    }

    package func open(_ context: OperatorContext) { self.context = context }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        var rows = columns(batch)
        let allEnds = rows.columns[windowEnd].int64.values
        let inTime = (0..<Int32(rows.count)).filter { !time.isComplete(allEnds[Int($0)], at: now) }
        if inTime.count < rows.count {
            context?.metrics.counter(MetricNames.lateRecordsDropped).add(rows.count - inTime.count)
            rows = rows.gather(inTime)
        }
        if rows.count == 0 { return }
        let ends = rows.columns[windowEnd].int64.values
        for (row, partition) in state.partitions(rows).enumerated() {
            if state.count(partition) == 0 { addToWindow(ends[row], partition) }
            let key = state.sortKey(rows, row)
            guard state.isInRange(partition, key, end: end, isBeforeEqual: prefersLast) else { continue }
            _ = state.insert(partition, rows, row, key, isBeforeEqual: prefersLast)
            if state.count(partition) > end { state.rows.remove(state.removeLast(partition)) }
        }
    }

    private func addToWindow(_ end: Int64, _ partition: Int32) {
        var place = windows.count
        while place > 0, windows[place - 1].end > end { place -= 1 }
        if place > 0, windows[place - 1].end == end {
            windows[place - 1].partitions.append(partition)
        } else {
            windows.insert((end, [partition]), at: place)
        }
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        now = watermark.timestamp.milliseconds
        let over = windows.prefix { time.isComplete($0.end, at: now) }
        if !over.isEmpty {
            let partitions = over.flatMap(\.partitions)
            windows.removeFirst(over.count)
            try emit(partitions, output)
            state.release(partitions)
        }
        try output.emit(watermark)
    }

    private func emit(_ partitions: [Int32], _ output: OperatorOutput) throws {
        var changes = RankChanges(start: start, outputsRank: outputsRank, emitsUpdateBefore: false)
        for partition in partitions {
            for (place, row) in state.removeAll(partition).enumerated() {
                changes.append(row, rank: place + 1, .insert)
                changes.release(row)
            }
            if changes.isFull { try changes.emit(from: state.rows, to: output) }
        }
        try changes.emit(from: state.rows, to: output)
    }
}
