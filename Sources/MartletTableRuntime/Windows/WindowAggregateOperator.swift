import MartletColumns
import MartletCore
import MartletRuntime

/// GROUP BY window_start, window_end: Flink's WindowAggregate. Its rows are the keys, the results of the calls, then the properties of the
/// window, once for each window, when it is complete.
///
/// Windows without rows have no result, nor those of which all rows were taken back. A row that comes when all of its windows are over is
/// dropped and counted (`numLateRecordsDropped`).
package final class WindowAggregateOperator: StreamOperator {
    private let assignment: WindowAssignment
    private let keys: [Int]
    private let inputTypes: [DataType]
    private let calls: [AggregateCall]
    private let inputIsInsertOnly: Bool
    private let properties: [WindowProperty]
    private let time: WindowTime
    private let isProcessingTime: Bool
    private var context: OperatorContext?
    private var windows: (any WindowAggregation)?
    /// How far the stream has come.
    private var now = Int64.min
    /// The time for which a timer has been registered.
    private var timer = Int64.max

    package init(
        assignment: WindowAssignment, keys: [Int], inputTypes: [DataType], calls: [AggregateCall], inputIsInsertOnly: Bool,
        properties: [WindowProperty]
    ) {
        self.assignment = assignment
        self.keys = keys
        self.inputTypes = inputTypes
        self.calls = calls
        self.inputIsInsertOnly = inputIsInsertOnly
        self.properties = properties
        switch assignment {
        case .time(let window):
            isProcessingTime = window.isProcessingTime
            time = WindowTime(window.timeType, isProcessingTime: isProcessingTime, timeZone: window.timeZone)
        case .attached(_, _, let timeType, let timeZone):
            isProcessingTime = timeType.timeAttribute == .proctime
            time = WindowTime(timeType, isProcessingTime: isProcessingTime, timeZone: timeZone)
        }
    }

    package func open(_ context: OperatorContext) throws {
        self.context = context
        windows = try makeWindows()
    }

    private func makeWindows() throws -> any WindowAggregation {
        let keyTypes = keys.map { inputTypes[$0] }
        switch assignment {
        case .attached(let start, let end, _, _):
            let panes = try PaneTable(
                hasStarts: true, keyTypes: keyTypes, calls: calls, inputTypes: inputTypes, countsRows: !inputIsInsertOnly)
            return AttachedAggregation(start: start, end: end, time: time, keys: keys, panes: panes)
        case .time(let window):
            if case .session(let gap) = window.kind {
                return try SessionAggregation(
                    gap: gap.inMilliseconds, time: time, keys: keys, calls: calls, inputTypes: inputTypes, countsRows: !inputIsInsertOnly)
            }
            guard let grid = WindowGrid(window) else { preconditionFailure("a window without a grid is a session") }
            return try SliceAggregation(grid, time: time, keys: keys) { [calls, inputTypes, inputIsInsertOnly] in
                try PaneTable(hasStarts: false, keyTypes: keyTypes, calls: calls, inputTypes: inputTypes, countsRows: !inputIsInsertOnly)
            }
        }
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let windows, let context else { preconditionFailure("the operator is not open") }
        var rows = columns(batch)
        var walls: [Int64]?
        if isProcessingTime { now = max(now, context.clock.now.milliseconds) }
        if case .time(let window) = assignment {
            if window.isProcessingTime {
                walls = [Int64](repeating: time.wall(now), count: rows.count)
            } else {
                rows = try timed(rows, window.timeColumn, context)
                walls = time.walls(rows.columns[window.timeColumn])
            }
        }
        if rows.count == 0 { return }
        let late = try windows.add(rows, walls: walls, now: now)
        if late > 0 { context.metrics.counter(MetricNames.lateRecordsDropped).add(late) }
        registerTimer()
    }

    /// The rows, all of which have a time in streaming. In batch mode those that have none are dropped.
    private func timed(_ rows: ColumnBatch, _ column: Int, _ context: OperatorContext) throws -> ColumnBatch {
        guard let validity = rows.columns[column].validity, !validity.isAllOnes else { return rows }
        if context.runtimeMode == .streaming { throw MartletError.nullRowtime }
        context.metrics.counter(MetricNames.nullTimesDropped).add(rows.count - validity.onesCount)
        return rows.gather(validity.ones)
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        if !isProcessingTime { try complete(at: watermark.timestamp.milliseconds, output) }
        try output.emit(watermark)
    }

    package func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        timer = .max
        try complete(at: time.milliseconds, output)
        registerTimer()
    }

    private func complete(at time: Int64, _ output: OperatorOutput) throws {
        now = max(now, time)
        try windows?.complete(at: now, WindowSink(properties: properties, time: self.time, output: output))
    }

    private func registerTimer() {
        guard isProcessingTime, let next = windows?.nextCompletion, next < timer else { return }
        timer = next
        context?.registerTimer(at: Timestamp(milliseconds: next))
    }
}
