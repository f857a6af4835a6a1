import MartletCore
import MartletDataStream
import MartletRuntime

/// A function of the matches of a pattern, as an object of one subtask. Flink's `PatternProcessFunction` and `TimedOutPartialMatchHandler`.
public protocol PatternProcessFunction<Element, Result>: RichFunction {
    /// The type of the elements.
    associatedtype Element: Sendable
    /// The type of the results.
    associatedtype Result: Sendable
    /// What the function may know.
    typealias Context = PatternContext

    /// Called for each match.
    func process(_ match: PatternMatch<Element>, _ context: Context, _ output: inout Output<Result>) throws
    /// Called for each partial match whose time is over before it is complete.
    func processTimedOut(_ match: PatternMatch<Element>, _ context: Context, _ output: inout Output<Result>) throws
}

extension PatternProcessFunction {
    public func processTimedOut(_ match: PatternMatch<Element>, _ context: Context, _ output: inout Output<Result>) throws {}
}

/// What a function of matches may know. Flink's `PatternProcessFunction.Context`.
public struct PatternContext: Sendable {
    /// When the match was complete, or ran out of time.
    public let timestamp: Timestamp
    /// The machine's time.
    public let currentProcessingTime: Timestamp

    @usableFromInline init(timestamp: Timestamp, currentProcessingTime: Timestamp) {
        self.timestamp = timestamp
        self.currentProcessingTime = currentProcessingTime
    }
}
