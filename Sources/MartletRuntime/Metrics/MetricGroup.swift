import Synchronization

/// The metrics of one operator in one subtask, under Flink's names.
public final class MetricGroup: Sendable {
    /// Flink's `numRecordsIn`.
    public let recordsIn: Counter
    /// Flink's `numRecordsOut`.
    public let recordsOut: Counter
    /// The newest watermark that the operator was given, in milliseconds since 1970; the least number before the first.
    public let currentWatermark: Gauge
    private let scope: MetricScope
    private let named = Mutex<[String: Counter]>([:])

    init(_ scope: MetricScope) {
        self.scope = scope
        recordsIn = scope.counter(MetricNames.recordsIn)
        recordsOut = scope.counter(MetricNames.recordsOut)
        currentWatermark = scope.gauge(MetricNames.currentWatermark, initially: .min)
    }

    /// The operator's name.
    public var operatorName: String { scope.operatorName }
    /// Which of the operator's subtasks, from 0.
    public var subtask: Int { scope.subtask }

    /// The counter of this name, made at its first use.
    public func counter(_ name: String) -> Counter {
        named.withLock { counters in
            if let counter = counters[name] { return counter }
            let counter = scope.counter(name)
            counters[name] = counter
            return counter
        }
    }

    /// All counters: `numRecordsIn`, `numRecordsOut` and those of the operator's own.
    public var counters: [String: Int] {
        var all = named.withLock { $0.mapValues(\.value) }
        all[MetricNames.recordsIn] = recordsIn.value
        all[MetricNames.recordsOut] = recordsOut.value
        return all
    }
}
