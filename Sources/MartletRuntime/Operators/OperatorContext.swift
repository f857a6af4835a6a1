import CoreMetrics
import MartletCore

/// What an operator may know and ask for: its place in the job, its settings, its metrics, the time.
public final class OperatorContext {
    /// The job's name.
    public let jobName: String
    /// The operator's name, as in plans and errors.
    public let operatorName: String
    /// The operator's stable identity, by which its state is found again.
    public let uid: String
    /// The number of this subtask, from 0.
    public let subtask: Int
    /// How many subtasks the operator has.
    public let parallelism: Int
    /// The number of key groups.
    public let maxParallelism: Int
    /// The job's settings.
    public let configuration: Configuration
    /// `streaming` or `batch`; `automatic` has been decided.
    public let runtimeMode: RuntimeMode
    /// The only clock that the operator is to ask.
    public let clock: any JobClock
    /// Where the operator counts.
    public let metrics: MetricGroup
    /// Set by the subtask that drives the operator.
    var timers: ((Timestamp) -> Void)?
    /// Those of the job.
    private let alignmentGroups: AlignmentGroups
    /// The operator's part in an alignment group, which its subtask heeds.
    private(set) var alignmentMember: AlignmentMember?

    init(
        jobName: String, node: StreamNode, subtask: Int, parallelism: Int, maxParallelism: Int, configuration: Configuration,
        runtimeMode: RuntimeMode, clock: any JobClock, metrics: MetricGroup, alignmentGroups: AlignmentGroups
    ) {
        self.jobName = jobName
        operatorName = node.name
        uid = node.uid
        self.subtask = subtask
        self.parallelism = parallelism
        self.maxParallelism = maxParallelism
        self.configuration = configuration
        self.runtimeMode = runtimeMode
        self.clock = clock
        self.metrics = metrics
        self.alignmentGroups = alignmentGroups
    }

    /// The context of an operator that is driven by hand, outside a job: the only subtask of its kind.
    ///
    /// - Parameter timers: is told the times that the operator registers.
    public init(
        operatorName: String, configuration: Configuration = Configuration(), runtimeMode: RuntimeMode = .streaming, clock: any JobClock,
        timers: @escaping (Timestamp) -> Void
    ) {
        jobName = ""
        self.operatorName = operatorName
        uid = operatorName
        subtask = 0
        parallelism = 1
        maxParallelism = KeyGroup.defaultMaxParallelism(parallelism: 1)
        self.configuration = configuration
        self.runtimeMode = runtimeMode
        self.clock = clock
        metrics = MetricGroup(MetricScope(jobName: "", operatorName: operatorName, subtask: 0, backend: NOOPMetricsHandler.instance))
        alignmentGroups = AlignmentGroups()
        self.timers = timers
    }

    /// Asks for `onProcessingTime` at or after `time`. Timers that are not due when the input ends do not fire, as in Flink.
    public func registerTimer(at time: Timestamp) { timers?(time) }

    /// Lets the source of this subtask wait for others of a group. What the operator reports to the member decides; it is to be chained to the
    /// source.
    public func join(_ alignment: WatermarkAlignment) -> AlignmentMember {
        let member = AlignmentMember(alignment, in: alignmentGroups, now: clock.now)
        alignmentMember = member
        return member
    }
}
