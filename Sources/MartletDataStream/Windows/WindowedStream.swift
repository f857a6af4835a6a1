import MartletCore
import MartletRuntime

/// A keyed stream divided into windows. Flink's `WindowedStream`.
public struct WindowedStream<Key: StableKey, Element: Sendable>: Sendable {
    @usableFromInline let keyed: KeyedStream<Key, Element>
    @usableFromInline let assigner: WindowAssigner<Element>
    @usableFromInline var lateness = Duration.zero
    @usableFromInline var lateTag: OutputTag<Element>?
    /// nil: that of the job. Windows over a whole stream have 1.
    @usableFromInline let parallelism: Int?

    @inlinable init(_ keyed: KeyedStream<Key, Element>, _ assigner: WindowAssigner<Element>, parallelism: Int? = nil) {
        self.keyed = keyed
        self.assigner = assigner
        self.parallelism = parallelism
        keyed.stream.environment.report(assigner.mistake)
    }

    /// How long after its end a window still takes late elements, each of which fires it again. Flink's `allowedLateness`.
    public func allowedLateness(_ lateness: Duration) -> WindowedStream {
        var copy = self
        copy.lateness = lateness
        if lateness < .zero { keyed.stream.environment.report("The allowed lateness cannot be negative; it is \(lateness).") }
        return copy
    }

    /// Sends elements that come too late to a side output instead of dropping them. Flink's `sideOutputLateData`.
    public func lateData(to tag: OutputTag<Element>) -> WindowedStream {
        var copy = self
        copy.lateTag = tag
        return copy
    }

    /// The window operator with this aggregation, and `emit` for windows that fire. `makeEmit` is called once for each subtask.
    @inlinable func windowed<Accumulator: Sendable, Result: Sendable>(
        _ name: String, _ aggregation: WindowAggregation<Element, Accumulator>,
        _ makeEmit: @escaping @Sendable () -> (Key, WindowContext, Accumulator, inout Output<Result>) throws -> Void
    ) -> DataStream<Result> {
        let key = keyed.key, lateness = lateness, lateOutput = lateTag?.name, isEventTime = assigner.time == .event
        let settings = { @Sendable in
            WindowSettings(
                key: key, aggregation: aggregation, allowedLateness: lateness, lateOutput: lateOutput, isEventTime: isEventTime,
                emit: makeEmit())
        }
        let stream: DataStream<Result>
        switch assigner.kind {
        case .aligned(let size, let slide, let offset):
            stream = keyed.stream.transformed(name) {
                SpecializedOperator(AlignedWindowOperator(settings(), size: size, slide: slide, offset: offset))
            }
        case .session(let gap):
            if aggregation.merge == nil {
                keyed.stream.environment.report(
                    "Session windows are merged: aggregate() needs its `merge` function to put accumulators together.")
            }
            stream = keyed.stream.transformed(name) { SpecializedOperator(SessionWindowOperator(settings(), gap: gap)) }
        }
        return parallelism.map { stream.parallelism($0) } ?? stream
    }
}

extension KeyedStream {
    /// The elements of each key divided into windows. Flink's `window`.
    @inlinable public func window(_ assigner: WindowAssigner<Element>) -> WindowedStream<Key, Element> { WindowedStream(self, assigner) }
}

extension StreamExecutionEnvironment {
    /// Notes a mistake in the description that `execute` will throw.
    @usableFromInline func report(_ mistake: String?) { if let mistake { report(MartletError(mistake, phase: .validate)) } }
}
