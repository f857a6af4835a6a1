import CoreMetrics
import Logging
import MartletCore

/// Runs jobs in this process: a Swift task for each subtask.
public struct LocalHost: Sendable {
    /// The time of its jobs.
    public let clock: any JobClock
    /// Where their tasks run; nil: on Swift's own threads, as many as the machine has cores.
    public let executor: (any TaskExecutor)?
    /// Where jobs tell of their lives (at the level debug) and of records that were skipped (warning). The default's label is `martlet.job`.
    public let logger: Logger
    /// Where metrics go, besides `JobClient.metrics`; the program's own backend unless another is given. Names are Flink's behind
    /// `martlet_operator_`; the dimensions are `job_name`, `operator_name` and `subtask_index`.
    public let metricsBackend: any MetricsFactory

    /// A host of this process.
    public init(
        clock: any JobClock = SystemClock(), executor: (any TaskExecutor)? = nil, logger: Logger = Logger(label: "martlet.job"),
        metricsBackend: any MetricsFactory = MetricsSystem.factory
    ) {
        self.clock = clock
        self.executor = executor
        self.logger = logger
        self.metricsBackend = metricsBackend
    }

    /// Starts a job and returns at once.
    public func submit(_ graph: JobGraph) throws -> JobClient {
        _ = ProcessMemory.isTuned
        let metrics = JobMetrics(jobName: graph.name, backend: metricsBackend)
        let execution = try JobExecution(graph, clock: clock, metrics: metrics)
        let started = clock.now
        let tracker = JobStatusTracker()
        let log = JobLog(job: graph.name, in: logger)
        log.started()
        let task = Task(executorPreference: executor) {
            do {
                try await Self.run(execution)
                tracker.end(.finished)
                log.ended(.finished, metrics)
            } catch {
                let error = Self.describe(error, job: graph.name)
                let status: JobStatus = error is CancellationError ? .canceled : .failed
                tracker.end(status)
                log.ended(status, error: error, metrics)
                throw error
            }
            return JobResult(jobName: graph.name, duration: execution.clock.now - started, metrics: metrics)
        }
        return JobClient(jobName: graph.name, task: task, metrics: metrics, tracker: tracker, executor: executor)
    }

    /// Runs all subtasks to the end. The first that fails ends the others; none is left behind.
    private static func run(_ execution: JobExecution) async throws {
        let subtasks = execution.makeLocalSubtasks()
        let mailboxes = subtasks.map(\.mailbox)
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (subtask, _) in subtasks { group.addTask { try await subtask.run() } }
                var failure: (any Error)?
                while let result = await group.nextResult() {
                    guard case .failure(let error) = result else { continue }
                    // A subtask that was told to stop because another failed says so with a cancellation, which is no news.
                    if failure == nil || failure is CancellationError { failure = error }
                    group.cancelAll()
                    for mailbox in mailboxes { mailbox.close() }
                }
                if let failure { throw failure }
            }
        } onCancel: {
            for mailbox in mailboxes { mailbox.close() }
        }
        try Task.checkCancellation()
    }

    private static func describe(_ error: any Error, job: String) -> any Error {
        switch error {
        case let error as OperatorFailure: error.error(in: job)
        case is CancellationError: error
        default: MartletError.wrapping(error).inside("job '\(job)'")
        }
    }
}
