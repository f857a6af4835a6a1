import MartletColumns
import MartletCore
import MartletRuntime

/// Drives one operator of tables by hand, with tables that a person can check (`TextTable`), watermarks and a clock that stands still.
///
///     let harness = try OperatorHarness(
///         operator, inputs: [Schema([Field("key", .string), Field("at", .timestamp(3))])],
///         output: Schema([Field("key", .string), Field("n", .bigint)]))
///     #expect(try harness.feed("""
///             key  at
///         +I  a    10:05
///         """).isEmpty)
///     #expect(try harness.advance(to: "11:00") == """
///             key  n
///         +I  a    1
///         """)
///
/// Every call answers with what the operator emitted meanwhile.
public final class OperatorHarness {
    private let instance: any StreamOperator
    private let inputs: [Schema]
    private let outputSchema: Schema
    private let collected = CollectedOutput()
    private let output: OperatorOutput
    private let clock: HarnessClock
    private let timers: PendingTimers
    /// The operator's metrics.
    public let metrics: MetricGroup
    /// The last watermark that the operator passed on.
    public private(set) var watermark: Watermark?
    /// At most so many rows are given to the operator at once; results must not depend on it.
    public var batchSize = ColumnBatch.defaultSize

    /// Opens the operator.
    ///
    /// - Parameters:
    ///   - inputs: the columns of each of the operator's inputs.
    ///   - output: the columns of what it emits.
    public init(
        _ operator: any StreamOperator, inputs: [Schema], output: Schema, runtimeMode: RuntimeMode = .streaming,
        configuration: Configuration = Configuration()
    ) throws {
        instance = `operator`
        self.inputs = inputs
        outputSchema = output
        clock = HarnessClock(Timestamp(milliseconds: 0))
        let timers = PendingTimers()
        self.timers = timers
        let context = OperatorContext(
            operatorName: "operator", configuration: configuration, runtimeMode: runtimeMode, clock: clock, timers: { timers.register($0) })
        metrics = context.metrics
        self.output = OperatorOutput(collected, metrics: metrics)
        try instance.open(context)
    }

    /// Gives the operator the rows of a table.
    @discardableResult
    public func feed(_ table: String, input: Int = 0) throws -> String {
        try feed(TextTable.rows(table, schema: inputs[input]), input: input)
        return taken()
    }

    /// Gives the operator a batch and answers with the batches that it emitted.
    public func changes(feeding batch: ColumnBatch, input: Int = 0) throws -> [ColumnBatch] {
        try feed(batch, input: input)
        return batches()
    }

    /// Gives the operator a batch; what it emits is kept for the next answer.
    public func feed(_ batch: ColumnBatch, input: Int = 0) throws {
        for start in stride(from: 0, to: batch.count, by: batchSize) {
            try instance.process(batch.slice(start..<min(batch.count, start + batchSize)), from: input, into: output)
        }
    }

    /// Event time has come to `time`, written as in a table's cells: a watermark.
    @discardableResult
    public func advance(to time: String) throws -> String { try advance(to: Watermark(timestamp(time))) }

    @discardableResult
    public func advance(to watermark: Watermark) throws -> String {
        try instance.advance(to: watermark, into: output)
        return taken()
    }

    /// Processing time has come to `time`, written as in a table's cells: the clock is set, and timers that are due fire.
    @discardableResult
    public func setProcessingTime(_ time: String) throws -> String {
        let now = try timestamp(time)
        while let next = timers.next(until: now) {
            clock.set(max(next, clock.now))
            try instance.onProcessingTime(next, into: output)
        }
        clock.set(now)
        return taken()
    }

    /// One of several inputs has ended.
    @discardableResult
    public func endInput(_ input: Int) throws -> String {
        try instance.endInput(input, into: output)
        return taken()
    }

    /// All inputs have ended: all time has passed, and the operator emits what is left.
    @discardableResult
    public func finish() throws -> String {
        try instance.advance(to: .endOfTime, into: output)
        for input in inputs.indices { try instance.endInput(input, into: output) }
        try instance.finish(into: output)
        try instance.close()
        return taken()
    }

    private func timestamp(_ text: String) throws -> Timestamp {
        guard let time = CellText.dateTime(text) else { throw MartletError("'\(text)' is not a time such as 10:05 or 2024-03-10T08:00.") }
        return Timestamp(milliseconds: time.milliseconds)
    }

    private func taken() -> String { TextTable.text(batches(), schema: outputSchema) }

    private func batches() -> [ColumnBatch] {
        var batches: [ColumnBatch] = []
        for element in collected.take() {
            switch element {
            case .batch(let batch, tag: nil):
                guard let batch = batch as? ColumnBatch else { preconditionFailure("the operator emitted a batch of \(type(of: batch))") }
                batches.append(batch)
            case .watermark(let watermark): self.watermark = watermark
            case .batch, .status: break
            }
        }
        return batches
    }
}

/// The processing-time timers that an operator has registered.
private final class PendingTimers {
    private var times: [Timestamp] = []

    func register(_ time: Timestamp) { times.append(time) }

    /// The earliest that is due at `now`; it is forgotten.
    func next(until now: Timestamp) -> Timestamp? {
        guard let index = times.indices.min(by: { times[$0] < times[$1] }), times[index] <= now else { return nil }
        return times.remove(at: index)
    }
}
