import MartletCore

/// An operator in its place in a subtask: with its context, its output, and its name on every error.
final class ChainedOperator {
    let context: OperatorContext
    private let instance: any StreamOperator
    private let output: OperatorOutput

    init(_ instance: any StreamOperator, context: OperatorContext, output: OperatorOutput) {
        self.instance = instance
        self.context = context
        self.output = output
    }

    func open() throws { try named { try instance.open(context) } }

    func process(_ batch: any Batch, from input: Int) throws {
        context.metrics.recordsIn.add(batch.count)
        try named { try instance.process(batch, from: input, into: output) }
    }

    func advance(to watermark: Watermark) throws {
        context.metrics.currentWatermark.value = watermark.timestamp.milliseconds
        try named { try instance.advance(to: watermark, into: output) }
    }

    func pass(_ status: StreamStatus) throws { try named { try instance.pass(status, into: output) } }

    func onProcessingTime(_ time: Timestamp) throws { try named { try instance.onProcessingTime(time, into: output) } }

    func endInput(_ input: Int) throws { try named { try instance.endInput(input, into: output) } }

    func finish() throws {
        try named { try instance.finish(into: output) }
        try output.finish()
    }

    /// Whether the operator ever has to wait.
    var isWaiting: Bool { instance is any WaitingOperator }

    func wait() async throws {
        guard let waiting = instance as? any WaitingOperator else { return }
        try await named { try await waiting.wait() }
    }

    /// Runs `body`, which waits for something that this operator has caused; an error that it throws is said to have come from it.
    func named(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw failure(error)
        }
    }

    func close() throws { try named { try instance.close() } }

    /// Runs `body`; an error that it throws is said to have come from this operator, unless one further down the chain has said so.
    @inline(__always) private func named(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as OperatorFailure {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ cause: any Error) -> OperatorFailure {
        OperatorFailure(operatorName: context.operatorName, subtask: context.subtask, parallelism: context.parallelism, cause: cause)
    }
}

/// An error of an operator, with the operator's name and subtask.
struct OperatorFailure: Error {
    var operatorName: String
    var subtask: Int
    var parallelism: Int
    var cause: any Error

    /// As an error of `job`.
    func error(in job: String) -> MartletError {
        MartletError.wrapping(cause).inside("operator '\(operatorName)' (subtask \(subtask + 1)/\(parallelism))").inside("job '\(job)'")
    }
}
