import MartletCore
import MartletRuntime

/// Where a function puts its results. Flink's `Collector`, and `Context.output` for side outputs.
///
/// A result has the time of the element that it was emitted for, if the stream has times; that of a window has the window's last millisecond.
public struct Output<Element: Sendable> {
    @usableFromInline var records: [Element] = []
    /// As long as `records` where the stream has times, else empty.
    @usableFromInline var timestamps: [Timestamp] = []
    /// The time of the results to come.
    @usableFromInline package var timestamp: Timestamp?
    /// What has been emitted to side outputs, by the tags' names.
    @usableFromInline var sides: [String: any SideBuffer] = [:]

    @inlinable package init() {}

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

    /// Adds an element to a side output.
    @inlinable public mutating func emit<Side: Sendable>(_ element: Side, to tag: OutputTag<Side>) {
        emit(element, at: timestamp, toSide: tag.name)
    }

    @inlinable mutating func emit<Side: Sendable>(_ element: Side, at time: Timestamp?, toSide name: String) {
        var buffer = sides[name] as? TypedSideBuffer<Side> ?? TypedSideBuffer()
        sides[name] = nil
        buffer.records.append(element)
        if let time { buffer.timestamps.append(time) }
        sides[name] = buffer
    }

    /// The results to come are those of this element of a batch.
    @inlinable @inline(__always) mutating func moveOn<Input>(to index: Int, of batch: RecordBatch<Input>) {
        if let times = batch.timestamps { timestamp = times[index] }
    }

    @inlinable @inline(__always) package mutating func flushIfFull(into output: OperatorOutput) throws {
        if records.count >= RecordBatch<Element>.defaultSize { try flush(into: output) }
    }

    /// Passes on what has been emitted.
    @inlinable package mutating func flush(into output: OperatorOutput) throws {
        if !records.isEmpty {
            try output.emit(RecordBatch(records, timestamps: timestamps.isEmpty ? nil : timestamps))
            records.removeAll(keepingCapacity: true)
            timestamps.removeAll(keepingCapacity: true)
        }
        if !sides.isEmpty {
            for (name, buffer) in sides { try output.emit(buffer.batch, to: name) }
            sides.removeAll(keepingCapacity: true)
        }
    }
}

/// Elements on their way to a side output.
@usableFromInline protocol SideBuffer {
    var batch: any Batch { get }
}

@usableFromInline struct TypedSideBuffer<Element: Sendable>: SideBuffer {
    @usableFromInline var records: [Element] = []
    @usableFromInline var timestamps: [Timestamp] = []

    @inlinable init() {}

    @inlinable var batch: any Batch { RecordBatch(records, timestamps: timestamps.isEmpty ? nil : timestamps) }
}
