import MartletCore
import MartletDataStream

extension KeyedStream {
    /// The search for a pattern among the elements of each key. Flink's `CEP.pattern`.
    @inlinable public func matching(_ pattern: Pattern<Element>) -> PatternStream<Key, Element> { PatternStream(self, pattern, order: nil) }

    /// The search for a pattern among the elements of each key, those of one time in the order of `areInIncreasingOrder`. Flink's `CEP.pattern`
    /// with an `EventComparator`.
    @inlinable public func matching(
        _ pattern: Pattern<Element>, by areInIncreasingOrder: @escaping @Sendable (Element, Element) -> Bool
    ) -> PatternStream<Key, Element> {
        PatternStream(self, pattern, order: { areInIncreasingOrder($0.element(), $1.element()) })
    }
}

extension DataStream {
    /// The search for a pattern in the whole stream, in one subtask. Flink's `CEP.pattern`.
    @inlinable public func matching(_ pattern: Pattern<Element>) -> PatternStream<NoKey, Element> {
        PatternStream(keyed(by: { _ in NoKey() }), pattern, order: nil, parallelism: 1)
    }

    /// The search for a pattern in the whole stream, in one subtask, with elements of one time in the order of `areInIncreasingOrder`. Flink's
    /// `CEP.pattern` with an `EventComparator`.
    @inlinable public func matching(
        _ pattern: Pattern<Element>, by areInIncreasingOrder: @escaping @Sendable (Element, Element) -> Bool
    ) -> PatternStream<NoKey, Element> {
        PatternStream(keyed(by: { _ in NoKey() }), pattern, order: { areInIncreasingOrder($0.element(), $1.element()) }, parallelism: 1)
    }
}
