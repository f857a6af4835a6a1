import MartletCore
import MartletRuntime

/// The key of a stream that is not divided by key. Flink's `NullByteKeySelector`.
public struct NoKey: StableKey {
    /// The only value.
    @inlinable public init() {}
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(0 as UInt8, seed: seed) }
}

/// A whole stream divided into windows, in one subtask. Flink's `AllWindowedStream`.
public struct AllWindowedStream<Element: Sendable>: Sendable {
    @usableFromInline var windowed: WindowedStream<NoKey, Element>

    @inlinable init(_ windowed: WindowedStream<NoKey, Element>) { self.windowed = windowed }

    /// How long after its end a window still takes late elements, each of which fires it again. Flink's `allowedLateness`.
    public func allowedLateness(_ lateness: Duration) -> AllWindowedStream { AllWindowedStream(windowed.allowedLateness(lateness)) }

    /// Sends elements that come too late to a side output instead of dropping them. Flink's `sideOutputLateData`.
    public func lateData(to tag: OutputTag<Element>) -> AllWindowedStream { AllWindowedStream(windowed.lateData(to: tag)) }

    /// Fires the windows by this trigger instead of the one that they have by themselves. Flink's `trigger`.
    public func trigger(_ trigger: Trigger<Element>) -> AllWindowedStream { AllWindowedStream(windowed.trigger(trigger)) }

    /// Fires the windows by a trigger of the program's own. Flink's `trigger`.
    public func trigger(_ trigger: some WindowTrigger<Element>) -> AllWindowedStream { self.trigger(Trigger(trigger)) }

    /// Takes elements out of windows that fire. Flink's `evictor`.
    public func evictor(_ evictor: Evictor<Element>) -> AllWindowedStream { AllWindowedStream(windowed.evictor(evictor)) }

    /// The reduction of each window's elements, one result a window. Flink's `reduce`.
    @inlinable public func reduce(_ combine: @escaping @Sendable (inout Element, Element) throws -> Void) -> DataStream<Element> {
        windowed.reduce(combine)
    }

    /// The reduction of each window's elements, then a function of it. Flink's `reduce` with a `ProcessAllWindowFunction`.
    @inlinable public func reduce<Result: Sendable>(
        _ combine: @escaping @Sendable (inout Element, Element) throws -> Void,
        process: @escaping @Sendable (TimeWindow, Element, inout Output<Result>) throws -> Void
    ) -> DataStream<Result> {
        windowed.reduce(combine) { _, window, element, output in try process(window, element, &output) }
    }

    /// Each window's elements gathered into an accumulator that begins as `initial`. Flink's `aggregate`.
    @inlinable public func aggregate<Accumulator: Sendable>(
        into initial: Accumulator, _ add: @escaping @Sendable (inout Accumulator, Element) throws -> Void,
        merge: (@Sendable (inout Accumulator, Accumulator) throws -> Void)? = nil
    ) -> DataStream<WindowResult<NoKey, Accumulator>> { windowed.aggregate(into: initial, add, merge: merge) }

    /// A function of all elements of each window. Flink's `process` with a `ProcessAllWindowFunction`.
    @inlinable public func process<Result: Sendable>(
        _ body: @escaping @Sendable (TimeWindow, [Element], inout Output<Result>) throws -> Void
    ) -> DataStream<Result> { windowed.process { _, window, elements, output in try body(window, elements, &output) } }

    /// A function object of all elements of each window. Flink's `process` with a `ProcessAllWindowFunction`.
    @inlinable public func process<Function: ProcessWindowFunction<NoKey, Element, Result>, Result: Sendable>(
        _ makeFunction: @escaping @Sendable () -> Function
    ) -> DataStream<Result> where Function: SendableMetatype { windowed.process(makeFunction) }

    /// The sum of a field over each window; other fields are those of the first element. Flink's `sum`.
    @inlinable public func sum<Value: FixedWidthInteger & Sendable>(
        _ field: WritableKeyPath<Element, Value> & Sendable
    ) -> DataStream<Element> { windowed.sum(field) }

    /// The sum of a field over each window; other fields are those of the first element. Flink's `sum`.
    @inlinable public func sum<Value: AdditiveArithmetic & Sendable>(
        _ field: WritableKeyPath<Element, Value> & Sendable
    ) -> DataStream<Element> { windowed.sum(field) }

    /// The minimum of a field over each window; other fields are those of the first element. Flink's `min`.
    @inlinable public func min<Value: Comparable & Sendable>(_ field: WritableKeyPath<Element, Value> & Sendable) -> DataStream<Element> {
        windowed.min(field)
    }

    /// The maximum of a field over each window; other fields are those of the first element. Flink's `max`.
    @inlinable public func max<Value: Comparable & Sendable>(_ field: WritableKeyPath<Element, Value> & Sendable) -> DataStream<Element> {
        windowed.max(field)
    }

    /// The element with the least value in each window. Flink's `minBy`.
    /// - Parameter tie: which of equal ones: the first, unless told otherwise.
    @inlinable public func minBy<Value: Comparable & Sendable>(
        _ value: @escaping @Sendable (Element) -> Value, tie: Tie = .first
    ) -> DataStream<Element> { windowed.minBy(value, tie: tie) }

    /// The element with the greatest value in each window. Flink's `maxBy`.
    /// - Parameter tie: which of equal ones: the first, unless told otherwise.
    @inlinable public func maxBy<Value: Comparable & Sendable>(
        _ value: @escaping @Sendable (Element) -> Value, tie: Tie = .first
    ) -> DataStream<Element> { windowed.maxBy(value, tie: tie) }
}

extension DataStream {
    /// The whole stream divided into windows, by one subtask. Flink's `windowAll`.
    @inlinable public func windowAll(_ assigner: WindowAssigner<Element>) -> AllWindowedStream<Element> {
        AllWindowedStream(WindowedStream(KeyedStream(self, key: { _ in NoKey() }), assigner, parallelism: 1))
    }

    /// Windows of `size` elements, side by side; one that is not full never fires. Flink's `countWindowAll`.
    public func countWindowAll(_ size: Int) -> AllWindowedStream<Element> { windowAll(.global).trigger(.purging(.count(size))) }

    /// A window of the last `size` elements, every `slide` elements. Flink's `countWindowAll` with a slide.
    public func countWindowAll(_ size: Int, every slide: Int) -> AllWindowedStream<Element> {
        windowAll(.global).trigger(.count(slide)).evictor(.count(size))
    }
}
