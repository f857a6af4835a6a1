import Logging
import MartletCore

/// What a job says in its host's log: its life for who looks closely, and what it left out for everyone.
struct JobLog: Sendable {
    private let logger: Logger

    init(job: String, in logger: Logger) {
        var logger = logger
        logger[metadataKey: "job"] = .string(job)
        self.logger = logger
    }

    func started() { logger.debug("Job is RUNNING.") }

    /// The end of the job, as it ended.
    func ended(_ status: JobStatus, error: (any Error)? = nil, _ metrics: JobMetrics) {
        if let error, status == .failed {
            logger.debug("Job is FAILED.", metadata: ["error": "\(error)"])
        } else {
            logger.debug("Job is \(status.rawValue).")
        }
        let skipped = metrics.total(MetricNames.recordsSkipped)
        if skipped > 0 { logger.warning("Records that could not be read were skipped.", metadata: ["count": "\(skipped)"]) }
        let late = metrics.total(MetricNames.lateRecordsDropped)
        if late > 0 {
            logger.debug("Records that came after the watermark had closed their windows were dropped.", metadata: ["count": "\(late)"])
        }
    }
}
