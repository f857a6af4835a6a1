import MartletCore
import MartletRuntime

extension DataStream {
    /// Runs what has been described and gives the elements of this stream as they come. Flink's `executeAndCollect`.
    ///
    ///     for try await count in try await counts.executeAndCollect() { … }
    ///
    /// The job goes no faster than its results are taken, and is cancelled when the sequence is let go.
    public func executeAndCollect(_ jobName: String? = nil) throws -> CollectedElements<Element> {
        let collector = BatchCollector()
        let sink = environment.addSink("Collect Sink", inputs: origins, collector.factory)
        environment.build { $0[sink].parallelism = 1 }
        collector.attach(try environment.executeAsync(jobName))
        return CollectedElements(collector)
    }

    /// Runs what has been described and gives the elements of this stream, when it has ended, but at most so many. Flink's
    /// `executeAndCollect(limit)`.
    public func executeAndCollect(_ jobName: String? = nil, limit: Int) async throws -> [Element] {
        var elements: [Element] = []
        if limit <= 0 { return elements }
        for try await element in try executeAndCollect(jobName) {
            elements.append(element)
            if elements.count == limit { break }
        }
        return elements
    }
}

/// The elements of a stream whose job is running.
public struct CollectedElements<Element: Sendable>: AsyncSequence, Sendable {
    private let collector: BatchCollector

    init(_ collector: BatchCollector) { self.collector = collector }

    /// An iterator. There is one set of elements: two iterators share it between them.
    public func makeAsyncIterator() -> Iterator { Iterator(collector: collector) }

    /// All elements, when the job has ended.
    public func all() async throws -> [Element] {
        var elements: [Element] = []
        while let batch = try await collector.next() { elements.append(contentsOf: RecordBatch<Element>(batch).records) }
        return elements
    }

    /// Goes through the elements.
    public struct Iterator: AsyncIteratorProtocol {
        let collector: BatchCollector
        var records: [Element] = []
        var position = 0

        public mutating func next() async throws -> Element? {
            while position == records.count {
                guard let batch = try await collector.next() else { return nil }
                records = RecordBatch<Element>(batch).records
                position = 0
            }
            defer { position += 1 }
            return records[position]
        }
    }
}
