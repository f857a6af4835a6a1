import MartletCore

/// The operators of one subtask, wired to each other and to the exchanges that leave it.
final class OperatorChain {
    /// The operator that reads from exchanges. In the subtask of a source: the operator's place only, which passes on what it is given.
    private(set) var head: ChainedOperator
    private var operators: [ChainedOperator] = []
    /// The operators that may have to wait.
    private var waiting: [ChainedOperator] = []
    /// The ways out, each with the operator whose results leave there.
    private var outputs: [(from: ChainedOperator, output: any SubtaskOutput)] = []
    private let source: AnySource.ReaderFactory?
    private let sourceOutput: OperatorOutput
    private let emitsIntermediateWatermarks: Bool
    private let clock: any JobClock
    /// How long small batches are held back at most; nil: until there are enough, or nothing more to do.
    private let bufferTimeout: Duration?
    private var lastFlush: Timestamp
    var timers: TimerQueue?
    private var pacing: BatchPacing
    /// Set when the operators have been opened.
    private var alignmentMembers: [AlignmentMember] = []

    init(_ subtask: Subtask) throws {
        let job = subtask.job
        let graph = job.graph
        var built: [StreamNode.ID: ChainedOperator] = [:]
        let exits = subtask.host.makeOutputs()
        var outputs: [StreamNode.ID: OperatorOutput] = [:]
        // Readers stand behind what they read, so building from the end finds every target made.
        for id in subtask.vertex.nodes.reversed() {
            let node = graph.nodes[id]
            let metrics = job.metrics.makeGroup(operatorName: node.name, subtask: subtask.index)
            var targets: [OperatorOutput.Target] = []
            var sideTargets: [String: [OperatorOutput.Target]] = [:]
            func add(_ target: OperatorOutput.Target, _ sideOutput: String?) {
                if let sideOutput { sideTargets[sideOutput, default: []].append(target) } else { targets.append(target) }
            }
            for (next, sideOutput) in graph.chained[id] ?? [] {
                guard let chained = built[next] else { preconditionFailure("a chained operator stands before its input") }
                add(.chained(chained), sideOutput)
            }
            for exit in exits where exit.exchange.from == id { add(.exchange(exit.output), exit.exchange.sideOutput) }
            let output = OperatorOutput(targets: targets, sideTargets: sideTargets, metrics: metrics)
            let context = OperatorContext(
                jobName: graph.name, node: node, subtask: subtask.index, parallelism: subtask.vertex.parallelism,
                maxParallelism: subtask.vertex.maxParallelism, configuration: graph.configuration, runtimeMode: graph.runtimeMode,
                clock: subtask.host.clock, metrics: metrics, alignmentGroups: job.alignmentGroups)
            let instance: any StreamOperator
            switch node.body {
            case .source: instance = PassThrough()
            case .operator(let factory): instance = try factory()
            }
            built[id] = ChainedOperator(instance, context: context, output: output)
            outputs[id] = output
        }
        let order = subtask.vertex.nodes.compactMap { built[$0] }
        guard let head = order.first, let headOutput = outputs[subtask.vertex.head] else { preconditionFailure("an empty chain") }
        self.head = head
        operators = order
        waiting = order.filter(\.isWaiting)
        self.outputs = exits.compactMap { exit in built[exit.exchange.from].map { ($0, exit.output) } }
        sourceOutput = headOutput
        source = job.readerFactories[subtask.vertex.head]
        emitsIntermediateWatermarks = graph.runtimeMode == .streaming
        clock = subtask.host.clock
        bufferTimeout =
            try graph.configuration[ExecutionOptions.bufferTimeoutEnabled] ? graph.configuration[ExecutionOptions.bufferTimeout] : nil
        lastFlush = clock.now
        pacing = BatchPacing(target: bufferTimeout)
        for chained in order {
            job.metrics.register(chained.context.metrics)
            chained.context.timers = { [weak self, unowned chained] time in
                self?.timers?.register(time) { time in try chained.onProcessingTime(time) }
            }
        }
    }

    /// Opens the operators, the last first, so that each finds those behind it open.
    func open() throws {
        for chained in operators.reversed() { try chained.open() }
        alignmentMembers = operators.compactMap(\.context.alignmentMember)
    }

    /// When to look again whether the source may go on, if it has run too far ahead of others of its alignment group; nil: it may read.
    func heldBackUntil() -> Timestamp? {
        if alignmentMembers.isEmpty { return nil }
        let now = clock.now
        return alignmentMembers.compactMap { $0.heldBackUntil(now: now) }.max()
    }

    /// Closes all operators, and throws the first error of those that cannot.
    func close() throws {
        var failure: (any Error)?
        for chained in operators {
            do { try chained.close() } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    /// Sends on what has been written, and waits for whatever has to be waited for. Small batches may be held back for as long as
    /// `execution.buffer-timeout` says, while there is more to do.
    func flush() async throws {
        if let bufferTimeout, clock.now - lastFlush >= bufferTimeout { return try await flushAll() }
        try await flush(all: false)
    }

    /// Sends on all that has been written.
    func flushAll() async throws {
        try await flush(all: true)
        lastFlush = clock.now
    }

    private func flush(all: Bool) async throws {
        for chained in waiting { try await chained.wait() }
        for (from, output) in outputs { try await from.named { try await output.flush(all: all) } }
    }

    /// The reader, if this is the subtask of a source.
    func makeReader(wakeUp: @escaping @Sendable () -> Void) throws -> (any SourceReader)? {
        guard let source else { return nil }
        return try named { try source(head.context, wakeUp) }
    }

    /// Has a batch worked on, in parts if it takes long, so that its first results need not wait for its last.
    func work(on batch: any Batch, _ body: (any Batch) throws -> Void) async throws {
        var start = 0
        while start < batch.count {
            let end = batch.count - start > pacing.size ? start + pacing.size : batch.count
            let began = clock.now
            try body(end - start == batch.count ? batch : batch.slice(start..<end))
            pacing.worked(on: end - start, for: clock.now - began)
            start = end
            if start < batch.count { try await flush() }
        }
    }

    /// What a reader has yielded.
    func emitFromSource(_ batch: any Batch) throws {
        head.context.metrics.counter(MetricNames.recordsRead).add(batch.count)
        try sourceOutput.emit(batch)
    }

    /// The source has ended: all time has passed, then all input.
    func endSource() throws {
        try head.advance(to: .endOfTime)
        try head.finish()
    }

    func apply(_ action: WatermarkValve.Action) throws {
        switch action {
        case .none: break
        // In batch mode there is no time between the beginning and the end.
        case .advance(let watermark):
            if emitsIntermediateWatermarks || watermark == .endOfTime { try head.advance(to: watermark) }
        case .becomeIdle: try head.pass(.idle)
        case .becomeActive: try head.pass(.active)
        }
    }

    /// Runs `body` with the source's name on its errors.
    func named<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw OperatorFailure(
                operatorName: head.context.operatorName, subtask: head.context.subtask, parallelism: head.context.parallelism, cause: error)
        }
    }
}

/// Stands at the head of a source's chain.
private final class PassThrough: StreamOperator {
    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws { try output.emit(batch) }
}
