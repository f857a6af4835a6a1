import MartletCore
import MartletRuntime

extension DataStream {
    /// Deals the elements out to all subtasks of the next operator. Flink's `rebalance`.
    public func rebalance() -> DataStream { partitioned(.rebalance) }

    /// Deals the elements out to a group of subtasks of the next operator. Flink's `rescale`.
    public func rescale() -> DataStream { partitioned(.rescale) }

    /// Sends elements to random subtasks of the next operator. Flink's `shuffle`.
    public func shuffle() -> DataStream { partitioned(.shuffle) }

    /// Sends every element to all subtasks of the next operator. Flink's `broadcast`.
    public func broadcast() -> DataStream { partitioned(.broadcast) }

    /// Sends all elements to the first subtask of the next operator. Flink's `global`.
    public func global() -> DataStream { partitioned(.global) }

    /// Sends elements to the subtask of the same number; the next operator has as many. Flink's `forward`.
    public func forward() -> DataStream { partitioned(.forward) }

    /// Sends each element to the subtask that `partitioner` chooses: a number from 0 up to, but not including, the number of subtasks. Flink's
    /// `partitionCustom`.
    @inlinable public func partitionCustom<Key: Sendable>(
        by key: @escaping @Sendable (Element) throws -> Key, _ partitioner: @escaping @Sendable (Key, _ subtasks: Int) throws -> Int
    ) -> DataStream {
        partitioned(.custom { batch, targets, _ in
            try RecordBatch<Element>(batch).split(targets) { record in
                let target = try partitioner(try key(record), targets)
                guard target >= 0, target < targets else {
                    throw MartletError(
                        "The partitioner chose subtask \(target); there are \(targets).", hint: "It must answer a number from 0 to \(targets - 1).")
                }
                return target
            }
        })
    }

    @usableFromInline func partitioned(_ partitioning: Partitioning) -> DataStream {
        var stream = self
        for index in origins.indices { stream.origins[index].partitioning = partitioning }
        return stream
    }
}

extension RecordBatch {
    /// The batch cut into one part for each subtask downstream; empty parts are nil.
    @inlinable func split(_ targets: Int, by target: (Record) throws -> Int) rethrows -> [(any Batch)?] {
        var parts = [[Record]](repeating: [], count: targets)
        var times = [[Timestamp]](repeating: [], count: timestamps == nil ? 0 : targets)
        for index in parts.indices { parts[index].reserveCapacity(count / targets + count / 8) }
        for index in records.indices {
            let part = try target(records[index])
            parts[part].append(records[index])
            if let timestamps { times[part].append(timestamps[index]) }
        }
        return parts.indices.map { index in
            parts[index].isEmpty ? nil : RecordBatch(parts[index], timestamps: timestamps == nil ? nil : times[index])
        }
    }
}
