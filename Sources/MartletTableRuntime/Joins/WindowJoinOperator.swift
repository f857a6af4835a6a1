import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// A join of rows of the same window: Flink's WindowJoin. Both inputs only ever add rows, and so does the result: each window is joined when
/// it is complete. Rows of windows that are over are dropped.
package final class WindowJoinOperator: StreamOperator {
    private let windowEnds: [Int]
    private let time: WindowTime
    private let makeJoin: () -> JoinOperator
    /// The rows of each window's end, by input.
    private var windows: [(end: Int64, rows: [[ColumnBatch]])] = []
    private var now = Int64.min
    private var context: OperatorContext?

    /// - Parameters:
    ///   - leftKeys: the columns of the left that are equal to `rightKeys` of the right. The windows' starts and ends are among them.
    ///   - windowEnds: the columns of the windows' ends on the left and on the right.
    ///   - timeType: the type of the time attribute that the windows go by.
    package init(
        kind: JoinKind, leftTypes: [DataType], rightTypes: [DataType], leftKeys: [Int], rightKeys: [Int], nullsMatch: [Bool],
        windowEnds: (left: Int, right: Int), timeType: DataType, timeZone: TimeZoneRules, residual: Evaluation?, session: EvaluationContext
    ) {
        self.windowEnds = [windowEnds.left, windowEnds.right]
        time = WindowTime(timeType, isProcessingTime: timeType.timeAttribute == .proctime, timeZone: timeZone)
        makeJoin = {
            JoinOperator(
                kind: kind, leftTypes: leftTypes, rightTypes: rightTypes, leftKeys: leftKeys, rightKeys: rightKeys, nullsMatch: nullsMatch,
                residual: residual, session: session, leftIsInsertOnly: true, rightIsInsertOnly: true)
        }
    }

    package func open(_ context: OperatorContext) { self.context = context }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        var late = 0
        let ends = rows.columns[windowEnds[input]].int64.values
        var rowsOfEnd: [(end: Int64, rows: [Int32])] = []
        for (row, end) in ends.enumerated() {
            if let last = rowsOfEnd.lastIndex(where: { $0.end == end }) {
                rowsOfEnd[last].rows.append(Int32(truncatingIfNeeded: row))
            } else if time.isComplete(end, at: now) {
                late += 1
            } else {
                rowsOfEnd.append((end, [Int32(truncatingIfNeeded: row)]))
            }
        }
        if late > 0 { context?.metrics.counter(MetricNames.lateRecordsDropped).add(late) }
        for (end, part) in rowsOfEnd {
            var place = windows.count
            while place > 0, windows[place - 1].end > end { place -= 1 }
            if place == 0 || windows[place - 1].end != end {
                windows.insert((end, [[], []]), at: place)
                place += 1
            }
            windows[place - 1].rows[input].append(part.count == rows.count ? rows : rows.gather(part))
        }
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        now = watermark.timestamp.milliseconds
        while let window = windows.first, time.isComplete(window.end, at: now) {
            windows.removeFirst()
            try join(window.rows, output)
        }
        try output.emit(watermark)
    }

    /// Joins the rows of a window as those of two bounded inputs.
    private func join(_ rows: [[ColumnBatch]], _ output: OperatorOutput) throws {
        guard let context else { preconditionFailure("the operator is not open") }
        let join = makeJoin()
        join.open(context, isStreaming: false)
        for input in [1, 0] {
            for batch in rows[input] { try join.process(batch, from: input, into: output) }
            try join.endInput(input, into: output)
        }
    }
}
