import MartletCore
import Synchronization

/// Where a job stands. Names are Flink's.
public enum JobStatus: String, Sendable {
    case running = "RUNNING"
    /// It has been told to end, and some of its subtasks have not ended yet.
    case cancelling = "CANCELLING"
    case finished = "FINISHED"
    case failed = "FAILED"
    case canceled = "CANCELED"
}

/// What is left of a job that has finished.
public struct JobResult: Sendable {
    /// The job's name.
    public let jobName: String
    /// How long it ran.
    public let duration: Duration
    /// What its operators counted.
    public let metrics: JobMetrics
}

/// A hold on a job that has been started: Flink's `JobClient`.
///
/// Letting go of it does not stop the job.
public struct JobClient: Sendable {
    /// The job's name.
    public let jobName: String
    /// The job's metrics, also while it runs.
    public let metrics: JobMetrics
    private let task: Task<JobResult, any Error>
    private let tracker: JobStatusTracker
    private let executor: (any TaskExecutor)?

    init(
        jobName: String, task: Task<JobResult, any Error>, metrics: JobMetrics, tracker: JobStatusTracker, executor: (any TaskExecutor)?
    ) {
        self.jobName = jobName
        self.task = task
        self.metrics = metrics
        self.tracker = tracker
        self.executor = executor
    }

    /// Where the job stands now. Flink's `getJobStatus`.
    public var status: JobStatus { tracker.status }

    /// Ends the job and returns when all its subtasks have ended. Flink's `cancel`.
    public func cancel() async {
        requestCancellation()
        _ = await task.result
    }

    /// Asks the job to end and does not wait for it.
    public func requestCancellation() {
        tracker.cancel()
        task.cancel()
    }

    /// Calls `action` when the job has failed or has been cancelled.
    func whenFailed(_ action: @escaping @Sendable () -> Void) {
        Task(executorPreference: executor) { [task] in
            if case .failure = await task.result { action() }
        }
    }

    /// Waits for the job's end. Throws the error that failed it, or `CancellationError` if it was cancelled; cancelling the task that waits
    /// cancels the job. Flink's `getJobExecutionResult`.
    @discardableResult public func result() async throws -> JobResult {
        try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            requestCancellation()
        }
    }
}

/// The status of one run.
final class JobStatusTracker: Sendable {
    private let current = Mutex(JobStatus.running)

    var status: JobStatus { current.withLock { $0 } }
    func end(_ status: JobStatus) { current.withLock { $0 = status } }
    func cancel() { current.withLock { if $0 == .running { $0 = .cancelling } } }
}
