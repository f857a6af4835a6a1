import MartletColumns
import MartletCore
import MartletRuntime

/// Top-N: the rows of the first ranks of each partition by ROW_NUMBER: Flink's Rank. Its rows are those of the input, with the rank behind
/// them if it is wanted.
///
/// In streaming the changes are, one for one, those of Flink's AppendOnlyTopNFunction, FastTop1Function, UpdatableTopNFunction and
/// RetractableTopNFunction. In batch mode the rows are sent on at the end.
package final class RankOperator: StreamOperator {
    private let strategy: RankStrategy
    private let range: RankRange
    private let outputsRank: Bool
    private let emitsUpdateBefore: Bool
    private let state: RankedPartitions
    /// The end of each partition's range; 0: not known yet.
    private let ends = Slab<Int64>(0)
    /// Where rows replace each other: the row of each key; −1: none.
    private let rowKeys: [Int]
    private let rowIndex: KeyIndex
    private let rowOfKey = Slab<Int32>(-1)
    private let keyOfRow = Slab<Int32>(-1)
    private var isStreaming = true

    package init(
        strategy: RankStrategy, partitionKeys: [Int], sortKeys: [SortKey], range: RankRange, outputsRank: Bool, inputTypes: [DataType],
        emitsUpdateBefore: Bool
    ) {
        self.strategy = strategy
        self.range = range
        self.outputsRank = outputsRank
        self.emitsUpdateBefore = emitsUpdateBefore
        state = RankedPartitions(keys: partitionKeys, sortKeys: sortKeys, types: inputTypes)
        rowKeys = if case .updateFast(let rowKey) = strategy { partitionKeys + rowKey } else { [] }
        rowIndex = KeyIndex(rowKeys.map { inputTypes[$0] })
    }

    package func open(_ context: OperatorContext) { isStreaming = context.runtimeMode == .streaming }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        let partitions = state.partitions(rows)
        ends.reserve(state.capacity)
        var changes = RankChanges(start: range.start, outputsRank: outputsRank, emitsUpdateBefore: emitsUpdateBefore)
        let keys = rowKeys.isEmpty ? [] : rowNumbers(rows)
        for row in 0..<rows.count {
            let partition = partitions[row], end = rangeEnd(partition, rows, row)
            switch strategy {
            case .appendFast where end == 1 && !isVariable: replaceFirst(partition, rows, row, &changes)
            case .appendFast: append(partition, rows, row, end, &changes)
            case .updateFast where end == 1 && !isVariable: if rows.kind(row).isAddition { replaceFirst(partition, rows, row, &changes) }
            case .updateFast: if rows.kind(row).isAddition { upsert(partition, keys[row], rows, row, end, &changes) }
            case .retract:
                if rows.kind(row).isAddition {
                    add(partition, rows, row, end, &changes)
                } else {
                    retract(partition, rows, row, end, &changes)
                }
            }
            if isStreaming, changes.isFull { try changes.emit(from: state.rows, to: output) }
        }
        if isStreaming {
            try changes.emit(from: state.rows, to: output)
        } else {
            changes.discard(state.rows)
        }
        if strategy == .retract { state.release(partitions) }
    }

    private var isVariable: Bool { if case .variable = range { true } else { false } }

    /// Whether the ranks of rows matter, not only which are there.
    private var isNumbered: Bool { outputsRank || range.start > 1 }

    private func rangeEnd(_ partition: Int32, _ rows: ColumnBatch, _ row: Int) -> Int {
        switch range {
        case .constant(_, let end): return end
        case .variable(let column):
            if ends[partition] == 0 { ends[partition] = rows.columns[column].int64[row] ?? 0 }
            return Int(ends[partition])
        }
    }

    // MARK: Rows that are only added

    /// The first of all: only a row that is strictly before it takes its place.
    private func replaceFirst(_ partition: Int32, _ rows: ColumnBatch, _ row: Int, _ changes: inout RankChanges) {
        let key = state.sortKey(rows, row)
        guard state.count(partition) > 0 else {
            changes.append(state.insert(partition, rows, row, key).row, rank: 1, .insert)
            return
        }
        let first = state.row(partition, rank: 1)
        if state.compare(first, to: key) <= 0 { return }
        _ = state.removeLast(partition)
        changes.update(first, to: state.insert(partition, rows, row, key).row, rank: 1)
        changes.release(first)
    }

    private func append(_ partition: Int32, _ rows: ColumnBatch, _ row: Int, _ end: Int, _ changes: inout RankChanges) {
        let key = state.sortKey(rows, row)
        guard state.isInRange(partition, key, end: end) else { return }
        let inserted = state.insert(partition, rows, row, key)
        inserting(inserted, partition, end, &changes)
        if state.count(partition) > end { changes.release(state.removeLast(partition)) }
    }

    // MARK: Rows that come and go

    private func add(_ partition: Int32, _ rows: ColumnBatch, _ row: Int, _ end: Int, _ changes: inout RankChanges) {
        inserting(state.insert(partition, rows, row, state.sortKey(rows, row)), partition, end, &changes)
    }

    /// What a row that has been put into the order changes.
    private func inserting(_ inserted: (row: Int32, rank: Int), _ partition: Int32, _ end: Int, _ changes: inout RankChanges) {
        if inserted.rank > end { return }
        let count = state.count(partition)
        guard isNumbered else {
            if count > end { changes.append(state.row(partition, rank: end + 1), rank: end, .delete) }
            changes.append(inserted.row, rank: inserted.rank, .insert)
            return
        }
        // The rows behind it have each moved on by one.
        for rank in inserted.rank...min(count, end) {
            let new = state.row(partition, rank: rank)
            if rank < count {
                changes.update(state.row(partition, rank: rank + 1), to: new, rank: rank)
            } else {
                changes.append(new, rank: rank, .insert)
            }
        }
    }

    private func retract(_ partition: Int32, _ rows: ColumnBatch, _ row: Int, _ end: Int, _ changes: inout RankChanges) {
        let key = state.sortKey(rows, row)
        guard let removed = state.remove(partition, key, where: { state.rows.equals($0, rows.columns, row) }) else { return }
        changes.release(removed.row)
        if removed.rank > end { return }
        let count = state.count(partition)
        guard isNumbered else {
            changes.append(removed.row, rank: removed.rank, .delete)
            if count >= end { changes.append(state.row(partition, rank: end), rank: end, .insert) }
            return
        }
        // The rows behind it have each moved up by one.
        var old = removed.row
        for rank in removed.rank...min(count + 1, end) {
            if rank > count {
                changes.append(old, rank: rank, .delete)
            } else {
                let new = state.row(partition, rank: rank)
                changes.update(old, to: new, rank: rank)
                old = new
            }
        }
    }

    // MARK: Rows that replace each other

    private func rowNumbers(_ rows: ColumnBatch) -> [Int32] {
        var created: [Int32] = []
        let ids = rowIndex.ids(rowKeys.map { rows.columns[$0] }, count: rows.count, hashes: rows.keyHashes(rowKeys), created: &created)
        rowOfKey.reserve(rowIndex.capacity)
        for row in created { rowOfKey[ids[Int(row)]] = -1 }
        return ids
    }

    private func upsert(_ partition: Int32, _ rowKey: Int32, _ rows: ColumnBatch, _ row: Int, _ end: Int, _ changes: inout RankChanges) {
        let key = state.sortKey(rows, row)
        let old = rowOfKey[rowKey]
        if old >= 0, let oldRank = state.remove(partition, row: old) {
            let inserted = insert(partition, rowKey, rows, row, key, keepingRank: state.compare(old, to: key) == 0 ? oldRank : nil)
            moving(old, from: oldRank, to: inserted, partition, end, &changes)
            changes.release(old)
            return
        }
        guard state.isInRange(partition, key, end: end) else { return }
        inserting(insert(partition, rowKey, rows, row, key, keepingRank: nil), partition, end, &changes)
        if state.count(partition) > end {
            let last = state.removeLast(partition)
            rowOfKey[keyOfRow[last]] = -1
            changes.release(last)
        }
    }

    private func insert(
        _ partition: Int32, _ rowKey: Int32, _ rows: ColumnBatch, _ row: Int, _ key: [UInt8], keepingRank: Int?
    ) -> (row: Int32, rank: Int) {
        let inserted = state.insert(partition, rows, row, key, at: keepingRank)
        keyOfRow.reserve(state.rows.capacity)
        rowOfKey[rowKey] = inserted.row
        keyOfRow[inserted.row] = rowKey
        return inserted
    }

    /// What a row that another has replaced changes.
    private func moving(
        _ old: Int32, from oldRank: Int, to new: (row: Int32, rank: Int), _ partition: Int32, _ end: Int, _ changes: inout RankChanges
    ) {
        guard isNumbered else {
            if oldRank <= end { changes.update(old, to: new.row, rank: new.rank) }
            return
        }
        if new.rank >= oldRank {
            // In its place, or (against the promise) behind it.
            var before = old
            for rank in oldRank...max(oldRank, min(new.rank, end)) {
                let after = state.row(partition, rank: rank)
                changes.update(before, to: after, rank: rank)
                before = after
            }
            return
        }
        // As Flink: first what was at both ends is taken back, then the rows between move on by one.
        changes.append(state.row(partition, rank: new.rank + 1), rank: new.rank, .updateBefore)
        if oldRank <= end { changes.append(old, rank: oldRank, .updateBefore) }
        changes.append(new.row, rank: new.rank, .updateAfter)
        for rank in new.rank + 1...oldRank where rank <= end {
            if rank < oldRank { changes.append(state.row(partition, rank: rank + 1), rank: rank, .updateBefore) }
            changes.append(state.row(partition, rank: rank), rank: rank, .updateAfter)
        }
    }

    package func finish(into output: OperatorOutput) throws {
        if isStreaming { return }
        var changes = RankChanges(start: range.start, outputsRank: outputsRank, emitsUpdateBefore: false)
        for partition in state.all {
            let end = if case .constant(_, let end) = range { end } else { Int(ends[partition]) }
            let last = min(state.count(partition), end)
            if last > 0 { for rank in 1...last { changes.append(state.row(partition, rank: rank), rank: rank, .insert) } }
            if changes.isFull { try changes.emit(from: state.rows, to: output) }
        }
        try changes.emit(from: state.rows, to: output)
    }
}
