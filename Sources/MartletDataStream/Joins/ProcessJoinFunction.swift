import MartletCore
import MartletRuntime

/// A function of pairs of elements of two streams, as an object of one subtask. Flink's `ProcessJoinFunction`.
public protocol ProcessJoinFunction<First, Second, Result>: RichFunction {
    /// The type of the first stream's elements.
    associatedtype First: Sendable
    /// The type of the second stream's elements.
    associatedtype Second: Sendable
    /// The type of the results.
    associatedtype Result: Sendable
    /// What the function may know.
    typealias Context = IntervalJoinContext

    /// Called for each pair.
    func process(_ first: First, _ second: Second, _ context: Context, _ output: inout Output<Result>) throws
}

/// What a function of pairs may know. Flink's `ProcessJoinFunction.Context`.
public struct IntervalJoinContext: Sendable {
    /// The time of the first stream's element. Flink's `getLeftTimestamp`.
    public let firstTimestamp: Timestamp
    /// The time of the second stream's element. Flink's `getRightTimestamp`.
    public let secondTimestamp: Timestamp

    @usableFromInline init(firstTimestamp: Timestamp, secondTimestamp: Timestamp) {
        self.firstTimestamp = firstTimestamp
        self.secondTimestamp = secondTimestamp
    }

    /// The time of the results: the later of both. Flink's `getTimestamp`.
    public var timestamp: Timestamp { max(firstTimestamp, secondTimestamp) }
}
