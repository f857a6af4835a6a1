import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// GROUP BY: Flink's GroupAggregate. Its rows are the keys, then the results of the calls.
///
/// In streaming every row of the input sends on the change that it makes to its group's result: `+I` for a group's first row, `-U` and `+U`
/// where the result changes, nothing where it does not, `-D` when the last row of a group is taken back. In batch mode each group is sent on
/// once, at the end; without keys there is one group, even of no rows.
package final class GroupAggregateOperator: StreamOperator {
    private let keys: [Int]
    private let inputTypes: [DataType]
    private let calls: [AggregateCall]
    private let inputIsInsertOnly: Bool
    private let emitsUpdateBefore: Bool
    private let foldsBatches: Bool
    private var state: GroupState?
    private var isStreaming = true
    /// Whether updates that change nothing are sent on, too: with a time to live they show readers that the group is still there.
    private var emitsUnchanged = false

    /// - Parameters:
    ///   - inputIsInsertOnly: whether rows are only ever added, which spares the count of each group's rows.
    ///   - foldsBatches: whether the changes of a batch to one group are sent on as one: Flink's mini-batch.
    package init(
        keys: [Int], inputTypes: [DataType], calls: [AggregateCall], inputIsInsertOnly: Bool, emitsUpdateBefore: Bool,
        foldsBatches: Bool = false
    ) {
        self.keys = keys
        self.inputTypes = inputTypes
        self.calls = calls
        self.inputIsInsertOnly = inputIsInsertOnly
        self.emitsUpdateBefore = emitsUpdateBefore
        self.foldsBatches = foldsBatches
    }

    package func open(_ context: OperatorContext) throws {
        isStreaming = context.runtimeMode == .streaming
        emitsUnchanged = try context.configuration[TableRuntimeOptions.stateTTL] > .zero
        state = try GroupState(keyTypes: keys.map { inputTypes[$0] }, calls: calls, inputTypes: inputTypes, retracting: !inputIsInsertOnly)
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let state else { preconditionFailure("the operator is not open") }
        let rows = columns(batch)
        var changes = state.changes(rows, keys: keys)
        if !isStreaming {
            try state.accumulators.accumulate(rows, groups: changes.groups)
        } else if foldsBatches {
            try fold(rows, &changes, state, output)
        } else {
            try trace(rows, changes, state, output)
        }
        state.release(changes)
    }

    /// Sends on what each row changes.
    private func trace(_ rows: ColumnBatch, _ changes: GroupChanges, _ state: GroupState, _ output: OperatorOutput) throws {
        let (before, after) = try state.accumulators.trace(rows, groups: changes.groups, resets: changes.resets)
        let differs = differences(before, after, count: rows.count)
        var ledger = ChangeLedger(capacity: rows.count * 2)
        for row in 0..<rows.count {
            switch changes.effects[row] {
            case .none: break
            case .first: ledger.insert(row)
            case .last: ledger.delete(row)
            case .update: if differs[row] { ledger.update(row, emittingBefore: emitsUpdateBefore) }
            }
        }
        if ledger.isEmpty { return }
        try output.emit(ledger.batch(same: keys.map { rows.columns[$0] }, before: before, after: after))
    }

    /// Sends on what the batch as a whole changes in each group.
    private func fold(_ rows: ColumnBatch, _ changes: inout GroupChanges, _ state: GroupState, _ output: OperatorOutput) throws {
        let firstRows = state.firstRows(changes)
        let groups = firstRows.map { changes.groups[Int($0)] }
        let before = try state.accumulators.results(groups)
        try state.accumulators.accumulate(rows, groups: changes.groups)
        let after = try state.accumulators.results(groups)
        let differs = differences(before, after, count: groups.count)
        var ledger = ChangeLedger(capacity: groups.count * 2)
        for (change, row) in firstRows.enumerated() {
            // The group was there before the batch unless the first of its rows made it.
            switch (changes.effects[Int(row)] != .first, state.isPopulated(groups[change])) {
            case (false, true): ledger.insert(change)
            case (true, false): ledger.delete(change)
            case (true, true): if differs[change] { ledger.update(change, emittingBefore: emitsUpdateBefore) }
            case (false, false): break
            }
        }
        state.accumulators.reset(groups.filter { !state.isPopulated($0) })
        if ledger.isEmpty { return }
        try output.emit(ledger.batch(same: keys.map { rows.columns[$0].gather(firstRows) }, before: before, after: after))
    }

    private func differences(_ before: [Column], _ after: [Column], count: Int) -> [Bool] {
        var differs = [Bool](repeating: emitsUnchanged, count: count)
        if !emitsUnchanged { for (before, after) in zip(before, after) { before.markDifferences(from: after, in: &differs) } }
        return differs
    }

    package func finish(into output: OperatorOutput) throws {
        if isStreaming { return }
        guard let state else { preconditionFailure("the operator is not open") }
        if keys.isEmpty { state.makeGlobalGroup() }
        let groups = state.populatedGroups
        for start in stride(from: 0, to: groups.count, by: ColumnBatch.defaultSize) {
            let part = Array(groups[start..<min(groups.count, start + ColumnBatch.defaultSize)])
            try output.emit(ColumnBatch(state.index.columns(part) + state.accumulators.results(part), count: part.count))
        }
    }
}
