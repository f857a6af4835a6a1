import MartletCore
import MartletRuntime

/// The end of a stream. Flink's `DataStreamSink`.
public struct DataStreamSink: Sendable {
    private let environment: StreamExecutionEnvironment
    private let node: StreamNode.ID

    @usableFromInline package init(_ environment: StreamExecutionEnvironment, _ node: StreamNode.ID) {
        self.environment = environment
        self.node = node
    }

    /// Names the sink. Flink's `name`.
    @discardableResult public func name(_ name: String) -> Self { settingUp { $0.name = name } }

    /// Gives the sink an identity by which its state is found again. Flink's `uid`.
    @discardableResult public func uid(_ uid: String) -> Self { settingUp { $0.givenUID = uid } }

    /// Sets the number of the sink's subtasks. Flink's `setParallelism`.
    @discardableResult public func parallelism(_ parallelism: Int) -> Self { settingUp { $0.parallelism = parallelism } }

    private func settingUp(_ change: (inout StreamNode) -> Void) -> Self {
        environment.build { change(&$0[node]) }
        return self
    }
}
