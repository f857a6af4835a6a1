import MartletColumns
import MartletCore
import MartletRuntime

/// TUMBLE, HOP, CUMULATE and SESSION: Flink's WindowTableFunction. Its rows are those of the input with `window_start`, `window_end` and
/// `window_time`, once for each window that they fall into.
///
/// Rows without a time are dropped. Only sessions wait for their windows' ends: until then nobody knows them.
package final class WindowTableFunctionOperator: StreamOperator {
    private let window: WindowSpecification
    private let inputTypes: [DataType]
    private let partitionKeys: [Int]
    private let time: WindowTime
    private let grid: WindowGrid?
    private var context: OperatorContext?
    private var sessions: SessionRows?
    private var watermark = Int64.min

    /// - Parameter partitionKeys: the columns by which sessions are told apart: PARTITION BY.
    package init(window: WindowSpecification, inputTypes: [DataType], partitionKeys: [Int] = []) {
        self.window = window
        self.inputTypes = inputTypes
        self.partitionKeys = partitionKeys
        time = WindowTime(window.timeType, isProcessingTime: window.isProcessingTime, timeZone: window.timeZone)
        grid = WindowGrid(window)
    }

    package func open(_ context: OperatorContext) {
        self.context = context
        if case .session(let gap) = window.kind {
            sessions = SessionRows(gap: gap.inMilliseconds, time: time, keys: partitionKeys, types: inputTypes)
        }
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let context else { preconditionFailure("the operator is not open") }
        let rows = timed(columns(batch), context)
        if rows.count == 0 { return }
        let walls =
            window.isProcessingTime
            ? [Int64](repeating: time.wall(context.clock.now.milliseconds), count: rows.count) : time.walls(rows.columns[window.timeColumn])
        if let sessions {
            let late = sessions.add(rows, walls: walls, watermark: watermark)
            context.metrics.counter(MetricNames.lateRecordsDropped).add(late)
            if window.isProcessingTime { sessions.nextCompletion.map { context.registerTimer(at: Timestamp(milliseconds: $0)) } }
            return
        }
        guard let grid else { preconditionFailure("a window without a grid is a session") }
        try output.emit(grid.isShared ? expanded(rows, walls, grid) : tumbled(rows, walls, grid))
    }

    /// The rows that have a time.
    private func timed(_ rows: ColumnBatch, _ context: OperatorContext) -> ColumnBatch {
        guard !window.isProcessingTime, let validity = rows.columns[window.timeColumn].validity, !validity.isAllOnes else { return rows }
        context.metrics.counter(MetricNames.nullTimesDropped).add(rows.count - validity.onesCount)
        return rows.gather(validity.ones)
    }

    private func tumbled(_ rows: ColumnBatch, _ walls: [Int64], _ grid: WindowGrid) -> ColumnBatch {
        let ends = walls.map { grid.sliceEnd(at: $0) }
        return windowed(rows, starts: ends.map { $0 &- grid.size }, ends: ends)
    }

    private func expanded(_ rows: ColumnBatch, _ walls: [Int64], _ grid: WindowGrid) -> ColumnBatch {
        var sources: [Int32] = [], starts: [Int64] = [], ends: [Int64] = []
        for (row, wall) in walls.enumerated() {
            grid.windows(at: wall) { start, end in
                sources.append(Int32(truncatingIfNeeded: row))
                starts.append(start)
                ends.append(end)
            }
        }
        return windowed(rows.gather(sources), starts: starts, ends: ends)
    }

    private func windowed(_ rows: ColumnBatch, starts: [Int64], ends: [Int64]) -> ColumnBatch {
        ColumnBatch(
            rows.columns + WindowProperty.allCases.map { $0.column(starts: starts, ends: ends, time) }, count: rows.count, kinds: rows.kinds
        )
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        if !window.isProcessingTime {
            self.watermark = watermark.timestamp.milliseconds
            try emitSessions(completeAt: self.watermark, output)
        }
        try output.emit(watermark)
    }

    package func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        try emitSessions(completeAt: time.milliseconds, output)
        if let next = sessions?.nextCompletion { context?.registerTimer(at: Timestamp(milliseconds: next)) }
    }

    private func emitSessions(completeAt time: Int64, _ output: OperatorOutput) throws {
        guard let sessions else { return }
        while let session = sessions.removeNext(completeAt: time) {
            let starts = [Int64](repeating: session.start, count: session.count),
                ends = [Int64](repeating: session.end, count: session.count)
            try output.emit(windowed(ColumnBatch(session.columns, count: session.count), starts: starts, ends: ends))
        }
    }
}
