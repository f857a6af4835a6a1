import MartletCore
import MartletRuntime
import MartletState

/// A running reduction for each key: Flink's `StreamGroupedReduceOperator`, and in batch mode `BatchGroupedReduceOperator`.
///
/// Streaming, every element gives the state that it leads to; in batch mode each key's last state is given once, at the end.
public final class ReduceOperator<Key: StableKey, Element: Sendable>: StreamOperator {
    @usableFromInline let key: (Element) -> Key
    @usableFromInline let combine: (inout Element, Element) throws -> Void
    @usableFromInline let table = KeyTable<Key, Element>()
    @usableFromInline var isStreaming = true

    /// Reduces the elements of each key by `combine`, which changes the state so far with the next element.
    @inlinable public init(key: @escaping (Element) -> Key, combine: @escaping (inout Element, Element) throws -> Void) {
        self.key = key
        self.combine = combine
    }

    @inlinable public func open(_ context: OperatorContext) throws { isStreaming = context.runtimeMode == .streaming }

    @inlinable public func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let batch = RecordBatch<Element>(batch)
        // Locals, which the loop need not read again: each access to a variable of a class is checked.
        let table = table, key = key, combine = combine
        guard isStreaming else {
            try batch.records.withUnsafeBufferPointer { records in
                try table.visit(records, records.indices, key: key) { number, hash in
                    _ = try table.reduce(records[number], key: key, hash: hash, combine)
                }
            }
            return
        }
        let results = try [Element](unsafeUninitializedCapacity: batch.count) { results, count in
            try batch.records.withUnsafeBufferPointer { records in
                try table.visit(records, records.indices, key: key) { number, hash in
                    results.initializeElement(at: number, to: table[try table.reduce(records[number], key: key, hash: hash, combine)])
                    count = number &+ 1
                }
            }
        }
        try output.emit(RecordBatch(results, timestamps: batch.timestamps))
    }

    @inlinable public func finish(into output: OperatorOutput) throws {
        if isStreaming { return }
        let size = RecordBatch<Element>.defaultSize
        for start in stride(from: 0, to: table.count, by: size) {
            try output.emit(RecordBatch((start..<min(start + size, table.count)).map { table[$0] }))
        }
    }
}

extension KeyTable {
    /// Adds a record to its key's state and answers the state's entry.
    @inlinable @inline(__always) func reduce(
        _ record: Value, key: (Value) -> Key, hash: UInt64, _ combine: (inout Value, Value) throws -> Void
    ) rethrows -> Int {
        let key = key(record)
        if let entry = entry(of: key, hash: hash) {
            try combine(&self[entry], record)
            return entry
        }
        return insert(key, hash: hash, value: record)
    }
}
