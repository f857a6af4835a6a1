import MartletCore
import MartletRuntime

/// A function of the elements of a stream, as an object of one subtask. Flink's `ProcessFunction`.
///
/// It may have side outputs and fields of its own; state that is checkpointed, and timers, need a key: see `KeyedProcessFunction`.
public protocol ProcessFunction<Element, Result>: RichFunction {
    /// The type of the elements.
    associatedtype Element: Sendable
    /// The type of the results.
    associatedtype Result: Sendable
    /// What the function may know.
    typealias Context = ProcessContext

    /// Called for each element.
    func process(_ element: Element, _ context: Context, _ output: inout Output<Result>) throws
}

/// What a function on a stream without keys may know. Flink's `ProcessFunction.Context`.
public struct ProcessContext {
    /// The time of the element; nil: the stream has no times.
    public let timestamp: Timestamp?
    /// How far event time has come.
    public let currentWatermark: Watermark
    private let clock: any JobClock

    @usableFromInline init(timestamp: Timestamp?, currentWatermark: Watermark, clock: any JobClock) {
        self.timestamp = timestamp
        self.currentWatermark = currentWatermark
        self.clock = clock
    }

    /// The machine's time.
    public var currentProcessingTime: Timestamp { clock.now }
}

/// Calls a `ProcessFunction`, or either half of a `CoProcessFunction`, with what it may know. Flink's `ProcessOperator`.
@usableFromInline final class ProcessOperator: StreamOperator {
    @usableFromInline typealias Step = (any Batch, (Timestamp?) -> ProcessContext, OperatorOutput) throws -> Void

    /// What is done with a batch of each input.
    private let steps: [Step]
    private let opening: (OperatorContext) throws -> Void
    private let closing: () throws -> Void
    private var watermark = Watermark.none
    private var clock: any JobClock = SystemClock()

    @usableFromInline init(
        _ steps: [Step], open: @escaping (OperatorContext) throws -> Void, close: @escaping () throws -> Void
    ) {
        self.steps = steps
        opening = open
        closing = close
    }

    @usableFromInline func open(_ context: OperatorContext) throws {
        clock = context.clock
        try opening(context)
    }

    @usableFromInline func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        try steps[input](batch, { [watermark, clock] in ProcessContext(timestamp: $0, currentWatermark: watermark, clock: clock) }, output)
    }

    @usableFromInline func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        self.watermark = watermark
        try output.emit(watermark)
    }

    @usableFromInline func close() throws { try closing() }
}

extension DataStream {
    /// A function object, made for each subtask. Flink's `process`.
    @inlinable public func process<Function: ProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.Element == Element {
        transformed("Process") {
            let function = try makeFunction()
            return ProcessOperator(
                [
                    { batch, context, output in
                        try RecordBatch<Element>(batch).forEach(into: output) { try function.process($0, context($1), &$2) }
                    }
                ], open: function.open, close: function.close)
        }
    }
}
