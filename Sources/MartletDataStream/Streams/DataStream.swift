import MartletCore
import MartletRuntime

/// A stream of elements of one type: what a source or an operator gives. Flink's `DataStream`.
///
/// It is a description. Its methods add operators to the environment's graph and return the streams that these will give.
public struct DataStream<Element: Sendable>: Sendable {
    /// Where the stream was made, and where it is executed.
    public let environment: StreamExecutionEnvironment
    /// Where the elements come from: one place, or several in a union.
    @usableFromInline package var origins: [StreamEdge]

    @inlinable init(_ environment: StreamExecutionEnvironment, _ node: StreamNode.ID) {
        self.init(environment, origins: [StreamEdge(from: node)])
    }

    @usableFromInline package init(_ environment: StreamExecutionEnvironment, origins: [StreamEdge]) {
        self.environment = environment
        self.origins = origins
    }

    /// The stream that an operator of the program's own gives. Flink's `transform`.
    ///
    /// The operator gets `RecordBatch<Element>`s and emits `RecordBatch<Result>`s. A generic operator is wrapped in a `SpecializedOperator`.
    public func transform<Result: Sendable>(
        _ name: String, to result: Result.Type, _ makeOperator: @escaping OperatorFactory
    ) -> DataStream<Result> {
        transformed(name, makeOperator)
    }

    /// The stream of a new operator behind this one.
    @inlinable func transformed<Result>(_ name: String, _ factory: @escaping OperatorFactory) -> DataStream<Result> {
        DataStream<Result>(environment, environment.addOperator(name, inputs: origins, factory))
    }

    /// The stream of a new operator without state.
    @inlinable func transformed<Result>(
        _ name: String, _ body: @escaping @Sendable (RecordBatch<Element>, OperatorOutput) throws -> Void
    ) -> DataStream<Result> {
        transformed(name) { BatchOperator { batch, output in try body(RecordBatch(batch), output) } }
    }
}

extension DataStream {
    /// Names the operator that gives this stream, for errors, metrics and plans. Flink's `name`.
    public func name(_ name: String) -> Self { settingUp("name") { $0.name = name } }

    /// Gives the operator that gives this stream an identity by which its state is found again. Flink's `uid`.
    public func uid(_ uid: String) -> Self { settingUp("uid") { $0.givenUID = uid } }

    /// Sets the number of subtasks of the operator that gives this stream. Flink's `setParallelism`.
    public func parallelism(_ parallelism: Int) -> Self { settingUp("parallelism") { $0.parallelism = parallelism } }

    /// Sets the number of key groups of the operator that gives this stream. Flink's `setMaxParallelism`.
    public func maxParallelism(_ maxParallelism: Int) -> Self { settingUp("maxParallelism") { $0.maxParallelism = maxParallelism } }

    /// Keeps the operator that gives this stream in subtasks of its own. Flink's `disableChaining`.
    public func disablingChaining() -> Self { settingUp("disablingChaining", chaining: .never) }

    /// Begins new subtasks with the operator that gives this stream. Flink's `startNewChain`.
    public func startingNewChain() -> Self { settingUp("startingNewChain", chaining: .head) }

    private func settingUp(_ method: String, chaining: StreamNode.Chaining) -> Self {
        changing(method) { graph, node in graph[node].chaining = chaining }
    }

    /// Changes the operator; where its last part gives this stream, the operator as a whole.
    private func settingUp(_ method: String, _ change: (inout StreamNode) -> Void) -> Self {
        changing(method) { graph, node in change(&graph[graph[node].isPartOfInput ? graph[node].inputs[0].from : node]) }
    }

    private func changing(_ method: String, _ change: (inout StreamGraph, StreamNode.ID) -> Void) -> Self {
        guard origins.count == 1, origins[0].partitioning == nil, origins[0].sideOutput == nil else {
            environment.report(
                MartletError(
                    "\(method)() was called on a stream that no operator gives by itself: a union, a side output or a stream after partitioning.",
                    hint: "Call it directly behind the operator that it is meant for.", phase: .validate))
            return self
        }
        environment.build { change(&$0, origins[0].from) }
        return self
    }
}
