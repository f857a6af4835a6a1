import HeapModule
import MartletColumns
import MartletCore
import MartletRuntime

/// The first or the last row of each key by a time attribute: Flink's Deduplicate. The input only ever adds rows.
///
/// The first row by event time is sent on, for ever, when the watermark has come to it; by processing time at once. The last row is replaced
/// by each that is not before it. In batch mode the rows are sent on at the end.
package final class DeduplicateOperator: StreamOperator {
    /// A first row that waits for the watermark.
    private struct Waiting: Comparable {
        let time: Int64
        let serial: Int
        let key: Int32
        let row: Int32

        static func < (left: Waiting, right: Waiting) -> Bool { (left.time, left.serial) < (right.time, right.serial) }
    }

    private let keys: [Int]
    private let rowtime: Int?
    private let keepsLast: Bool
    private let emitsUpdateBefore: Bool
    private let index: KeyIndex
    private let rows: RowStore
    /// The row of each key; −1: none, −2: it has been sent on and is no longer kept.
    private let current = Slab<Int32>(-1)
    private let times = Slab<Int64>(0)
    private var waiting = Heap<Waiting>()
    private var nextSerial = 0
    private var watermark = Int64.min
    private var context: OperatorContext?
    private var emitsUnchanged = false

    /// - Parameter rowtime: the column of event time; nil: processing time, the order in which rows come.
    package init(keys: [Int], rowtime: Int?, keepsLast: Bool, inputTypes: [DataType], emitsUpdateBefore: Bool) {
        self.keys = keys
        self.rowtime = rowtime
        self.keepsLast = keepsLast
        self.emitsUpdateBefore = emitsUpdateBefore
        index = KeyIndex(keys.map { inputTypes[$0] })
        rows = RowStore(inputTypes)
    }

    package func open(_ context: OperatorContext) throws {
        self.context = context
        emitsUnchanged = try context.configuration[TableRuntimeOptions.stateTTL] > .zero
    }

    private var isStreaming: Bool { context?.runtimeMode == .streaming }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let batch = columns(batch)
        var created: [Int32] = []
        let ids = index.ids(keys.map { batch.columns[$0] }, count: batch.count, hashes: batch.keyHashes(keys), created: &created)
        current.reserve(index.capacity)
        times.reserve(index.capacity)
        if !keepsLast, rowtime == nil, isStreaming { return try sendFirst(batch, created, ids, output) }
        let rowTimes = rowtime.map { WindowTime.milliseconds(batch.columns[$0]) }
        var changes = StoredChanges()
        for row in 0..<batch.count {
            let id = ids[row], time = rowTimes?[row] ?? 0
            if keepsLast { replace(id, batch, row, time, &changes) } else { keepFirst(id, batch, row, time, &changes) }
        }
        if isStreaming { try changes.emit(from: rows, to: output) } else { changes.discard(rows) }
    }

    /// By processing time the first row is the first to come.
    private func sendFirst(_ batch: ColumnBatch, _ created: [Int32], _ ids: [Int32], _ output: OperatorOutput) throws {
        for row in created { current[ids[Int(row)]] = -2 }
        if !created.isEmpty { try output.emit(batch.gather(created)) }
    }

    private func replace(_ id: Int32, _ batch: ColumnBatch, _ row: Int, _ time: Int64, _ changes: inout StoredChanges) {
        let old = current[id]
        if old >= 0 {
            if rowtime != nil ? time < times[id] : !emitsUnchanged && rows.equals(old, batch.columns, row) { return }
        }
        let new = rows.append(batch.columns, row: row)
        current[id] = new
        times[id] = time
        if old < 0 {
            changes.append(new, .insert)
        } else {
            if emitsUpdateBefore { changes.append(old, .updateBefore) }
            changes.append(new, .updateAfter)
            changes.release(old)
        }
    }

    private func keepFirst(_ id: Int32, _ batch: ColumnBatch, _ row: Int, _ time: Int64, _ changes: inout StoredChanges) {
        let old = current[id]
        if old == -2 { return }
        if rowtime != nil, time <= watermark {
            context?.metrics.counter(MetricNames.lateRecordsDropped).add()
            return
        }
        if old >= 0, rowtime == nil || time >= times[id] { return }
        if old >= 0 { changes.release(old) }
        let new = rows.append(batch.columns, row: row)
        current[id] = new
        times[id] = time
        waiting.insert(Waiting(time: time, serial: nextSerial, key: id, row: new))
        nextSerial += 1
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        if rowtime != nil, !keepsLast, isStreaming {
            self.watermark = watermark.timestamp.milliseconds
            var changes = StoredChanges()
            while let first = waiting.min, first.time <= self.watermark {
                waiting.removeMin()
                // Another row may have taken its place meanwhile.
                guard current[first.key] == first.row, times[first.key] == first.time else { continue }
                changes.append(first.row, .insert)
                changes.release(first.row)
                current[first.key] = -2
            }
            try changes.emit(from: rows, to: output)
        }
        try output.emit(watermark)
    }

    package func finish(into output: OperatorOutput) throws {
        if isStreaming { return }
        let all = index.liveIDs.map { current[$0] }.filter { $0 >= 0 }
        for start in stride(from: 0, to: all.count, by: ColumnBatch.defaultSize) {
            let part = Array(all[start..<min(all.count, start + ColumnBatch.defaultSize)])
            try output.emit(ColumnBatch(rows.gather(part), count: part.count))
        }
    }
}
