import MartletCore

/// Where an operator's results go: to the operators chained behind it, called directly, and to exchanges.
public final class OperatorOutput {
    /// Takes what an operator emits.
    enum Target {
        case chained(ChainedOperator)
        case exchange(any SubtaskOutput)
        case collected(CollectedOutput, tag: String?)
    }

    private let targets: [Target]
    private let sideTargets: [String: [Target]]
    private let metrics: MetricGroup

    init(targets: [Target], sideTargets: [String: [Target]], metrics: MetricGroup) {
        self.targets = targets
        self.sideTargets = sideTargets
        self.metrics = metrics
    }

    /// Passes on a batch; an empty one is dropped.
    public func emit(_ batch: any Batch) throws {
        if batch.count == 0 { return }
        metrics.recordsOut.add(batch.count)
        for target in targets { try target.emit(batch) }
    }

    /// Passes on a batch of a side output. Where nobody reads it, it is dropped.
    public func emit(_ batch: any Batch, to tag: String) throws {
        if batch.count == 0 { return }
        for target in sideTargets[tag] ?? [] { try target.emit(batch) }
    }

    /// Passes on that event time has come so far, to all outputs.
    public func emit(_ watermark: Watermark) throws {
        for target in targets { try target.emit(watermark) }
        for target in sideTargets.values.joined() { try target.emit(watermark) }
    }

    /// Passes on that the stream is idle, or active again, to all outputs.
    public func emit(_ status: StreamStatus) throws {
        for target in targets { try target.emit(status) }
        for target in sideTargets.values.joined() { try target.emit(status) }
    }

    /// Nothing comes any more.
    func finish() throws {
        for target in targets { try target.finish() }
        for target in sideTargets.values.joined() { try target.finish() }
    }
}

extension OperatorOutput.Target {
    func emit(_ batch: any Batch) throws {
        switch self {
        case .chained(let next): try next.process(batch, from: 0)
        case .exchange(let output): output.write(batch)
        case .collected(let collected, let tag): collected.append(.batch(batch, tag: tag))
        }
    }

    func emit(_ watermark: Watermark) throws {
        switch self {
        case .chained(let next): try next.advance(to: watermark)
        case .exchange(let output): output.broadcast(.watermark(watermark))
        // A side output's watermarks are those of the main output.
        case .collected(let collected, let tag): if tag == nil { collected.append(.watermark(watermark)) }
        }
    }

    func emit(_ status: StreamStatus) throws {
        switch self {
        case .chained(let next): try next.pass(status)
        case .exchange(let output): output.broadcast(.status(status))
        case .collected(let collected, let tag): if tag == nil { collected.append(.status(status)) }
        }
    }

    func finish() throws {
        switch self {
        case .chained(let next):
            try next.endInput(0)
            try next.finish()
        case .exchange(let output): output.broadcast(.endOfInput)
        case .collected: break
        }
    }
}
