import CoreMetrics

/// Whose metrics they are, and the backend that they go to as well: Flink's names, with the scope as dimensions, as Flink's Prometheus reporter
/// gives them.
struct MetricScope: Sendable {
    let jobName: String
    let operatorName: String
    let subtask: Int
    let backend: any MetricsFactory

    private func label(_ name: String) -> String { "martlet_operator_" + name }

    private var dimensions: [(String, String)] {
        [("job_name", jobName), ("operator_name", operatorName), ("subtask_index", String(subtask))]
    }

    func counter(_ name: String) -> Counter {
        Counter(exportedAs: CoreMetrics.Counter(label: label(name), dimensions: dimensions, factory: backend))
    }

    func gauge(_ name: String, initially number: Int64) -> Gauge {
        Gauge(number, exportedAs: CoreMetrics.Gauge(label: label(name), dimensions: dimensions, factory: backend))
    }
}
