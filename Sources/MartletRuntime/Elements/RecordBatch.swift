import MartletCore

/// A batch of a typed stream: records and, if the stream has them, their timestamps.
@frozen public struct RecordBatch<Record: Sendable>: Batch {
    public let records: [Record]
    /// As many as there are records, in milliseconds; nil: the stream has no timestamps.
    public let timestamps: [Timestamp]?

    /// The records that an operator puts into one batch at most.
    @inlinable public static var defaultSize: Int { 4096 }

    /// A batch of these records, with their timestamps if the stream has any.
    @inlinable public init(_ records: [Record], timestamps: [Timestamp]? = nil) {
        assert(timestamps == nil || timestamps?.count == records.count, "timestamps and records differ in number")
        self.records = records
        self.timestamps = timestamps
    }

    @inlinable public var count: Int { records.count }

    /// A run of the records.
    @inlinable public func slice(_ range: Range<Int>) -> RecordBatch {
        range == 0..<count ? self : RecordBatch(Array(records[range]), timestamps: timestamps.map { Array($0[range]) })
    }

    /// The records of all batches, one after the other. They have timestamps if all batches have.
    @inlinable public static func concatenation(_ batches: [RecordBatch]) -> RecordBatch {
        if batches.count == 1 { return batches[0] }
        var records: [Record] = []
        records.reserveCapacity(batches.reduce(0) { $0 + $1.count })
        for batch in batches { records.append(contentsOf: batch.records) }
        guard batches.allSatisfy({ $0.timestamps != nil }) else { return RecordBatch(records) }
        return RecordBatch(records, timestamps: batches.flatMap { $0.timestamps ?? [] })
    }

    /// `batch` as one of these records. The graph's types have been checked by the compiler, so anything else is a fault of the engine.
    @inlinable public init(_ batch: any Batch) {
        guard let typed = batch as? RecordBatch<Record> else {
            preconditionFailure("a batch of \(type(of: batch)) reached an operator of \(Record.self)")
        }
        self = typed
    }
}
