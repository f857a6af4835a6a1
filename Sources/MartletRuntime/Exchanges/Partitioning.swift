/// How elements are spread over the subtasks behind an exchange.
public enum Partitioning: Sendable {
    /// To the subtask of the same number. Only between operators of the same parallelism; may be chained.
    case forward
    /// By key group: equal keys to the same subtask.
    case hash(BatchSplitter)
    /// A batch each in turn, over all subtasks.
    case rebalance
    /// A batch each in turn, over a local group of subtasks.
    case rescale
    /// A batch each to a random subtask.
    case shuffle
    /// Everything to all subtasks.
    case broadcast
    /// Everything to the first subtask.
    case global
    /// As a function of the user's says.
    case custom(BatchSplitter)

    /// As the plan names it.
    public var name: String {
        switch self {
        case .forward: "FORWARD"
        case .hash: "HASH"
        case .rebalance: "REBALANCE"
        case .rescale: "RESCALE"
        case .shuffle: "SHUFFLE"
        case .broadcast: "BROADCAST"
        case .global: "GLOBAL"
        case .custom: "CUSTOM"
        }
    }

    /// The subtasks downstream that subtask `upstream` is joined to.
    func targets(ofSubtask upstream: Int, upstreamParallelism: Int, downstreamParallelism: Int) -> [Int] {
        switch self {
        case .forward: [upstream]
        case .global: [0]
        case .rescale:
            if upstreamParallelism <= downstreamParallelism {
                (0..<downstreamParallelism).filter { $0 * upstreamParallelism / downstreamParallelism == upstream }
            } else {
                [upstream * downstreamParallelism / upstreamParallelism]
            }
        default: Array(0..<downstreamParallelism)
        }
    }
}

/// Cuts a batch into one part for each subtask downstream; empty parts are nil.
///
/// It is a closure made where the element's type is known, so that its loop is compiled for it.
public typealias BatchSplitter = @Sendable (_ batch: any Batch, _ targets: Int, _ maxParallelism: Int) throws -> [(any Batch)?]
