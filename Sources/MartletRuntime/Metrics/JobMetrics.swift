import CoreMetrics
import MartletCore
import Synchronization

/// The metrics of a whole job while it runs and after.
public final class JobMetrics: Sendable {
    private let jobName: String
    private let backend: any MetricsFactory
    private let registered = Mutex<[MetricGroup]>([])

    init(jobName: String, backend: any MetricsFactory) {
        self.jobName = jobName
        self.backend = backend
    }

    func makeGroup(operatorName: String, subtask: Int) -> MetricGroup {
        MetricGroup(MetricScope(jobName: jobName, operatorName: operatorName, subtask: subtask, backend: backend))
    }

    func register(_ group: MetricGroup) { registered.withLock { $0.append(group) } }

    /// One group an operator and subtask, in the order in which they were started.
    public var groups: [MetricGroup] { registered.withLock { $0 } }

    /// A counter's sum over all operators and subtasks.
    public func total(_ counter: String) -> Int { groups.reduce(0) { $0 + ($1.counters[counter] ?? 0) } }

    /// Records that the sources have read.
    public var recordsRead: Int { total(MetricNames.recordsRead) }

    /// The least watermark of all operators that have one.
    public var watermark: Timestamp? {
        groups.map(\.currentWatermark.value).filter { $0 != .min }.min().map { Timestamp(milliseconds: $0) }
    }
}
