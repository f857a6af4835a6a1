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

    @inlinable public init(key: @escaping (Element) -> Key, combine: @escaping (inout Element, Element) throws -> Void) {
        self.key = key
        self.combine = combine
    }

    @inlinable public func open(_ context: OperatorContext) throws { isStreaming = context.runtimeMode == .streaming }

    @inlinable public func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let batch = RecordBatch<Element>(batch)
        guard isStreaming else {
            for record in batch.records { _ = try take(record) }
            return
        }
        let results = try [Element](unsafeUninitializedCapacity: batch.count) { results, count in
            for start in stride(from: 0, to: batch.count, by: 64) {
                let chunk = start..<min(start &+ 64, batch.count)
                if table.isLarge { for index in chunk { table.touch(hash: key(batch.records[index]).stableHash(seed: 0)) } }
                for index in chunk {
                    results.initializeElement(at: count, to: table[try take(batch.records[index])])
                    count &+= 1
                }
            }
        }
        try output.emit(RecordBatch(results, timestamps: batch.timestamps))
    }

    /// Adds a record to its key's state and answers the state's entry.
    @inlinable @inline(__always) func take(_ record: Element) throws -> Int {
        let key = key(record)
        let hash = key.stableHash(seed: 0)
        if let entry = table.entry(of: key, hash: hash) {
            try combine(&table[entry], record)
            return entry
        }
        return table.insert(key, hash: hash, value: record)
    }

    @inlinable public func finish(into output: OperatorOutput) throws {
        if isStreaming { return }
        let size = RecordBatch<Element>.defaultSize
        for start in stride(from: 0, to: table.count, by: size) {
            try output.emit(RecordBatch((start..<min(start + size, table.count)).map { table[$0] }))
        }
    }
}
