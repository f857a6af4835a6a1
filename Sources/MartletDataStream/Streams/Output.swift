import MartletCore
import MartletRuntime

/// Where a function puts its results. Flink's `Collector`, and `Context.output` for side outputs.
///
/// A result has the time of the element that it was emitted for, if the stream has times.
public struct Output<Element: Sendable> {
    @usableFromInline var records: [Element] = []
    /// As long as `records` where the stream has times, else empty.
    @usableFromInline var timestamps: [Timestamp] = []
    /// The time of the results to come.
    @usableFromInline var timestamp: Timestamp?

    @inlinable init() {}

    /// An output for the results of a batch.
    @inlinable init(for batch: RecordBatch<some Sendable>) {
        records.reserveCapacity(batch.count)
        if batch.timestamps != nil { timestamps.reserveCapacity(batch.count) }
    }

    /// Adds a result.
    @inlinable public mutating func emit(_ element: Element) {
        records.append(element)
        if let timestamp { timestamps.append(timestamp) }
    }

    /// The results to come are those of this element of a batch.
    @inlinable @inline(__always) mutating func moveOn<Input>(to index: Int, of batch: RecordBatch<Input>) {
        if let times = batch.timestamps { timestamp = times[index] }
    }

    @inlinable @inline(__always) mutating func flushIfFull(into output: OperatorOutput) throws {
        if records.count >= RecordBatch<Element>.defaultSize { try flush(into: output) }
    }

    /// Passes on what has been emitted.
    @inlinable mutating func flush(into output: OperatorOutput) throws {
        if records.isEmpty { return }
        try output.emit(RecordBatch(records, timestamps: timestamps.isEmpty ? nil : timestamps))
        records.removeAll(keepingCapacity: true)
        timestamps.removeAll(keepingCapacity: true)
    }
}
