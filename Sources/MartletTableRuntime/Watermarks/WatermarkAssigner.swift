import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// Makes watermarks from a column: Flink's WatermarkAssigner.
///
/// A watermark one below the greatest value of the expression so far follows the row that raised it by more than the interval
/// (`pipeline.auto-watermark-interval`), or comes with the interval's timer; with an interval of 0 it follows every row that raised it. A
/// row whose time attribute is NULL is an error.
package final class WatermarkAssigner: StreamOperator {
    private let rowtime: Int
    private let expression: Evaluation
    private let session: EvaluationContext
    private var evaluator: BatchEvaluator?
    private var context: OperatorContext?
    private var interval: Int64 = 200
    private var isStreaming = true
    private var current = Int64.min
    private var emitted = Int64.min

    package init(rowtime: Int, expression: @escaping Evaluation, session: EvaluationContext) {
        self.rowtime = rowtime
        self.expression = expression
        self.session = session
    }

    package func open(_ context: OperatorContext) throws {
        self.context = context
        evaluator = BatchEvaluator(context, session: session)
        interval = try context.configuration[ExecutionOptions.autoWatermarkInterval].inMilliseconds
        isStreaming = context.runtimeMode == .streaming
        if isStreaming, interval > 0 { context.registerTimer(at: context.clock.now + .milliseconds(interval)) }
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let evaluator else { preconditionFailure("the operator is not open") }
        let rows = columns(batch)
        if rows.columns[rowtime].hasNulls {
            throw MartletError.nullRowtime
        }
        guard isStreaming else { return try output.emit(rows) }
        let marks = try expression(evaluator.frame(rows)).int64
        var start = 0
        for row in 0..<rows.count where marks.validity.map({ $0[row] }) ?? true {
            let mark = marks.values[row]
            if mark <= current { continue }
            current = mark
            // Compared without overflow: nothing has been emitted at first.
            if emitted == .min || current - emitted > interval {
                try output.emit(rows.slice(start..<row + 1))
                start = row + 1
                try emitWatermark(output)
            }
        }
        if start < rows.count { try output.emit(rows.slice(start..<rows.count)) }
    }

    package func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        if current > emitted { try emitWatermark(output) }
        if let context { context.registerTimer(at: context.clock.now + .milliseconds(interval)) }
    }

    /// The input's own watermarks say nothing about this column, but for its end.
    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        if watermark == .endOfTime { try output.emit(watermark) }
    }

    private func emitWatermark(_ output: OperatorOutput) throws {
        emitted = current
        try output.emit(Watermark(Timestamp(milliseconds: current)))
    }
}
