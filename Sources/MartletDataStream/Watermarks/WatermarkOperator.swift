import MartletCore
import MartletRuntime

/// Gives elements timestamps and their stream watermarks. Flink's `TimestampsAndWatermarksOperator`.
///
/// A watermark that follows an element divides its batch. The generator's periodic watermarks come by processing time; with a
/// `pipeline.auto-watermark-interval` of 0, after every element.
public final class WatermarkOperator<Element: Sendable, Generator: WatermarkGenerator<Element>>: StreamOperator {
    @usableFromInline let timestamp: ((Element) -> Timestamp)?
    @usableFromInline var generator: Generator
    @usableFromInline let idleAfter: Duration?
    @usableFromInline let alignment: WatermarkAlignment?
    /// Told every watermark, so that the source can be made to wait for others.
    @usableFromInline var member: AlignmentMember?
    @usableFromInline var marks = WatermarkOutput()
    @usableFromInline var isIdle = false
    @usableFromInline var lastActivity = Timestamp.min
    @usableFromInline var interval = Duration.zero
    /// In batch mode there is no time between the beginning and the end.
    @usableFromInline var isStreaming = true
    @usableFromInline var context: OperatorContext?

    /// Takes timestamps by `timestamp` (nil: elements keep theirs) and has `generator` make watermarks; a stream silent for `idleAfter` becomes idle.
    @inlinable public init(
        timestamp: ((Element) -> Timestamp)?, generator: Generator, idleAfter: Duration? = nil, alignment: WatermarkAlignment? = nil
    ) {
        self.timestamp = timestamp
        self.generator = generator
        self.idleAfter = idleAfter
        self.alignment = alignment
    }

    @inlinable public func open(_ context: OperatorContext) throws {
        self.context = context
        isStreaming = context.runtimeMode == .streaming
        interval = try context.configuration[ExecutionOptions.autoWatermarkInterval]
        lastActivity = context.clock.now
        if isStreaming { member = alignment.map(context.join) }
        if isStreaming, interval > .zero { context.registerTimer(at: context.clock.now + interval) }
    }

    @inlinable public func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let batch = timed(RecordBatch<Element>(batch))
        guard isStreaming, let times = batch.timestamps else { return try output.emit(batch) }
        if idleAfter != nil, let context { lastActivity = context.clock.now }
        let followsEveryElement = interval <= .zero
        // A local copy, so that the generator lives in registers.
        var generator = generator, marks = marks
        var start = 0
        for index in times.indices {
            generator.onEvent(batch.records[index], at: times[index], &marks)
            if followsEveryElement { generator.onPeriodicEmit(&marks) }
            if marks.hasAdvanced || marks.status != nil {
                try output.emit(batch.slice(start..<index + 1))
                start = index + 1
                try pass(&marks, output)
            }
        }
        self.generator = generator
        self.marks = marks
        try output.emit(batch.slice(start..<batch.count))
    }

    /// The batch with the timestamps of the strategy.
    @inlinable func timed(_ batch: RecordBatch<Element>) -> RecordBatch<Element> {
        guard let timestamp else { return batch }
        return RecordBatch(
            batch.records,
            timestamps: [Timestamp](unsafeUninitializedCapacity: batch.count) { times, count in
                for record in batch.records {
                    times.initializeElement(at: count, to: timestamp(record))
                    count &+= 1
                }
            })
    }

    @inlinable public func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        guard let context else { return }
        let now = context.clock.now
        // A source that is made to wait has not fallen silent.
        if member?.isHeldBack == true { lastActivity = now }
        if let idleAfter, now - lastActivity >= idleAfter {
            marks.markIdle()
        } else {
            generator.onPeriodicEmit(&marks)
        }
        try pass(&marks, output)
        context.registerTimer(at: now + interval)
    }

    /// The input's own watermarks count no more, but for the last.
    @inlinable public func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        guard watermark == .endOfTime else { return }
        marks.emit(watermark)
        try pass(&marks, output)
    }

    /// The input's own status counts no more either.
    @inlinable public func pass(_ status: StreamStatus, into output: OperatorOutput) throws {}

    /// Passes on what the generator has put out.
    @inlinable func pass(_ marks: inout WatermarkOutput, _ output: OperatorOutput) throws {
        if let status = marks.status {
            let idle = status == .idle
            if idle != isIdle { try output.emit(idle ? StreamStatus.idle : .active) }
            isIdle = idle
            if idle { member?.markIdle() }
            marks.status = nil
        }
        if marks.hasAdvanced {
            marks.hasAdvanced = false
            member?.report(marks.current)
            try output.emit(marks.current)
        }
    }
}
