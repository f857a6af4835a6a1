import MartletColumns
import MartletCore
import MartletRuntime
import MartletState

/// Two streams divided by keys of the same type. Flink's `ConnectedStreams` of keyed streams.
public struct KeyedConnectedStreams<Key: StableKey, First: Sendable, Second: Sendable>: Sendable {
    @usableFromInline let first: KeyedStream<Key, First>
    @usableFromInline let second: KeyedStream<Key, Second>

    @usableFromInline init(_ first: KeyedStream<Key, First>, _ second: KeyedStream<Key, Second>) {
        self.first = first
        self.second = second
    }
}

extension KeyedStream {
    /// This stream and another with keys of the same type, for one operator to read: equal keys come to the same subtask. Flink's `connect`.
    public func connect<Other: Sendable>(_ other: KeyedStream<Key, Other>) -> KeyedConnectedStreams<Key, Element, Other> {
        KeyedConnectedStreams(self, other)
    }
}

extension KeyedConnectedStreams where Key: FieldValue {
    /// A function with state and timers that both streams share, made for each subtask. Flink's `process` with a `KeyedCoProcessFunction`.
    @inlinable public func process<Function: KeyedCoProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.First == First, Function.Second == Second, Function.Key == UndeclaredKey {
        process(makeFunction) { _ in UndeclaredKey() }
    }

    /// A function with state and timers that knows the type of the key. Flink's `process` with a `KeyedCoProcessFunction`.
    @inlinable public func process<Function: KeyedCoProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.First == First, Function.Second == Second, Function.Key == Key {
        process(makeFunction) { $0 }
    }

    @inlinable func process<Function: KeyedCoProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function, shown: @escaping @Sendable (Key) -> Function.Key
    ) -> DataStream<Function.Result> where Function.First == First, Function.Second == Second {
        ConnectedStreams(first.stream, second.stream).transformed("Keyed-Co-Process") { [first = first.key, second = second.key] in
            SpecializedOperator(KeyedCoProcessOperator(try makeFunction(), first: first, second: second, shown: shown))
        }
    }
}

/// A function of the elements of two keyed streams that keeps state and sets timers. Flink's `KeyedCoProcessFunction`.
///
/// Both streams' elements see the state of their key.
public protocol KeyedCoProcessFunction<Key, First, Second, Result>: KeyedFunction {
    /// The type of the first stream's elements.
    associatedtype First: Sendable
    /// The type of the second stream's elements.
    associatedtype Second: Sendable
    /// The type of the results.
    associatedtype Result: Sendable

    /// Called for each element of the first stream.
    func process(first element: First, _ context: Context, _ output: inout Output<Result>) throws
    /// Called for each element of the second stream.
    func process(second element: Second, _ context: Context, _ output: inout Output<Result>) throws
    /// Called when a timer that was registered for the current key has come. The results have the timer's time.
    func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<Result>) throws
}

extension KeyedCoProcessFunction {
    public func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<Result>) throws {}
}

/// Calls a `KeyedCoProcessFunction`. Flink's `KeyedCoProcessOperator`.
@usableFromInline final class KeyedCoProcessOperator<Key: StableKey & FieldValue, Function: KeyedCoProcessFunction>: StreamOperator {
    @usableFromInline let first: (Function.First) -> Key
    @usableFromInline let second: (Function.Second) -> Key
    @usableFromInline let shown: (Key) -> Function.Key
    @usableFromInline let function: Function
    @usableFromInline var calls: KeyedCalls<Key, Function, Function.Result>?

    @inlinable init(
        _ function: Function, first: @escaping (Function.First) -> Key, second: @escaping (Function.Second) -> Key,
        shown: @escaping (Key) -> Function.Key
    ) {
        self.function = function
        self.first = first
        self.second = second
        self.shown = shown
    }

    @inlinable func open(_ context: OperatorContext) throws {
        calls = try KeyedCalls(context, function: function, shown: shown) { [function] in try function.onTimer($0, $1, &$2) }
    }

    @inlinable func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let calls else { return }
        if input == 0 {
            try RecordBatch<Function.First>(batch).forEach(into: output) { record, time, results in
                try calls.call(first(record), at: time) { try function.process(first: record, $0, &results) }
            }
        } else {
            try RecordBatch<Function.Second>(batch).forEach(into: output) { record, time, results in
                try calls.call(second(record), at: time) { try function.process(second: record, $0, &results) }
            }
        }
    }

    @inlinable func advance(to watermark: Watermark, into output: OperatorOutput) throws { try calls?.advance(to: watermark, into: output) }
    @inlinable func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        try calls?.onProcessingTime(time, into: output)
    }
    @inlinable func finish(into output: OperatorOutput) throws { try calls?.finish(into: output) }
    @inlinable func close() throws { try function.close() }
}
