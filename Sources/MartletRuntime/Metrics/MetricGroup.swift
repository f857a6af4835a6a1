import MartletCore
import Synchronization

/// A number that only grows, counted by one subtask and read by anyone.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    init() {}

    public func add(_ number: Int = 1) { count.wrappingAdd(number, ordering: .relaxed) }
    public var value: Int { count.load(ordering: .relaxed) }
}

/// A number that goes up and down, such as a watermark.
public final class Gauge: Sendable {
    private let number: Atomic<Int64>

    init(_ initial: Int64) { number = Atomic(initial) }

    public var value: Int64 {
        get { number.load(ordering: .relaxed) }
        set { number.store(newValue, ordering: .relaxed) }
    }
}

/// The metrics of one operator in one subtask, under Flink's names.
public final class MetricGroup: Sendable {
    public let operatorName: String
    public let subtask: Int
    public let recordsIn = Counter()
    public let recordsOut = Counter()
    public let currentWatermark = Gauge(.min)
    private let named = Mutex<[String: Counter]>([:])

    init(operatorName: String, subtask: Int) {
        self.operatorName = operatorName
        self.subtask = subtask
    }

    /// The counter of this name, made at its first use.
    public func counter(_ name: String) -> Counter {
        named.withLock { counters in
            if let counter = counters[name] { return counter }
            let counter = Counter()
            counters[name] = counter
            return counter
        }
    }

    /// All counters: `numRecordsIn`, `numRecordsOut` and those of the operator's own.
    public var counters: [String: Int] {
        var all = named.withLock { $0.mapValues(\.value) }
        all["numRecordsIn"] = recordsIn.value
        all["numRecordsOut"] = recordsOut.value
        return all
    }
}

/// The metrics of a whole job while it runs and after.
public final class JobMetrics: Sendable {
    private let registered = Mutex<[MetricGroup]>([])

    init() {}

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

/// Names of metrics that more than one place must agree on.
public enum MetricNames {
    /// Records read from outside, counted by sources.
    public static let recordsRead = "numRecordsRead"
    /// Flink's `numLateRecordsDropped`.
    public static let lateRecordsDropped = "numLateRecordsDropped"
    /// Records that could not be read and were skipped because the format was told to.
    public static let recordsSkipped = "numRecordsSkipped"
}
