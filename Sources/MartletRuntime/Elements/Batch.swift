import MartletColumns

/// A run of elements that moves between operators as one: a `RecordBatch` in typed streams, a `ColumnBatch` in tables.
///
/// It is never changed once emitted. How elements are cut into batches never changes a result.
public protocol Batch: Sendable {
    /// How many elements there are.
    var count: Int { get }
    /// A run of the elements.
    func slice(_ range: Range<Int>) -> Self
    /// The elements of all batches, one after the other; at least one is given.
    static func concatenation(_ batches: [Self]) -> Self
}

extension Batch {
    /// The elements of this batch and of others of the same stream.
    func followed(by others: some Collection<any Batch>) -> any Batch {
        if others.isEmpty { return self }
        return Self.concatenation(
            [self]
                + others.map { other in
                    guard let other = other as? Self else {
                        preconditionFailure("a batch of \(type(of: other)) in a stream of \(Self.self)")
                    }
                    return other
                })
    }
}

extension ColumnBatch: Batch {}
