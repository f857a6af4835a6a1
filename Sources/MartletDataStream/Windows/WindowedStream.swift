import MartletCore
import MartletRuntime

/// A keyed stream divided into windows. Flink's `WindowedStream`.
public struct WindowedStream<Key: StableKey, Element: Sendable>: Sendable {
    @usableFromInline let keyed: KeyedStream<Key, Element>
    @usableFromInline let assigner: WindowAssigner<Element>
    @usableFromInline var lateness = Duration.zero
    @usableFromInline var lateTag: OutputTag<Element>?
    @usableFromInline var trigger: Trigger<Element>?
    @usableFromInline var evictor: Evictor<Element>?
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

    /// Fires the windows by this trigger instead of the one that they have by themselves. Flink's `trigger`.
    public func trigger(_ trigger: Trigger<Element>) -> WindowedStream {
        var copy = self
        copy.trigger = trigger
        keyed.stream.environment.report(trigger.mistake)
        if assigner.isMerging, !trigger.prototype.canMerge {
            keyed.stream.environment.report(
                "Windows that are merged, such as sessions, cannot have a trigger that does not support merging.")
        }
        return copy
    }

    /// Fires the windows by a trigger of the program's own. Flink's `trigger`.
    public func trigger(_ trigger: some WindowTrigger<Element>) -> WindowedStream { self.trigger(Trigger(trigger)) }

    /// Takes elements out of windows that fire. Flink's `evictor`.
    public func evictor(_ evictor: Evictor<Element>) -> WindowedStream {
        var copy = self
        copy.evictor = evictor
        return copy
    }

    /// The window operator with this aggregation, and `emit` for windows that fire. `makeEmit` is called once for each subtask.
    @inlinable func windowed<Accumulator: Sendable, Result: Sendable>(
        _ name: String, _ aggregation: WindowAggregation<Element, Accumulator>,
        _ makeEmit: @escaping @Sendable () throws -> (Key, WindowContext, Accumulator, inout Output<Result>) throws -> Void
    ) -> DataStream<Result> {
        let key = keyed.key, lateness = lateness, lateOutput = lateTag?.name, isEventTime = assigner.time == .event
        let settings = { @Sendable in
            WindowSettings(
                key: key, aggregation: aggregation, allowedLateness: lateness, lateOutput: lateOutput, isEventTime: isEventTime,
                emit: try makeEmit())
        }
        if assigner.isMerging, aggregation.merge == nil {
            keyed.stream.environment.report(
                "Session windows are merged: aggregate() needs its `merge` function to put accumulators together.")
        }
        let stream: DataStream<Result>
        switch assigner.kind {
        case .aligned(let size, let slide, let offset) where trigger == nil && evictor == nil:
            stream = keyed.stream.transformed(name) {
                SpecializedOperator(AlignedWindowOperator(try settings(), size: size, slide: slide, offset: offset))
            }
        case .session(let gap) where trigger == nil && evictor == nil:
            stream = keyed.stream.transformed(name) { SpecializedOperator(SessionWindowOperator(try settings(), gap: gap)) }
        default:
            let assigner = assigner, trigger = trigger ?? assigner.defaultTrigger, evictor = evictor
            stream = keyed.stream.transformed(name) {
                SpecializedOperator(TriggeredWindowOperator(try settings(), assigner, trigger: trigger, evictor: evictor))
            }
        }
        return parallelism.map { stream.parallelism($0) } ?? stream
    }
}

extension KeyedStream {
    /// The elements of each key divided into windows. Flink's `window`.
    @inlinable public func window(_ assigner: WindowAssigner<Element>) -> WindowedStream<Key, Element> { WindowedStream(self, assigner) }

    /// Windows of `size` elements of each key, side by side; one that is not full never fires. Flink's `countWindow`.
    public func countWindow(_ size: Int) -> WindowedStream<Key, Element> { window(.global).trigger(.purging(.count(size))) }

    /// A window of the last `size` elements of each key, every `slide` elements. Flink's `countWindow` with a slide.
    public func countWindow(_ size: Int, every slide: Int) -> WindowedStream<Key, Element> {
        window(.global).trigger(.count(slide)).evictor(.count(size))
    }
}

extension StreamExecutionEnvironment {
    /// Notes a mistake in the description that `execute` will throw.
    @usableFromInline func report(_ mistake: String?) { if let mistake { report(MartletError(mistake, phase: .validate)) } }
}
