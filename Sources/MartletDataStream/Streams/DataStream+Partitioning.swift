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
    ///
    /// First the numbers of the records are put in the order of their targets, then each part is copied in one run.
    @inlinable func split(_ targets: Int, by target: (Record) throws -> Int) rethrows -> [(any Batch)?] {
        var counts = [Int](repeating: 0, count: targets)
        let targetOfRecord = try [Int32](unsafeUninitializedCapacity: count) { targetOfRecord, initialized in
            for record in records {
                let target = try target(record)
                counts[target] &+= 1
                targetOfRecord.initializeElement(at: initialized, to: Int32(truncatingIfNeeded: target))
                initialized &+= 1
            }
        }
        var next = 0
        var places = counts.map { count in
            defer { next += count }
            return next
        }
        let order = [Int32](unsafeUninitializedCapacity: count) { order, initialized in
            for (index, target) in targetOfRecord.enumerated() {
                let place = places[Int(target)]
                order.initializeElement(at: place, to: Int32(truncatingIfNeeded: index))
                places[Int(target)] = place &+ 1
            }
            initialized = count
        }
        return counts.indices.map { target in
            counts[target] == 0 ? nil : gather(order[places[target] - counts[target]..<places[target]])
        }
    }

    /// The records of these numbers, in this order.
    @inlinable func gather(_ numbers: ArraySlice<Int32>) -> RecordBatch {
        RecordBatch(numbers.map { records[Int($0)] }, timestamps: timestamps.map { times in numbers.map { times[Int($0)] } })
    }
}
