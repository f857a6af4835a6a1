import MartletCore
import MartletRuntime

/// An operator without state: what it does with a batch, and nothing else.
public final class BatchOperator: StreamOperator {
    @usableFromInline let body: (any Batch, OperatorOutput) throws -> Void

    /// An operator that calls `body` with each batch, and with where results go.
    @inlinable public init(_ body: @escaping (any Batch, OperatorOutput) throws -> Void) { self.body = body }

    public func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws { try body(batch, output) }
}
