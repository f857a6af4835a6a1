import MartletCore
import MartletRuntime

extension KeyedStream {
    /// A running reduction: the first element of a key, then what `combine` makes of it with each one that follows. Flink's `reduce`.
    ///
    /// `combine` changes the state in place: `{ $0.count += $1.count }`. Streaming, every element gives the new state; in batch mode each key's
    /// last state is given, at the end of the input.
    @inlinable public func reduce(_ combine: @escaping @Sendable (inout Element, Element) throws -> Void) -> DataStream<Element> {
        reduced("Keyed Reduce", combine)
    }

    @inlinable func reduced(
        _ name: String, _ combine: @escaping @Sendable (inout Element, Element) throws -> Void
    ) -> DataStream<Element> {
        let key = key
        return stream.transformed(name) { SpecializedOperator(ReduceOperator(key: key, combine: combine)) }
    }

    /// The running sum of a field; other fields are those of the key's first element. Flink's `sum`.
    ///
    /// Whole numbers wrap around when they overflow, as in Flink.
    @inlinable public func sum<Value: FixedWidthInteger & Sendable>(
        _ field: WritableKeyPath<Element, Value> & Sendable
    ) -> DataStream<Element> { reduced("Keyed Sum", Reduction.sum(field)) }

    /// The running sum of a field; other fields are those of the key's first element. Flink's `sum`.
    @inlinable public func sum<Value: AdditiveArithmetic & Sendable>(
        _ field: WritableKeyPath<Element, Value> & Sendable
    ) -> DataStream<Element> { reduced("Keyed Sum", Reduction.sum(field)) }

    /// The running minimum of a field; other fields are those of the key's first element. Flink's `min`.
    @inlinable public func min<Value: Comparable & Sendable>(_ field: WritableKeyPath<Element, Value> & Sendable) -> DataStream<Element> {
        reduced("Keyed Min", Reduction.min(field))
    }

    /// The running maximum of a field; other fields are those of the key's first element. Flink's `max`.
    @inlinable public func max<Value: Comparable & Sendable>(_ field: WritableKeyPath<Element, Value> & Sendable) -> DataStream<Element> {
        reduced("Keyed Max", Reduction.max(field))
    }

    /// The element with the least value so far. Flink's `minBy`.
    /// - Parameter tie: which of equal ones: the first, unless told otherwise.
    @inlinable public func minBy<Value: Comparable & Sendable>(
        _ value: @escaping @Sendable (Element) -> Value, tie: Tie = .first
    ) -> DataStream<Element> { reduced("Keyed MinBy", Reduction.minBy(value, tie: tie)) }

    /// The element with the greatest value so far. Flink's `maxBy`.
    /// - Parameter tie: which of equal ones: the first, unless told otherwise.
    @inlinable public func maxBy<Value: Comparable & Sendable>(
        _ value: @escaping @Sendable (Element) -> Value, tie: Tie = .first
    ) -> DataStream<Element> { reduced("Keyed MaxBy", Reduction.maxBy(value, tie: tie)) }
}
