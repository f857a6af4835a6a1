import MartletColumns
import MartletCore
import MartletRuntime

extension TableResult {
    /// The rows of a result, as they come.
    public struct Rows: AsyncSequence, Sendable {
        /// A row with its kind.
        public typealias Element = Row

        let schema: Schema
        let source: RowSource

        /// Takes the rows of a job from now on: what one iterator has taken, another does not see.
        public func makeAsyncIterator() -> Iterator { Iterator(types: schema.types, batches: Batches(source: source).makeAsyncIterator()) }

        /// Goes through the rows.
        public struct Iterator: AsyncIteratorProtocol {
            let types: [DataType]
            var batches: Batches.Iterator
            var batch: ColumnBatch?
            var position = 0

            /// The next row; nil when there are no more. Throws what failed the job.
            public mutating func next() async throws -> Row? {
                while batch == nil || position == batch?.count {
                    guard let next = try await batches.next() else { return nil }
                    batch = next
                    position = 0
                }
                guard let batch else { return nil }
                defer { position += 1 }
                return Row(zip(batch.columns, types).map { $0.value(position, $1) }, kind: batch.kind(position))
            }
        }
    }

    /// The batches of a result, as they come.
    public struct Batches: AsyncSequence, Sendable {
        /// Rows of the result's schema, with their kinds.
        public typealias Element = ColumnBatch

        let source: RowSource

        /// Takes the batches of a job from now on: what one iterator has taken, another does not see.
        public func makeAsyncIterator() -> Iterator {
            switch source {
            case .ready(let batch): Iterator(pending: batch, collector: nil)
            case .running(let collector): Iterator(pending: nil, collector: collector)
            }
        }

        /// Goes through the batches.
        public struct Iterator: AsyncIteratorProtocol {
            var pending: ColumnBatch?
            let collector: BatchCollector?

            /// The next batch; nil when there are no more. Throws what failed the job.
            public mutating func next() async throws -> ColumnBatch? {
                if let batch = pending {
                    pending = nil
                    return batch
                }
                guard let batch = try await collector?.next() else { return nil }
                guard let columns = batch as? ColumnBatch else { preconditionFailure("the result of a query came as \(type(of: batch))") }
                return columns
            }
        }
    }
}
