import MartletCore
import Synchronization

/// Hands what reaches a sink to the program that started the job, while the job runs. Flink's `CollectSinkOperator` and its iterator.
///
/// A job whose results are not taken waits: the sink holds a few batches, then its subtask is suspended. There is one reader. When the
/// collector is let go, the job is cancelled.
public final class BatchCollector: Sendable {
    private let mailbox = Mailbox(channels: 1)
    private let client = Mutex<JobClient?>(nil)
    /// Whether the end of input has been read.
    private let hasEnded = Mutex(false)

    /// A collector that nothing has reached.
    public init() {}

    deinit {
        mailbox.close()
        client.withLock { $0?.requestCancellation() }
    }

    /// Makes the sink's operator. The sink has one subtask.
    public var factory: OperatorFactory { { [mailbox] in CollectOperator(mailbox) } }

    /// Tells whose results are read, once the job has been started: its failure ends the reading.
    public func attach(_ client: JobClient) {
        self.client.withLock { $0 = client }
        client.whenFailed { [mailbox] in mailbox.close() }
    }

    /// The next batch; nil when the job has finished, however often it is asked then. Throws the error that failed the job.
    public func next() async throws -> (any Batch)? {
        if hasEnded.withLock({ $0 }) { return nil }
        let client = client.withLock { $0 }
        return try await withTaskCancellationHandler {
            while true {
                do {
                    switch try await mailbox.next() {
                    case .element(.batch(let batch), _): return batch
                    case .element(.endOfInput, _):
                        hasEnded.withLock { $0 = true }
                        try await client?.result()
                        return nil
                    case .element, .wakeUp: continue
                    }
                } catch is CancellationError {
                    // The job has failed or has been cancelled, which its result says better.
                    try await client?.result()
                    throw CancellationError()
                }
            }
        } onCancel: {
            client?.requestCancellation()
        }
    }
}

/// The sink of a collector: passes on batches to it, and waits while it is full.
private final class CollectOperator: WaitingOperator {
    private let mailbox: Mailbox
    private var pending: [StreamElement] = []

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws { pending.append(.batch(batch)) }
    func finish(into output: OperatorOutput) throws { pending.append(.endOfInput) }

    func wait() async throws {
        try await mailbox.send(pending, to: 0)
        pending.removeAll(keepingCapacity: true)
    }
}
