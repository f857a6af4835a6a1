import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// Makes a full changelog of one that may repeat or leave out changes of a key: Flink's ChangelogNormalize.
package final class ChangelogNormalizeOperator: StreamOperator {
    private let keys: [Int]
    private let emitsUpdateBefore: Bool
    private let condition: Evaluation?
    private let session: EvaluationContext
    private var evaluator: BatchEvaluator?
    private var emitsUnchanged = false
    private let index: KeyIndex
    private let rows: RowStore
    /// The row of each key; −1: none.
    private let current = Slab<Int32>(-1)

    /// - Parameter condition: rows for which it is not true are as if they had been deleted.
    package init(
        keys: [Int], inputTypes: [DataType], emitsUpdateBefore: Bool, condition: Evaluation? = nil, session: EvaluationContext
    ) {
        self.keys = keys
        self.emitsUpdateBefore = emitsUpdateBefore
        self.condition = condition
        self.session = session
        index = KeyIndex(keys.map { inputTypes[$0] })
        rows = RowStore(inputTypes)
    }

    package func open(_ context: OperatorContext) throws {
        evaluator = BatchEvaluator(context, session: session)
        emitsUnchanged = try context.configuration[TableRuntimeOptions.stateTTL] > .zero
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let evaluator else { preconditionFailure("the operator is not open") }
        let batch = columns(batch)
        let passing = try condition.map { try $0(evaluator.frame(batch)).boolean.isTrue }
        var created: [Int32] = []
        let ids = index.ids(keys.map { batch.columns[$0] }, count: batch.count, hashes: batch.keyHashes(keys), created: &created)
        current.reserve(index.capacity)
        var changes = StoredChanges()
        for (position, row) in rows.append(batch).enumerated() {
            let id = ids[position], before = current[id]
            guard batch.kind(position).isAddition, passing.map({ $0[position] }) ?? true else {
                // The row that is kept is sent on: that of the change may hold no more than the key.
                if before >= 0 {
                    changes.append(before, .delete)
                    changes.release(before)
                    current[id] = -1
                }
                changes.release(row)
                continue
            }
            if before < 0 {
                changes.append(row, .insert)
            } else {
                if !emitsUnchanged, rows.equals(before, row) {
                    changes.release(row)
                    continue
                }
                if emitsUpdateBefore { changes.append(before, .updateBefore) }
                changes.append(row, .updateAfter)
                changes.release(before)
            }
            current[id] = row
        }
        try changes.emit(from: rows, to: output)
        for id in ids where index.isLive(id) && current[id] < 0 { index.remove(id) }
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        evaluator?.advance(to: watermark)
        try output.emit(watermark)
    }
}
