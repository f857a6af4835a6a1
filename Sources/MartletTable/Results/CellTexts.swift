import MartletColumns
import MartletCore
import MartletFunctions
import MartletPlanner

/// Makes the texts in which the cells of a result are shown.
package struct CellTexts {
    private let kernels: [ScalarKernel]
    private let context: EvaluationContext

    package init(_ schema: Schema, in session: Session) throws {
        kernels = try schema.types.map { try Cast.displayKernel(of: $0) }
        context = try session.planning.evaluationContext
    }

    /// The texts of a batch, by column and row; nil for NULL.
    package func cells(of batch: ColumnBatch) throws -> [[String?]] {
        try zip(batch.columns, kernels).map { column, kernel in
            guard case .bytes(let texts) = try kernel(KernelArguments(count: batch.count, context: context) { _ in column }) else {
                preconditionFailure("a value was not shown as text")
            }
            return (0..<batch.count).map { texts.string($0) }
        }
    }
}
