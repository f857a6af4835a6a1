import MartletCore
import MartletRuntime
import MartletState

/// Joins two keyed streams by time. Flink's `IntervalJoinOperator`.
///
/// An element waits until the watermark has passed the time of the latest partner that it can have.
@usableFromInline
final class IntervalJoinOperator<Key: StableKey, First: Sendable, Second: Sendable, Result: Sendable>: StreamOperator {
    /// The elements of one key.
    @usableFromInline struct Buffers {
        @usableFromInline var first = JoinBuffer<First>()
        @usableFromInline var second = JoinBuffer<Second>()
        /// When the first of them is to be forgotten; nil: there are none.
        @usableFromInline var timer: Timestamp?

        @inlinable init() {}
    }

    @usableFromInline let bounds: IntervalBounds
    @usableFromInline let keys: (first: (First) -> Key, second: (Second) -> Key)
    @usableFromInline let lateOutputs: (first: String?, second: String?)
    @usableFromInline let body: (First, Second, IntervalJoinContext, inout Output<Result>) throws -> Void
    @usableFromInline let opening: (OperatorContext) throws -> Void
    @usableFromInline let closing: () throws -> Void
    @usableFromInline let table = KeyTable<Key, Buffers>()
    @usableFromInline var timers = TimeHeap<Key>()
    @usableFromInline var watermark = Watermark.none
    @usableFromInline var lateRecordsDropped: Counter?

    @inlinable init(
        _ bounds: IntervalBounds, keys: ((First) -> Key, (Second) -> Key), lateOutputs: (String?, String?),
        body: @escaping (First, Second, IntervalJoinContext, inout Output<Result>) throws -> Void,
        open: @escaping (OperatorContext) throws -> Void, close: @escaping () throws -> Void
    ) {
        self.bounds = bounds
        self.keys = keys
        self.lateOutputs = lateOutputs
        self.body = body
        opening = open
        closing = close
    }

    @inlinable func open(_ context: OperatorContext) throws {
        lateRecordsDropped = context.metrics.counter(MetricNames.lateRecordsDropped)
        try opening(context)
    }

    @inlinable func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        if input == 0 {
            try forEach(RecordBatch<First>(batch), key: keys.first, lateOutput: lateOutputs.first, into: output) {
                first, key, time, results in
                try table.withBuffers(of: key) { buffers in
                    buffers.first.insert(first, at: time.milliseconds)
                    let partners = buffers.second
                    for index in partners.indices(from: sum(time, bounds.lower), through: sum(time, bounds.upper)) {
                        try pair(first, time, partners.elements[index], Timestamp(milliseconds: partners.times[index]), &results)
                    }
                    setTimer(key, &buffers, at: expiryOfFirst(time.milliseconds))
                }
            }
        } else {
            try forEach(RecordBatch<Second>(batch), key: keys.second, lateOutput: lateOutputs.second, into: output) {
                second, key, time, results in
                try table.withBuffers(of: key) { buffers in
                    buffers.second.insert(second, at: time.milliseconds)
                    let partners = buffers.first
                    for index in partners.indices(from: sum(time, -bounds.upper), through: sum(time, -bounds.lower)) {
                        try pair(partners.elements[index], Timestamp(milliseconds: partners.times[index]), second, time, &results)
                    }
                    setTimer(key, &buffers, at: expiryOfSecond(time.milliseconds))
                }
            }
        }
    }

    /// Calls `body` with each element that is not late, its key and its time.
    @inlinable func forEach<Element>(
        _ batch: RecordBatch<Element>, key: (Element) -> Key, lateOutput: String?, into output: OperatorOutput,
        _ body: (Element, Key, Timestamp, inout Output<Result>) throws -> Void
    ) throws {
        try batch.forEach(into: output) { record, time, results in
            guard let time else {
                throw MartletError(
                    "An element without a timestamp reached an interval join.",
                    hint: "Give both streams timestamps with assigningTimestampsAndWatermarks().")
            }
            if time >= watermark.timestamp {
                try body(record, key(record), time, &results)
            } else if let lateOutput {
                results.emit(record, at: time, toSide: lateOutput)
            } else {
                lateRecordsDropped?.add()
            }
        }
    }

    @inlinable func pair(
        _ first: First, _ firstTime: Timestamp, _ second: Second, _ secondTime: Timestamp, _ results: inout Output<Result>
    ) throws {
        results.timestamp = max(firstTime, secondTime)
        try body(first, second, IntervalJoinContext(firstTimestamp: firstTime, secondTimestamp: secondTime), &results)
    }

    @inlinable func sum(_ time: Timestamp, _ milliseconds: Int64) -> Int64 { (time + .milliseconds(milliseconds)).milliseconds }

    /// When an element of the first stream can find no more partners: they come up to `upper` later, if not earlier.
    @inlinable func expiryOfFirst(_ time: Int64) -> Timestamp { Timestamp(milliseconds: time) + .milliseconds(max(0, bounds.upper)) }
    @inlinable func expiryOfSecond(_ time: Int64) -> Timestamp { Timestamp(milliseconds: time) + .milliseconds(max(0, -bounds.lower)) }

    /// Makes sure that the key's timer fires at `time` or before.
    @inlinable func setTimer(_ key: Key, _ buffers: inout Buffers, at time: Timestamp) {
        if let timer = buffers.timer, timer <= time { return }
        buffers.timer = time
        timers.insert(key, at: time)
    }

    @inlinable func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        self.watermark = watermark
        while let (time, key) = timers.removeFirst(through: watermark.timestamp) {
            // A timer that an earlier one has replaced finds another in its place.
            guard let entry = table.entry(of: key, hash: key.stableHash(seed: 0)), table[entry].timer == time else { continue }
            if forgetExpired(&table[entry], key) { table.remove(entry) }
        }
        try output.emit(watermark)
    }

    /// Forgets the elements of a key that can find no more partners. Answers whether none are left.
    @inlinable func forgetExpired(_ buffers: inout Buffers, _ key: Key) -> Bool {
        let now = watermark.timestamp
        buffers.first.removeAll(through: (now - .milliseconds(max(0, bounds.upper))).milliseconds)
        buffers.second.removeAll(through: (now - .milliseconds(max(0, -bounds.lower))).milliseconds)
        buffers.timer = nil
        if let first = buffers.first.first { setTimer(key, &buffers, at: expiryOfFirst(first)) }
        if let second = buffers.second.first { setTimer(key, &buffers, at: expiryOfSecond(second)) }
        return buffers.timer == nil
    }

    @inlinable func close() throws { try closing() }
}

extension KeyTable {
    /// Calls `body` with the value of a key, which is made if there is none.
    @inlinable @inline(__always) func withBuffers<First, Second, Result>(
        of key: Key, _ body: (inout Value) throws -> Void
    ) rethrows where Value == IntervalJoinOperator<Key, First, Second, Result>.Buffers {
        let hash = key.stableHash(seed: 0)
        try body(&self[entry(of: key, hash: hash) ?? insert(key, hash: hash, value: Value())])
    }
}
