import MartletCore
import MartletRuntime

/// Pairs of elements of two keyed streams whose times are near each other. Flink's `IntervalJoined`.
///
/// The second's time less the first's is within bounds. A pair's result has the later of both times. An element behind the watermark is dropped.
public struct IntervalJoin<Key: StableKey, First: Sendable, Second: Sendable>: Sendable {
    @usableFromInline let first: KeyedStream<Key, First>
    @usableFromInline let second: KeyedStream<Key, Second>
    @usableFromInline var bounds: IntervalBounds
    @usableFromInline var lateFirst: OutputTag<First>?
    @usableFromInline var lateSecond: OutputTag<Second>?

    @usableFromInline init(_ first: KeyedStream<Key, First>, _ second: KeyedStream<Key, Second>, _ bounds: IntervalBounds) {
        self.first = first
        self.second = second
        self.bounds = bounds
    }

    /// Leaves out the lower bound itself. Flink's `lowerBoundExclusive`; for the upper bound, a range says so: `lower ..< upper`.
    public func lowerBoundExclusive() -> Self {
        var copy = self
        copy.bounds.lower += 1
        return copy
    }

    /// Sends elements of the first stream that come too late to a side output instead of dropping them. Flink's `sideOutputLeftLateData`.
    public func lateData(first tag: OutputTag<First>) -> Self {
        var copy = self
        copy.lateFirst = tag
        return copy
    }

    /// Sends elements of the second stream that come too late to a side output instead of dropping them. Flink's `sideOutputRightLateData`.
    public func lateData(second tag: OutputTag<Second>) -> Self {
        var copy = self
        copy.lateSecond = tag
        return copy
    }

    /// A result for each pair. Flink's `process` with a `ProcessJoinFunction` that gives one.
    @inlinable public func map<Result: Sendable>(_ transform: @escaping @Sendable (First, Second) throws -> Result) -> DataStream<Result> {
        process { first, second, _, output in output.emit(try transform(first, second)) }
    }

    /// Any number of results for each pair. Flink's `process` with a `ProcessJoinFunction`.
    @inlinable public func process<Result: Sendable>(
        _ body: @escaping @Sendable (First, Second, IntervalJoinContext, inout Output<Result>) throws -> Void
    ) -> DataStream<Result> { joined { (body, open: { _ in }, close: {}) } }

    /// A function object of each pair, made for each subtask. Flink's `process` with a `ProcessJoinFunction`.
    @inlinable public func process<Function: ProcessJoinFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.First == First, Function.Second == Second {
        joined {
            let function = try makeFunction()
            return (function.process, open: function.open, close: function.close)
        }
    }

    @usableFromInline typealias Body<Result: Sendable> = (First, Second, IntervalJoinContext, inout Output<Result>) throws -> Void

    @inlinable func joined<Result: Sendable>(
        _ makeBody: @escaping @Sendable () throws -> (Body<Result>, open: (OperatorContext) throws -> Void, close: () throws -> Void)
    ) -> DataStream<Result> {
        if bounds.lower > bounds.upper {
            first.stream.environment.report("An interval join must satisfy lower bound <= upper bound; no pair is within these.")
        }
        let firstKey = first.key, secondKey = second.key, bounds = bounds
        let lateOutputs = (lateFirst?.name, lateSecond?.name)
        return ConnectedStreams(first.stream, second.stream).transformed("Interval Join") {
            let (body, open, close) = try makeBody()
            return SpecializedOperator(
                IntervalJoinOperator(
                    bounds, keys: (firstKey, secondKey), lateOutputs: lateOutputs, body: body, open: open, close: close))
        }
    }
}

extension KeyedStream {
    /// Pairs of elements of this stream and another: the other's time less this one's is from the lower up to the upper bound. Flink's
    /// `intervalJoin` with `between`.
    ///
    ///     clicks.keyed(by: \.user).intervalJoin(orders.keyed(by: \.customer), between: .minutes(-5) ... .zero).map { click, order in … }
    public func intervalJoin<Other: Sendable>(
        _ other: KeyedStream<Key, Other>, between bounds: ClosedRange<Duration>
    ) -> IntervalJoin<Key, Element, Other> {
        IntervalJoin(self, other, IntervalBounds(lower: bounds.lowerBound.inMilliseconds, upper: bounds.upperBound.inMilliseconds))
    }

    /// Pairs of elements of this stream and another: the other's time less this one's is from the lower bound up to, but not including, the
    /// upper bound. Flink's `intervalJoin` with `between` and `upperBoundExclusive`.
    public func intervalJoin<Other: Sendable>(
        _ other: KeyedStream<Key, Other>, between bounds: Range<Duration>
    ) -> IntervalJoin<Key, Element, Other> {
        IntervalJoin(self, other, IntervalBounds(lower: bounds.lowerBound.inMilliseconds, upper: bounds.upperBound.inMilliseconds - 1))
    }

    /// A result for each pair of elements of this stream and another whose times are within bounds. Flink's `intervalJoin`.
    @inlinable public func intervalJoin<Other: Sendable, Result: Sendable>(
        _ other: KeyedStream<Key, Other>, between bounds: ClosedRange<Duration>,
        _ transform: @escaping @Sendable (Element, Other) throws -> Result
    ) -> DataStream<Result> { intervalJoin(other, between: bounds).map(transform) }

    /// A result for each pair of elements of this stream and another whose times are within bounds, without the upper one. Flink's
    /// `intervalJoin`.
    @inlinable public func intervalJoin<Other: Sendable, Result: Sendable>(
        _ other: KeyedStream<Key, Other>, between bounds: Range<Duration>,
        _ transform: @escaping @Sendable (Element, Other) throws -> Result
    ) -> DataStream<Result> { intervalJoin(other, between: bounds).map(transform) }
}

/// The least and the greatest time from the first element of a pair to the second, in milliseconds; both count.
@usableFromInline struct IntervalBounds: Sendable {
    @usableFromInline var lower: Int64
    @usableFromInline var upper: Int64

    @usableFromInline init(lower: Int64, upper: Int64) {
        self.lower = lower
        self.upper = upper
    }
}
