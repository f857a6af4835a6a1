import CoreMetrics
import Synchronization

/// A number that only grows, counted by one subtask and read by anyone.
///
/// Every addition also goes to the metrics backend of the job's host.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    private let exported: CoreMetrics.Counter

    init(exportedAs exported: CoreMetrics.Counter) { self.exported = exported }

    /// Adds a number that is not negative.
    public func add(_ number: Int = 1) {
        count.wrappingAdd(number, ordering: .relaxed)
        exported.increment(by: number)
    }

    /// What has been counted so far.
    public var value: Int { count.load(ordering: .relaxed) }
}
