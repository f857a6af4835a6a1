import MartletColumns
import MartletCore
import MartletRuntime
import MartletState

/// A function of a keyed stream and of what is broadcast to it, with keyed state and timers. Flink's `KeyedBroadcastProcessFunction`.
public protocol KeyedBroadcastProcessFunction<Key, Element, Broadcast, Result>: KeyedFunction {
    /// The type of the stream's elements.
    associatedtype Element: Sendable
    /// The type of the broadcast elements.
    associatedtype Broadcast: Sendable
    /// The type of the results.
    associatedtype Result: Sendable
    /// What the function may know and ask for while a broadcast element is processed.
    typealias BroadcastContext = KeyedBroadcastContext<Self>

    /// Called for each element of the keyed stream. Broadcast state may be read.
    func process(_ element: Element, _ context: Context, _ output: inout Output<Result>) throws
    /// Called in every subtask for each broadcast element. Broadcast state may be written; no key is current.
    func process(broadcast element: Broadcast, _ context: BroadcastContext, _ output: inout Output<Result>) throws
    /// Called when a timer that was registered for the current key has come. The results have the timer's time.
    func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<Result>) throws
}

extension KeyedBroadcastProcessFunction {
    public func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<Result>) throws {}
}

/// What a function may know and ask for while a broadcast element is processed. Flink's `KeyedBroadcastProcessFunction.Context`.
public struct KeyedBroadcastContext<Function> {
    /// The time of the element; nil: the stream has no times.
    public let timestamp: Timestamp?
    /// How far event time has come.
    public let currentWatermark: Watermark
    private let visitKeys: ((KeyedContext<Function>) throws -> Void) throws -> Void

    @usableFromInline init(
        timestamp: Timestamp?, currentWatermark: Watermark,
        visitKeys: @escaping ((KeyedContext<Function>) throws -> Void) throws -> Void
    ) {
        self.timestamp = timestamp
        self.currentWatermark = currentWatermark
        self.visitKeys = visitKeys
    }

    /// Calls `body` for every key of this subtask that has state, with the context of that key, of which the function's state handles speak
    /// meanwhile. Flink's `applyToKeyedState`.
    public func forEachKey(_ body: (KeyedContext<Function>) throws -> Void) throws { try visitKeys(body) }
}

extension KeyedBroadcastConnectedStream where Key: FieldValue {
    /// A function of both streams with keyed state and timers, made for each subtask. Flink's `process` with a
    /// `KeyedBroadcastProcessFunction`.
    @inlinable public func process<Function: KeyedBroadcastProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.Element == Element, Function.Broadcast == Broadcast, Function.Key == UndeclaredKey {
        process(makeFunction) { _ in UndeclaredKey() }
    }

    /// A function of both streams with keyed state and timers that knows the type of the key. Flink's `process` with a
    /// `KeyedBroadcastProcessFunction`.
    @inlinable public func process<Function: KeyedBroadcastProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.Element == Element, Function.Broadcast == Broadcast, Function.Key == Key {
        process(makeFunction) { $0 }
    }

    @inlinable func process<Function: KeyedBroadcastProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function, shown: @escaping @Sendable (Key) -> Function.Key
    ) -> DataStream<Function.Result> where Function.Element == Element, Function.Broadcast == Broadcast {
        ConnectedStreams(stream.stream, broadcast).transformed("Co-Process-Broadcast-Keyed") { [key = stream.key] in
            SpecializedOperator(KeyedBroadcastProcessOperator(try makeFunction(), key: key, shown: shown))
        }
    }
}

/// Calls a `KeyedBroadcastProcessFunction`. Flink's `CoBroadcastWithKeyedOperator`.
@usableFromInline
final class KeyedBroadcastProcessOperator<Key: StableKey & FieldValue, Function: KeyedBroadcastProcessFunction>: StreamOperator {
    @usableFromInline let key: (Function.Element) -> Key
    @usableFromInline let shown: (Key) -> Function.Key
    @usableFromInline let function: Function
    @usableFromInline let broadcastStates: BroadcastStates
    @usableFromInline var calls: KeyedCalls<Key, Function, Function.Result>?

    @inlinable init(_ function: Function, key: @escaping (Function.Element) -> Key, shown: @escaping (Key) -> Function.Key) {
        self.function = function
        self.key = key
        self.shown = shown
        broadcastStates = BroadcastStates(of: function)
    }

    @inlinable func open(_ context: OperatorContext) throws {
        calls = try KeyedCalls(context, function: function, shown: shown) { [function] in try function.onTimer($0, $1, &$2) }
    }

    @inlinable func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let calls else { return }
        if input == 0 {
            try RecordBatch<Function.Element>(batch).forEach(into: output) { record, time, results in
                try calls.call(key(record), at: time) { try function.process(record, $0, &results) }
            }
            return try broadcastStates.check()
        }
        try broadcastStates.writing {
            try RecordBatch<Function.Broadcast>(batch).forEach(into: output) { record, time, results in
                let context = KeyedBroadcastContext<Function>(
                    timestamp: time, currentWatermark: calls.service.currentWatermark, visitKeys: calls.forEachKey)
                try function.process(broadcast: record, context, &results)
                try calls.states.check()
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
