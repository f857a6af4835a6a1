import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// OVER a time attribute, in streaming: Flink's OverAggregate. Its rows are those of the input with the results of the calls behind them.
///
/// By event time rows wait for the watermark, and late ones are dropped; by processing time each is sent on at once, but under RANGE with a
/// bound a millisecond later. All calls have the same frame, which ends at the current row.
package final class OverAggregateOperator: StreamOperator {
    /// A row that waits for its time.
    private struct Waiting {
        let time: Int64
        let row: Int32
        let partition: Int32
    }

    private let partitionKeys: [Int]
    private let rowtime: Int?
    private let frame: StreamingFrame
    private let functions: StreamingOverFunctions
    private let index: KeyIndex
    private let rows: RowStore
    /// The rows of each partition that the frame of a row to come may hold, or that LAG may ask for.
    private let history = RowLists()
    private let historyCounts = Slab<Int>(0)
    private let times = Slab<Int64>(0)
    /// The time of the last row of each partition that was sent on.
    private let lastTimes = Slab<Int64>(.min)
    /// When a partition that has had no row for long is forgotten, `lastTimes` included, as in Flink. Only under RANGE with a bound.
    private let forgetTimes = Slab<Int64>(.max)
    private var waiting: [Waiting] = []
    private var watermark = Int64.min
    private var context: OperatorContext?

    /// - Parameter rowtime: the column of event time; nil: processing time.
    package init(partitionKeys: [Int], rowtime: Int?, calls: [OverCall], inputTypes: [DataType]) throws {
        self.partitionKeys = partitionKeys
        self.rowtime = rowtime
        frame = try StreamingFrame(calls)
        functions = try StreamingOverFunctions(calls, inputTypes: inputTypes, retracting: frame.isBounded)
        index = KeyIndex(partitionKeys.map { inputTypes[$0] })
        rows = RowStore(inputTypes)
    }

    package func open(_ context: OperatorContext) { self.context = context }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let context else { preconditionFailure("the operator is not open") }
        let batch = columns(batch)
        let partitions = partitions(batch)
        if rowtime == nil, !frame.isBounded, functions.history == 0 {
            // Each row's result is that of all rows up to it: nothing need be kept but accumulators.
            return try output.emit(
                ColumnBatch(
                    batch.columns + functions.results(batch, groups: partitions, at: (0..<Int32(batch.count)).map { $0 }),
                    count: batch.count))
        }
        let now = context.clock.now.milliseconds
        let rowTimes = rowtime.map { WindowTime.milliseconds(batch.columns[$0]) }
        let inTime = (0..<Int32(batch.count)).filter { row in
            rowTimes.map { times in
                let time = times[Int(row)], partition = partitions[Int(row)]
                forgetIfDue(partition)
                guard isInTime(time, partition) else { return false }
                postponeForgetting(partition, at: time)
                return true
            } ?? true
        }
        if inTime.count < batch.count { context.metrics.counter(MetricNames.lateRecordsDropped).add(batch.count - inTime.count) }
        let stored = rows.append(batch.columns, rows: inTime)
        history.reserve(lists: index.capacity, rows: rows.capacity)
        times.reserve(rows.capacity)
        for (row, id) in zip(inTime, stored) {
            times[id] = rowTimes?[Int(row)] ?? now
            waiting.append(Waiting(time: times[id], row: id, partition: partitions[Int(row)]))
        }
        if rowtime == nil {
            if case .range = frame.start {
                context.registerTimer(at: Timestamp(milliseconds: now + 1))
            } else {
                try emit(waiting, output)
                waiting = []
            }
        }
    }

    private func partitions(_ batch: ColumnBatch) -> [Int32] {
        var created: [Int32] = []
        let ids = index.ids(
            partitionKeys.map { batch.columns[$0] }, count: batch.count, hashes: batch.keyHashes(partitionKeys), created: &created)
        functions.grow(index.capacity)
        historyCounts.reserve(index.capacity)
        lastTimes.reserve(index.capacity)
        forgetTimes.reserve(index.capacity)
        return ids
    }

    /// As Flink: without a bound the watermark decides, with one the last row of the partition that was sent on.
    private func isInTime(_ time: Int64, _ partition: Int32) -> Bool { time > (frame.isBounded ? lastTimes[partition] : watermark) }

    /// Forgets a partition, if the watermark has passed the time for that. Nothing tells before the partition's next row.
    private func forgetIfDue(_ partition: Int32) {
        guard forgetTimes[partition] <= watermark else { return }
        // So old, its rows leave the frame of any row to come.
        history.forEach(partition) { times[$0] = .min }
        lastTimes[partition] = .min
        forgetTimes[partition] = .max
    }

    private func postponeForgetting(_ partition: Int32, at time: Int64) {
        guard case .range(let distance) = frame.start else { return }
        let current = forgetTimes[partition]
        if current == .max || current < time &+ distance &+ 1 { forgetTimes[partition] = time &+ distance + distance / 2 &+ 1 }
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        if rowtime != nil {
            self.watermark = watermark.timestamp.milliseconds
            try emitDue(at: self.watermark, output)
        }
        try output.emit(watermark)
    }

    package func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        // A timer fires a millisecond after the rows that it is for.
        if rowtime == nil { try emitDue(at: time.milliseconds - 1, output) }
    }

    /// Sends on the rows up to a time, in its order.
    private func emitDue(at time: Int64, _ output: OperatorOutput) throws {
        let due = waiting.enumerated().filter { $0.element.time <= time }
        if due.isEmpty { return }
        waiting.removeAll { $0.time <= time }
        let sorted = due.sorted { left, right in
            if left.element.time != right.element.time { return left.element.time < right.element.time }
            // Rows of one time that are peers must stand together.
            if !frame.countsRows, left.element.partition != right.element.partition {
                return left.element.partition < right.element.partition
            }
            return left.offset < right.offset
        }
        try emit(sorted.map(\.element), output)
    }

    private func emit(_ due: [Waiting], _ output: OperatorOutput) throws {
        var start = 0
        while start < due.count {
            var end = min(due.count, start + ColumnBatch.defaultSize)
            if !frame.countsRows { while end < due.count, isPeer(due[end], due[end - 1]) { end += 1 } }
            try emit(due[start..<end], output)
            start = end
        }
    }

    private func isPeer(_ left: Waiting, _ right: Waiting) -> Bool { left.time == right.time && left.partition == right.partition }

    private func emit(_ due: ArraySlice<Waiting>, _ output: OperatorOutput) throws {
        var steps = FrameSteps()
        var before = functions.lagged.map { _ in [Int32]() }
        var gone: [Int32] = []
        var first = due.startIndex
        while first < due.endIndex {
            var last = first + 1
            if !frame.countsRows { while last < due.endIndex, isPeer(due[last], due[first]) { last += 1 } }
            let partition = due[first].partition
            leave(partition, at: due[first].time, &steps, &gone)
            for row in due[first..<last] {
                for (position, offset) in functions.lagged.enumerated() {
                    before[position].append(rowBefore(offset, in: partition, of: row.row))
                }
                steps.append(row.row, .insert, partition)
                keep(row.row, partition, &gone)
            }
            if !frame.countsRows {
                // Peers have the results of the last of them.
                for position in before.indices {
                    before[position].replaceSubrange(
                        (before[position].count - (last - first))...,
                        with: repeatElement(before[position][before[position].count - 1], count: last - first))
                }
            }
            steps.finish(count: last - first)
            lastTimes[partition] = due[first].time
            first = last
        }
        let sent = due.map(\.row)
        let changes = ColumnBatch(rows.gather(steps.rows), count: steps.rows.count, kinds: steps.kinds)
        let columns = rows.gather(sent)
        let results = try functions.results(changes, groups: steps.groups, at: steps.results) { call, value, defaultValue in
            lagged(value, before[call], defaultValue.map { columns[$0] })
        }
        try output.emit(ColumnBatch(columns + results, count: sent.count))
        for row in gone { rows.remove(row) }
    }

    /// Takes the rows out of the frame that are no longer in that of the next row.
    private func leave(_ partition: Int32, at time: Int64, _ steps: inout FrameSteps, _ gone: inout [Int32]) {
        switch frame.start {
        case .unbounded: break
        case .rows(let count): if historyCounts[partition] > count { leave(history.first(partition), partition, &steps, &gone) }
        case .range(let distance):
            while !history.isEmpty(partition), times[history.first(partition)] < time - distance {
                leave(history.first(partition), partition, &steps, &gone)
            }
        }
    }

    private func leave(_ row: Int32, _ partition: Int32, _ steps: inout FrameSteps, _ gone: inout [Int32]) {
        steps.append(row, .delete, partition)
        history.remove(row, from: partition)
        historyCounts[partition] -= 1
        gone.append(row)
    }

    /// Remembers a row for as long as it may be asked for.
    private func keep(_ row: Int32, _ partition: Int32, _ gone: inout [Int32]) {
        if !frame.isBounded, functions.history == 0 {
            gone.append(row)
            return
        }
        history.append(row, to: partition)
        historyCounts[partition] += 1
        if !frame.isBounded, historyCounts[partition] > functions.history {
            let oldest = history.first(partition)
            history.remove(oldest, from: partition)
            historyCounts[partition] -= 1
            gone.append(oldest)
        }
    }

    /// The row that stands `offset` rows before one that is about to be added; −1: none.
    private func rowBefore(_ offset: Int, in partition: Int32, of row: Int32) -> Int32 {
        if offset == 0 { return row }
        if historyCounts[partition] < offset { return -1 }
        var candidate = history.last(partition)
        for _ in 1..<offset { candidate = history.previous(candidate) }
        return candidate
    }

    private func lagged(_ value: Int, _ before: [Int32], _ defaults: Column?) -> Column {
        let values = rows.gather(value, before, mayMiss: true)
        guard let defaults, before.contains(where: { $0 < 0 }) else { return values }
        let count = Int32(before.count)
        return Column.concatenation([values, defaults]).gather((0..<count).map { before[Int($0)] < 0 ? count + $0 : $0 })
    }
}

/// Rows that enter and leave the frames of partitions, and where each row's result stands among them.
private struct FrameSteps {
    private(set) var rows: [Int32] = []
    private(set) var kinds: [RowKind] = []
    private(set) var groups: [Int32] = []
    private(set) var results: [Int32] = []

    mutating func append(_ row: Int32, _ kind: RowKind, _ partition: Int32) {
        rows.append(row)
        kinds.append(kind)
        groups.append(partition)
    }

    /// The result of `count` rows is that behind the last step.
    mutating func finish(count: Int) { for _ in 0..<count { results.append(Int32(truncatingIfNeeded: rows.count - 1)) } }
}
