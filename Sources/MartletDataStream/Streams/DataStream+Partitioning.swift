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
        partitioned(
            .custom { batch, targets, _ in
                try RecordBatch<Element>(batch).split(targets) { record in
                    let target = try partitioner(try key(record), targets)
                    guard target >= 0, target < targets else {
                        throw MartletError(
                            "The partitioner chose subtask \(target); there are \(targets).",
                            hint: "It must answer a number from 0 to \(targets - 1).")
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
        try withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count + targets + 1) { memory in
            let targetOfRecord = UnsafeMutableBufferPointer(rebasing: memory[0..<count])
            let order = UnsafeMutableBufferPointer(rebasing: memory[count..<2 * count])
            /// Where the next record of each target goes in the order: at last, where the next target's begin.
            let places = UnsafeMutableBufferPointer(rebasing: memory[(2 * count)...])
            places.initialize(repeating: 0)
            for index in 0..<count {
                targetOfRecord.initializeElement(at: index, to: Int32(truncatingIfNeeded: try target(records[index])))
            }
            for target in targetOfRecord { places[Int(target) &+ 1] &+= 1 }
            for target in 0..<targets { places[target &+ 1] &+= places[target] }
            for index in 0..<count {
                let target = Int(targetOfRecord[index])
                order.initializeElement(at: Int(places[target]), to: Int32(truncatingIfNeeded: index))
                places[target] &+= 1
            }
            var start = 0
            return (0..<targets).map { target in
                let end = Int(places[target])
                defer { start = end }
                return start == end ? nil : gather(UnsafeBufferPointer(rebasing: order[start..<end]))
            }
        }
    }

    /// The records of these numbers, in this order.
    @inlinable func gather(_ numbers: UnsafeBufferPointer<Int32>) -> RecordBatch {
        RecordBatch(records.gather(numbers), timestamps: timestamps?.gather(numbers))
    }
}

extension Array {
    /// The elements of these numbers, which the array has, in this order.
    @inlinable func gather(_ numbers: UnsafeBufferPointer<Int32>) -> [Element] {
        withUnsafeBufferPointer { elements in
            [Element](unsafeUninitializedCapacity: numbers.count) { gathered, count in
                for (place, number) in numbers.enumerated() { gathered.initializeElement(at: place, to: elements[Int(number)]) }
                count = numbers.count
            }
        }
    }
}
