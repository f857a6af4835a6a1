import MartletColumns
import MartletCore
import MartletRuntime
import MartletState

/// A stream beside one whose elements come to every subtask. Flink's `BroadcastConnectedStream`.
public struct BroadcastConnectedStream<Element: Sendable, Broadcast: Sendable>: Sendable {
    @usableFromInline let streams: ConnectedStreams<Element, Broadcast>

    @usableFromInline init(_ stream: DataStream<Element>, _ broadcast: DataStream<Broadcast>) {
        streams = ConnectedStreams(stream, broadcast.broadcast())
    }

    /// A function of both streams, made for each subtask. Flink's `process` with a `BroadcastProcessFunction`.
    @inlinable public func process<Function: BroadcastProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.Element == Element, Function.Broadcast == Broadcast {
        streams.transformed("Co-Process-Broadcast") {
            let function = try makeFunction()
            let states = BroadcastStates(of: function)
            return ProcessOperator(
                [
                    { batch, context, output in
                        try RecordBatch<Element>(batch).forEach(into: output) { try function.process($0, context($1), &$2) }
                        try states.check()
                    },
                    { batch, context, output in
                        try states.writing {
                            try RecordBatch<Broadcast>(batch).forEach(into: output) {
                                try function.process(broadcast: $0, context($1), &$2)
                            }
                        }
                    },
                ], open: function.open, close: function.close)
        }
    }
}

/// A keyed stream beside one whose elements come to every subtask. Flink's `BroadcastConnectedStream` of a keyed stream.
public struct KeyedBroadcastConnectedStream<Key: StableKey, Element: Sendable, Broadcast: Sendable>: Sendable {
    @usableFromInline let stream: KeyedStream<Key, Element>
    @usableFromInline let broadcast: DataStream<Broadcast>

    @usableFromInline init(_ stream: KeyedStream<Key, Element>, _ broadcast: DataStream<Broadcast>) {
        self.stream = stream
        self.broadcast = broadcast.broadcast()
    }
}

extension DataStream {
    /// This stream and another, each element of which comes to all subtasks. Flink's `connect` with a `BroadcastStream`.
    ///
    ///     payments.connect(broadcast: rules).process { RuleCheck() }
    public func connect<Other: Sendable>(broadcast other: DataStream<Other>) -> BroadcastConnectedStream<Element, Other> {
        BroadcastConnectedStream(self, other)
    }
}

extension KeyedStream {
    /// This stream and another, each element of which comes to all subtasks. Flink's `connect` with a `BroadcastStream`.
    public func connect<Other: Sendable>(broadcast other: DataStream<Other>) -> KeyedBroadcastConnectedStream<Key, Element, Other> {
        KeyedBroadcastConnectedStream(self, other)
    }
}

/// A function of a stream and of what is broadcast to it. Flink's `BroadcastProcessFunction`.
///
/// What it keeps of the broadcast elements are properties of the type `BroadcastState`.
public protocol BroadcastProcessFunction<Element, Broadcast, Result>: RichFunction {
    /// The type of the stream's elements.
    associatedtype Element: Sendable
    /// The type of the broadcast elements.
    associatedtype Broadcast: Sendable
    /// The type of the results.
    associatedtype Result: Sendable
    /// What the function may know.
    typealias Context = ProcessContext

    /// Called for each element of the stream. Broadcast state may be read.
    func process(_ element: Element, _ context: Context, _ output: inout Output<Result>) throws
    /// Called in every subtask for each broadcast element. Broadcast state may be written, and must be in the same way everywhere.
    func process(broadcast element: Broadcast, _ context: Context, _ output: inout Output<Result>) throws
}

/// The broadcast states of a function: written only within `writing`.
@usableFromInline struct BroadcastStates {
    private let handles: [any BroadcastStateHandle]

    @usableFromInline init(of function: Any) { handles = StateHandles.of(function) }

    /// Throws the first mistake in the use of a state.
    @usableFromInline func check() throws { for handle in handles { try handle.check() } }

    @usableFromInline func writing(_ body: () throws -> Void) throws {
        for handle in handles { handle.setWritable(true) }
        defer { for handle in handles { handle.setWritable(false) } }
        try body()
    }
}
