import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// Filters rows and computes columns: Flink's Calc.
package final class CalcOperator: StreamOperator {
    private let condition: Evaluation?
    /// nil: the input's columns as they are.
    private let projections: [Evaluation]?
    private let session: EvaluationContext
    private var evaluator: BatchEvaluator?

    package init(condition: Evaluation?, projections: [Evaluation]?, session: EvaluationContext) {
        self.condition = condition
        self.projections = projections
        self.session = session
    }

    package func open(_ context: OperatorContext) { evaluator = BatchEvaluator(context, session: session) }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let evaluator else { preconditionFailure("the operator is not open") }
        let rows = columns(batch)
        var frame = evaluator.frame(rows)
        var kinds = rows.kinds
        var selected: [Int32]?
        if let condition {
            let truth = try condition(frame).boolean.isTrue
            let passing = truth.onesCount
            if passing == 0 { return }
            if passing < rows.count {
                let ones = truth.ones
                frame = frame.part(ones)
                kinds = kinds.map { kinds in ones.map { kinds[Int($0)] } }
                selected = ones
            }
        }
        if let projections {
            try output.emit(ColumnBatch(projections.map { try $0(frame) }, count: frame.count, kinds: kinds))
        } else if let selected {
            try output.emit(ColumnBatch(rows.columns.map { $0.gather(selected) }, count: selected.count, kinds: kinds))
        } else {
            try output.emit(rows)
        }
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        evaluator?.advance(to: watermark)
        try output.emit(watermark)
    }
}
