import MartletCore
import MartletRuntime

/// Two streams that one operator reads, each with a function of its own. Flink's `ConnectedStreams`.
public struct ConnectedStreams<First: Sendable, Second: Sendable>: Sendable {
    @usableFromInline let first: DataStream<First>
    @usableFromInline let second: DataStream<Second>

    @usableFromInline init(_ first: DataStream<First>, _ second: DataStream<Second>) {
        self.first = first
        self.second = second
    }

    /// The stream of an operator behind both.
    @usableFromInline func transformed<Result>(_ name: String, _ factory: @escaping OperatorFactory) -> DataStream<Result> {
        if first.environment !== second.environment {
            first.environment.report(
                MartletError(
                    "connect() was called with a stream of another environment.", hint: "Make both streams in one environment.",
                    phase: .validate))
        }
        let inputs = [first.origins, second.origins].enumerated().flatMap { number, origins in
            origins.map { edge in
                var edge = edge
                edge.input = number
                return edge
            }
        }
        return DataStream<Result>(first.environment, first.environment.addOperator(name, inputs: inputs, factory))
    }

    /// A function of each stream's elements. Flink's `map` with a `CoMapFunction`.
    @inlinable public func map<Result: Sendable>(
        _ first: @escaping @Sendable (First) throws -> Result, _ second: @escaping @Sendable (Second) throws -> Result
    ) -> DataStream<Result> {
        steps("Co-Map", { output, element in output.emit(try first(element)) }, { output, element in output.emit(try second(element)) })
    }

    /// A function of each stream's elements that gives any number of results. Flink's `flatMap` with a `CoFlatMapFunction`.
    @inlinable public func flatMap<Results: Sequence & SendableMetatype>(
        _ first: @escaping @Sendable (First) throws -> Results, _ second: @escaping @Sendable (Second) throws -> Results
    ) -> DataStream<Results.Element> where Results.Element: Sendable, Results.Iterator: SendableMetatype {
        steps(
            "Co-Flat Map", { output, element in for result in try first(element) { output.emit(result) } },
            { output, element in for result in try second(element) { output.emit(result) } })
    }

    @inlinable func steps<Result: Sendable>(
        _ name: String, _ first: @escaping @Sendable (inout Output<Result>, First) throws -> Void,
        _ second: @escaping @Sendable (inout Output<Result>, Second) throws -> Void
    ) -> DataStream<Result> {
        transformed(name) {
            ProcessOperator(
                [
                    { batch, _, output in
                        try RecordBatch<First>(batch).forEach(into: output) { element, _, results in try first(&results, element) }
                    },
                    { batch, _, output in
                        try RecordBatch<Second>(batch).forEach(into: output) { element, _, results in try second(&results, element) }
                    },
                ], open: { _ in }, close: {})
        }
    }

    /// A function object of both streams' elements, made for each subtask. Flink's `process` with a `CoProcessFunction`.
    @inlinable public func process<Function: CoProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.First == First, Function.Second == Second {
        transformed("Co-Process") {
            let function = try makeFunction()
            return ProcessOperator(
                [
                    { batch, context, output in
                        try RecordBatch<First>(batch).forEach(into: output) { try function.process(first: $0, context($1), &$2) }
                    },
                    { batch, context, output in
                        try RecordBatch<Second>(batch).forEach(into: output) { try function.process(second: $0, context($1), &$2) }
                    },
                ], open: function.open, close: function.close)
        }
    }

    /// Both streams divided by a key of the same type: equal keys come to the same subtask. Flink's `keyBy` of connected streams.
    @inlinable public func keyed<Key: StableKey>(
        by first: @escaping @Sendable (First) -> Key, _ second: @escaping @Sendable (Second) -> Key
    ) -> KeyedConnectedStreams<Key, First, Second> {
        KeyedConnectedStreams(self.first.keyed(by: first), self.second.keyed(by: second))
    }
}

extension DataStream {
    /// This stream and another of any type, for one operator to read. Flink's `connect`.
    public func connect<Other: Sendable>(_ other: DataStream<Other>) -> ConnectedStreams<Element, Other> { ConnectedStreams(self, other) }
}

/// A function of the elements of two streams, as an object of one subtask. Flink's `CoProcessFunction`.
public protocol CoProcessFunction<First, Second, Result>: RichFunction {
    /// The type of the first stream's elements.
    associatedtype First: Sendable
    /// The type of the second stream's elements.
    associatedtype Second: Sendable
    /// The type of the results.
    associatedtype Result: Sendable
    /// What the function may know.
    typealias Context = ProcessContext

    /// Called for each element of the first stream.
    func process(first element: First, _ context: Context, _ output: inout Output<Result>) throws
    /// Called for each element of the second stream.
    func process(second element: Second, _ context: Context, _ output: inout Output<Result>) throws
}
