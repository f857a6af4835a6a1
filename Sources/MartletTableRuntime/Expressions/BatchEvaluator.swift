import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// Keeps what expressions may know beside their rows, for one operator.
package final class BatchEvaluator {
    private var context: EvaluationContext
    private let clock: any JobClock
    private let isStreaming: Bool

    package init(_ operatorContext: OperatorContext, session: EvaluationContext) {
        context = session
        clock = operatorContext.clock
        isStreaming = operatorContext.runtimeMode == .streaming
    }

    package func advance(to watermark: Watermark) { context.watermark = watermark.timestamp }

    /// A frame of the rows of a batch. In streaming the time is that of the batch; in batch mode that of the query's start.
    package func frame(_ batch: ColumnBatch) -> EvaluationFrame {
        if isStreaming { context.now = LocalDateTime(milliseconds: clock.now.milliseconds) }
        return EvaluationFrame(batch.columns, count: batch.count, context: context)
    }
}

extension StreamOperator {
    /// `batch` as columns. The planner joins operators of tables to each other only, so anything else is a fault of the engine.
    package func columns(_ batch: any Batch) -> ColumnBatch {
        guard let columns = batch as? ColumnBatch else { preconditionFailure("a batch of \(type(of: batch)) reached a table operator") }
        return columns
    }
}
