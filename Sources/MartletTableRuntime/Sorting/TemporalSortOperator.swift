import MartletColumns
import MartletCore
import MartletRuntime

/// ORDER BY a time attribute, ascending, and then `keys`, in streaming: Flink's TemporalSort.
///
/// Rows wait for the watermark. A row that is not behind the last one sent on is late and dropped.
package final class TemporalSortOperator: StreamOperator {
    private let rowtime: Int?
    private let order: RowOrder
    private var context: OperatorContext?
    private var pending: [ColumnBatch] = []
    /// The least time of the rows that wait.
    private var next = Int64.max
    /// The time of the last row sent on.
    private var last = Int64.min

    /// - Parameter rowtime: the column of the time attribute; nil: processing time, by which rows of the same millisecond are sorted.
    package init(rowtime: Int?, keys: [SortKey], inputTypes: [DataType]) {
        self.rowtime = rowtime
        order = RowOrder((rowtime.map { [SortKey($0)] } ?? []) + keys)
    }

    package func open(_ context: OperatorContext) { self.context = context }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let context else { preconditionFailure("the operator is not open") }
        var rows = columns(batch)
        guard let rowtime else {
            if pending.isEmpty { context.registerTimer(at: context.clock.now + .milliseconds(1)) }
            pending.append(rows)
            return
        }
        var times = WindowTime.milliseconds(rows.columns[rowtime])
        if times.contains(where: { $0 <= last }) {
            let inTime = (0..<Int32(rows.count)).filter { times[Int($0)] > last }
            context.metrics.counter(MetricNames.lateRecordsDropped).add(rows.count - inTime.count)
            rows = rows.gather(inTime)
            times = inTime.map { times[Int($0)] }
        }
        if rows.count == 0 { return }
        pending.append(rows)
        next = times.reduce(next, min)
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        if let rowtime, !pending.isEmpty, next <= watermark.timestamp.milliseconds {
            let all = try ColumnBatch.wholeInput(pending)
            let times = WindowTime.milliseconds(all.columns[rowtime])
            let sorted = order.sorted(all.columns, count: all.count)
            // Sorted by time, so those that are due come first.
            let due = sorted.prefix { times[Int($0)] <= watermark.timestamp.milliseconds }
            try output.emit(inParts: all.gather(Array(due)))
            last = due.last.map { times[Int($0)] } ?? last
            // What waits on stays in the order in which it came.
            let waiting = sorted.dropFirst(due.count).sorted()
            pending = waiting.isEmpty ? [] : [all.gather(waiting)]
            next = waiting.reduce(Int64.max) { min($0, times[Int($1)]) }
        }
        try output.emit(watermark)
    }

    package func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws { try emitAll(output) }

    package func finish(into output: OperatorOutput) throws { if rowtime == nil { try emitAll(output) } }

    private func emitAll(_ output: OperatorOutput) throws {
        if pending.isEmpty { return }
        let all = try ColumnBatch.wholeInput(pending)
        pending = []
        try output.emit(inParts: all.gather(order.sorted(all.columns, count: all.count)))
    }
}
