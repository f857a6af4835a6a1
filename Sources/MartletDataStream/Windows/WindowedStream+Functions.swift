import MartletColumns
import MartletCore
import MartletRuntime
import MartletState

extension WindowedStream {
    /// The reduction of each window's elements, one result a window. Flink's `reduce`.
    @inlinable public func reduce(_ combine: @escaping @Sendable (inout Element, Element) throws -> Void) -> DataStream<Element> {
        reduced("Window Reduce", combine)
    }

    @inlinable func reduced(
        _ name: String, _ combine: @escaping @Sendable (inout Element, Element) throws -> Void
    ) -> DataStream<Element> {
        windowed(name, .reducing(combine)) { { _, _, element, output in output.emit(element) } }
    }

    /// The reduction of each window's elements, then a function of it. Flink's `reduce` with a `ProcessWindowFunction`.
    @inlinable public func reduce<Result: Sendable>(
        _ combine: @escaping @Sendable (inout Element, Element) throws -> Void,
        process: @escaping @Sendable (Key, TimeWindow, Element, inout Output<Result>) throws -> Void
    ) -> DataStream<Result> {
        windowed("Window Reduce", .reducing(combine)) {
            { key, context, element, output in try process(key, context.window, element, &output) }
        }
    }

    /// Each window's elements gathered into an accumulator that begins as `initial`. Flink's `aggregate`.
    ///
    /// The result comes with its key and window:
    ///
    ///     .aggregate(into: Stats()) { $0.count += 1; $0.total += $1.amount }
    ///         merge: { $0.count += $1.count; $0.total += $1.total }
    ///     .map { key, window, stats in Mean(from: window.start, mean: stats.total / Double(stats.count)) }
    ///
    /// `merge` puts the accumulators of two windows together; session windows need it.
    @inlinable public func aggregate<Accumulator: Sendable>(
        into initial: Accumulator, _ add: @escaping @Sendable (inout Accumulator, Element) throws -> Void,
        merge: (@Sendable (inout Accumulator, Accumulator) throws -> Void)? = nil
    ) -> DataStream<WindowResult<Key, Accumulator>> {
        let aggregation = WindowAggregation<Element, Accumulator>(
            create: { element in
                var accumulator = initial
                try add(&accumulator, element)
                return accumulator
            }, add: add, merge: merge, ofNothing: initial)
        return windowed("Window Aggregate", aggregation) {
            { key, context, value, output in output.emit(WindowResult(key: key, window: context.window, value: value)) }
        }
    }

    /// A function of all elements of each window. Flink's `process` with a `ProcessWindowFunction`.
    @inlinable public func process<Result: Sendable>(
        _ body: @escaping @Sendable (Key, TimeWindow, [Element], inout Output<Result>) throws -> Void
    ) -> DataStream<Result> {
        windowed("Window Process", .collecting) {
            { key, context, elements, output in try body(key, context.window, elements, &output) }
        }
    }

    /// A function object of all elements of each window, made for each subtask. Flink's `process` with a `ProcessWindowFunction`.
    @inlinable public func process<Function: ProcessWindowFunction<Key, Element, Result>, Result: Sendable>(
        _ makeFunction: @escaping @Sendable () -> Function
    ) -> DataStream<Result> where Function: SendableMetatype {
        windowed("Window Process", .collecting) {
            let function = makeFunction()
            return { key, context, elements, output in try function.process(key, context, elements, &output) }
        }
    }

    /// The sum of a field over each window; other fields are those of the first element. Flink's `sum`.
    ///
    /// Whole numbers wrap around when they overflow, as in Flink.
    @inlinable public func sum<Value: FixedWidthInteger & Sendable>(
        _ field: WritableKeyPath<Element, Value> & Sendable
    ) -> DataStream<Element> { reduced("Window Sum", Reduction.sum(field)) }

    /// The sum of a field over each window; other fields are those of the first element. Flink's `sum`.
    @inlinable public func sum<Value: AdditiveArithmetic & Sendable>(
        _ field: WritableKeyPath<Element, Value> & Sendable
    ) -> DataStream<Element> { reduced("Window Sum", Reduction.sum(field)) }

    /// The minimum of a field over each window; other fields are those of the first element. Flink's `min`.
    @inlinable public func min<Value: Comparable & Sendable>(_ field: WritableKeyPath<Element, Value> & Sendable) -> DataStream<Element> {
        reduced("Window Min", Reduction.min(field))
    }

    /// The maximum of a field over each window; other fields are those of the first element. Flink's `max`.
    @inlinable public func max<Value: Comparable & Sendable>(_ field: WritableKeyPath<Element, Value> & Sendable) -> DataStream<Element> {
        reduced("Window Max", Reduction.max(field))
    }

    /// The element with the least value in each window. Flink's `minBy`.
    /// - Parameter tie: which of equal ones: the first, unless told otherwise.
    @inlinable public func minBy<Value: Comparable & Sendable>(
        _ value: @escaping @Sendable (Element) -> Value, tie: Tie = .first
    ) -> DataStream<Element> { reduced("Window MinBy", Reduction.minBy(value, tie: tie)) }

    /// The element with the greatest value in each window. Flink's `maxBy`.
    /// - Parameter tie: which of equal ones: the first, unless told otherwise.
    @inlinable public func maxBy<Value: Comparable & Sendable>(
        _ value: @escaping @Sendable (Element) -> Value, tie: Tie = .first
    ) -> DataStream<Element> { reduced("Window MaxBy", Reduction.maxBy(value, tie: tie)) }
}

extension WindowedStream where Key: FieldValue {
    /// A function object of all elements of each window, made for each subtask, whose state handles speak of the window's key. Flink's `process`
    /// with a `ProcessWindowFunction` and its `globalState`.
    @inlinable public func process<Function: ProcessWindowFunction<Key, Element, Result>, Result: Sendable>(
        _ makeFunction: @escaping @Sendable () -> Function
    ) -> DataStream<Result> where Function: SendableMetatype {
        windowed("Window Process", .collecting) {
            let function = makeFunction(), states = KeyedStates<Key>()
            try states.register(handlesOf: function)
            return { key, context, elements, output in
                states.select(key, hash: key.stableHash(seed: 0))
                try function.process(key, context, elements, &output)
                try states.deselect()
            }
        }
    }
}

extension DataStream {
    /// Each window's result turned into something else: its key, its window and its value.
    @inlinable public func map<Key, Value, Result: Sendable>(
        _ transform: @escaping @Sendable (Key, TimeWindow, Value) throws -> Result
    ) -> DataStream<Result> where Element == WindowResult<Key, Value> {
        map { result in try transform(result.key, result.window, result.value) }
    }
}
