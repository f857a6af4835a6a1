import MartletCore
import MartletRuntime

extension DataStream {
    /// Each element turned into another. Flink's `map`.
    @inlinable public func map<Result: Sendable>(
        _ transform: @escaping @Sendable (Element) throws -> Result
    ) -> DataStream<Result> {
        transformed("Map") { batch, output in
            try output.emit(RecordBatch(try batch.records.map(transform), timestamps: batch.timestamps))
        }
    }

    /// The elements for which `isIncluded` holds. Flink's `filter`.
    @inlinable public func filter(_ isIncluded: @escaping @Sendable (Element) throws -> Bool) -> DataStream<Element> {
        transformed("Filter") { batch, output in try output.emit(try batch.filter(isIncluded)) }
    }

    /// Each element turned into any number of others. Flink's `flatMap`.
    @inlinable public func flatMap<Elements: Sequence & SendableMetatype>(
        _ transform: @escaping @Sendable (Element) throws -> Elements
    ) -> DataStream<Elements.Element> where Elements.Element: Sendable, Elements.Iterator: SendableMetatype {
        transformed("Flat Map") { batch, output in
            var results = Output<Elements.Element>(for: batch)
            for index in batch.records.indices {
                results.moveOn(to: index, of: batch)
                for result in try transform(batch.records[index]) { results.emit(result) }
                try results.flushIfFull(into: output)
            }
            try results.flush(into: output)
        }
    }

    /// Each element turned into whatever is emitted for it. Flink's `flatMap` with its `Collector`.
    @inlinable public func flatMap<Result: Sendable>(
        _ transform: @escaping @Sendable (Element, inout Output<Result>) throws -> Void
    ) -> DataStream<Result> {
        transformed("Flat Map") { batch, output in
            var results = Output<Result>(for: batch)
            for index in batch.records.indices {
                results.moveOn(to: index, of: batch)
                try transform(batch.records[index], &results)
                try results.flushIfFull(into: output)
            }
            try results.flush(into: output)
        }
    }

    /// The elements of this stream and of others, in the order in which they come. Flink's `union`.
    public func union(_ others: DataStream<Element>...) -> DataStream<Element> {
        if others.contains(where: { $0.environment !== environment }) {
            environment.report("Streams of different environments cannot be united: each environment runs jobs of its own.")
            return self
        }
        return DataStream(environment, origins: origins + others.flatMap(\.origins))
    }
}

extension RecordBatch {
    /// The records for which `isIncluded` holds.
    @inlinable func filter(_ isIncluded: (Record) throws -> Bool) rethrows -> RecordBatch {
        guard let timestamps else {
            return RecordBatch(
                try [Record](unsafeUninitializedCapacity: count) { kept, keptCount in
                    for record in records where try isIncluded(record) {
                        kept.initializeElement(at: keptCount, to: record)
                        keptCount &+= 1
                    }
                })
        }
        var times: [Timestamp] = []
        let kept = try [Record](unsafeUninitializedCapacity: count) { kept, keptCount in
            times = try [Timestamp](unsafeUninitializedCapacity: count) { times, timesCount in
                defer { timesCount = keptCount }
                for index in records.indices where try isIncluded(records[index]) {
                    kept.initializeElement(at: keptCount, to: records[index])
                    times.initializeElement(at: keptCount, to: timestamps[index])
                    keptCount &+= 1
                }
            }
        }
        return RecordBatch(kept, timestamps: times)
    }
}
