import MartletColumns

/// A run of elements that moves between operators as one: a `RecordBatch` in typed streams, a `ColumnBatch` in tables.
///
/// It is never changed once emitted. How elements are cut into batches never changes a result.
public protocol Batch: Sendable {
    /// How many elements there are.
    var count: Int { get }
}

extension ColumnBatch: Batch {}
