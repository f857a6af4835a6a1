import CoreMetrics
import Synchronization

/// A number that goes up and down, such as a watermark.
///
/// Every value also goes to the metrics backend of the job's host.
public final class Gauge: Sendable {
    private let number: Atomic<Int64>
    private let exported: CoreMetrics.Gauge

    init(_ initial: Int64, exportedAs exported: CoreMetrics.Gauge) {
        number = Atomic(initial)
        self.exported = exported
    }

    /// The newest value.
    public var value: Int64 {
        get { number.load(ordering: .relaxed) }
        set {
            number.store(newValue, ordering: .relaxed)
            exported.record(newValue)
        }
    }
}
