import MartletCore
import MartletDataStream
import MartletRuntime

/// A stream that is searched for a pattern. Flink's `PatternStream`.
public struct PatternStream<Key: StableKey, Element: Sendable>: Sendable {
    @usableFromInline let keyed: KeyedStream<Key, Element>
    /// nil: the pattern is mistaken, which has been reported.
    @usableFromInline var settings: PatternSettings<Element>?
    /// nil: that of the job. A search of a whole stream has 1.
    @usableFromInline let parallelism: Int?

    @usableFromInline init(
        _ keyed: KeyedStream<Key, Element>, _ pattern: Pattern<Element>, order: (@Sendable (MatchEvent, MatchEvent) -> Bool)?,
        parallelism: Int? = nil
    ) {
        self.keyed = keyed
        self.parallelism = parallelism
        do {
            settings = PatternSettings(try PatternCompiler.automaton(of: pattern.sequence), order: order)
        } catch {
            keyed.stream.environment.report(error as? MartletError ?? MartletError("\(error)", phase: .validate))
        }
    }

    /// Matches elements by their timestamps: they are put in order, and wait for the watermark. So it is unless said otherwise.
    public func inEventTime() -> PatternStream { setting { $0.isEventTime = true } }

    /// Matches elements as they come, by the machine's clock.
    public func inProcessingTime() -> PatternStream { setting { $0.isEventTime = false } }

    /// Sends elements that come too late to a side output instead of dropping them. Flink's `sideOutputLateData`.
    public func lateData(to tag: OutputTag<Element>) -> PatternStream { setting { $0.lateTag = tag } }

    private func setting(_ change: (inout PatternSettings<Element>) -> Void) -> PatternStream {
        var copy = self
        if var settings = copy.settings {
            change(&settings)
            copy.settings = settings
        }
        return copy
    }
}

extension PatternStream {
    /// One result for each match. Flink's `select`.
    @inlinable public func select<Result: Sendable>(
        _ select: @escaping @Sendable (PatternMatch<Element>) throws -> Result
    ) -> DataStream<Result> {
        process { ClosurePatternFunction { match, _, output in output.emit(try select(match)) } }
    }

    /// One result for each match, and one in a side output for each partial match whose time is over. Flink's `select` with a
    /// `PatternTimeoutFunction`.
    @inlinable public func select<Result: Sendable, Side: Sendable>(
        timedOut tag: OutputTag<Side>, _ selectTimedOut: @escaping @Sendable (PatternMatch<Element>, Timestamp) throws -> Side,
        _ select: @escaping @Sendable (PatternMatch<Element>) throws -> Result
    ) -> DataStream<Result> {
        process(reportsTimeouts: true) {
            ClosurePatternFunction({ match, _, output in output.emit(try select(match)) }) { match, context, output in
                output.emit(try selectTimedOut(match, context.timestamp), to: tag)
            }
        }
    }

    /// Any number of results for each match. Flink's `flatSelect`, and `process` without an object.
    @inlinable public func process<Result: Sendable>(
        _ process: @escaping @Sendable (PatternMatch<Element>, PatternContext, inout Output<Result>) throws -> Void
    ) -> DataStream<Result> {
        self.process { ClosurePatternFunction(process) }
    }

    /// A function object, made for each subtask, which also gets the partial matches whose time is over. Flink's `process`.
    @inlinable public func process<Function: PatternProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.Element == Element { process(reportsTimeouts: true, makeFunction) }

    @inlinable func process<Function: PatternProcessFunction>(
        reportsTimeouts: Bool, _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.Element == Element {
        let stream = keyed.stream.transform("Pattern", to: Function.Result.self) { [keyed, settings] in
            guard var settings else { preconditionFailure("a mistaken pattern is executed") }
            settings.automaton.reportsTimeouts = reportsTimeouts
            return SpecializedOperator(PatternOperator(settings, try makeFunction(), key: keyed.key))
        }
        return parallelism.map { stream.parallelism($0) } ?? stream
    }
}
