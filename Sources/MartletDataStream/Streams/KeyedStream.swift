import MartletCore
import MartletRuntime

/// A stream in which elements of equal keys come to the same subtask. Flink's `KeyedStream`.
public struct KeyedStream<Key: StableKey, Element: Sendable>: Sendable {
    /// The stream behind the exchange by key.
    @usableFromInline package let stream: DataStream<Element>
    /// An element's key.
    @usableFromInline package let key: @Sendable (Element) -> Key

    @inlinable init(_ stream: DataStream<Element>, key: @escaping @Sendable (Element) -> Key) {
        self.key = key
        self.stream = stream.partitioned(
            .hash { batch, targets, maxParallelism in
                let batch = RecordBatch<Element>(batch)
                let router = KeyRouter(parallelism: targets, maxParallelism: maxParallelism, keys: batch.count)
                return batch.split(targets) { router.subtask(ofHash: key($0).stableHash(seed: 0)) }
            })
    }

    /// The stream before the exchange by key, for operators that exchange what they make of it.
    @usableFromInline var beforeExchange: DataStream<Element> {
        var stream = stream
        for index in stream.origins.indices { stream.origins[index].partitioning = nil }
        return stream
    }
}

extension DataStream {
    /// The stream divided by key: state and windows behind it are kept for each key. Flink's `keyBy`.
    ///
    ///     orders.keyed(by: \.customer)
    @inlinable public func keyed<Key: StableKey>(by key: @escaping @Sendable (Element) -> Key) -> KeyedStream<Key, Element> {
        KeyedStream(self, key: key)
    }

    /// The stream divided by a key of several parts. Flink's `keyBy` with a tuple.
    ///
    ///     orders.keyed(by: \.customer, \.id)
    @inlinable public func keyed<First: StableKey, Second: StableKey, each Part: StableKey>(
        by first: @escaping @Sendable (Element) -> First, _ second: @escaping @Sendable (Element) -> Second,
        _ part: repeat @escaping @Sendable (Element) -> each Part
    ) -> KeyedStream<KeyTuple<First, Second, repeat each Part>, Element> {
        KeyedStream(self) { element in KeyTuple(first(element), second(element), repeat (each part)(element)) }
    }
}
