import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// OVER an ascending column that is no time attribute, in streaming: Flink's OverAggregate on such a column. Its rows are those of the input
/// with the results of the calls behind them.
///
/// The frame begins with the partition. A row that comes or goes changes the results of all rows behind it (under RANGE of its peers as
/// well), and all of them are sent on again: under RANGE those whose result is another, under ROWS all.
package final class NonTimeOverOperator: StreamOperator {
    private let countsRows: Bool
    private let emitsUpdateBefore: Bool
    private let functions: StreamingOverFunctions
    private let makeFunctions: () throws -> StreamingOverFunctions
    private let state: RankedPartitions

    package init(
        partitionKeys: [Int], sortKey: SortKey, calls: [OverCall], inputTypes: [DataType], emitsUpdateBefore: Bool
    ) throws {
        let frame = try StreamingFrame(calls)
        if frame.isBounded { throw MartletError("Non-time attribute sort is not supported for bounded OVER window.", phase: .plan) }
        countsRows = frame.countsRows
        self.emitsUpdateBefore = emitsUpdateBefore
        makeFunctions = { try StreamingOverFunctions(calls, inputTypes: inputTypes, retracting: false) }
        functions = try makeFunctions()
        state = RankedPartitions(keys: partitionKeys, sortKeys: [sortKey], types: inputTypes)
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let batch = columns(batch)
        let partitions = state.partitions(batch)
        functions.grow(state.capacity)
        for row in 0..<batch.count {
            if batch.kind(row).isAddition {
                try add(partitions[row], batch, row, output)
            } else {
                try retract(partitions[row], batch, row, output)
            }
        }
        state.release(partitions)
    }

    private func add(_ partition: Int32, _ batch: ColumnBatch, _ row: Int, _ output: OperatorOutput) throws {
        let key = state.sortKey(batch, row)
        let old = state.rows(partition)
        let inserted = state.insert(partition, batch, row, key)
        let kind = batch.kind(row)
        if inserted.rank == old.count + 1, countsRows || old.last.map({ state.compare($0, to: key) < 0 }) ?? true {
            // Behind all others: the results of the others stay as they are.
            let one = batch.slice(row..<row + 1)
            let results = try functions.results(ColumnBatch(one.columns, count: 1), groups: [partition], at: [0])
            return try output.emit(ColumnBatch(one.columns + results, count: 1, kinds: kind == .insert ? nil : [kind]))
        }
        let new = state.rows(partition)
        let first = countsRows ? inserted.rank - 1 : firstPeer(old, key)
        try emit(partition, old, new, from: first, changed: inserted.rank - 1, isAdded: true, kind, output)
    }

    private func retract(_ partition: Int32, _ batch: ColumnBatch, _ row: Int, _ output: OperatorOutput) throws {
        let key = state.sortKey(batch, row)
        let old = state.rows(partition)
        guard let removed = state.remove(partition, key, where: { state.rows.equals($0, batch.columns, row) }) else { return }
        let first = countsRows ? removed.rank - 1 : firstPeer(old, key)
        try emit(partition, old, state.rows(partition), from: first, changed: removed.rank - 1, isAdded: false, .delete, output)
        state.rows.remove(removed.row)
    }

    /// The place of the first row that has the key.
    private func firstPeer(_ rows: [Int32], _ key: [UInt8]) -> Int { rows.firstIndex { state.compare($0, to: key) >= 0 } ?? rows.count }

    /// Sends on what a row that has come to, or gone from, the place `changed` changes from the place `first` on.
    private func emit(
        _ partition: Int32, _ old: [Int32], _ new: [Int32], from first: Int, changed: Int, isAdded: Bool, _ kind: RowKind,
        _ output: OperatorOutput
    ) throws {
        let scratch = try makeFunctions()
        scratch.grow(1)
        let before = try results(old, scratch, group: 0)
        functions.reset([partition])
        let after = try results(new, functions, group: partition)
        // Of both states' rows one behind the other.
        let both = old + new
        var picks: [Int32] = [], kinds: [RowKind] = []
        func pick(_ place: Int, isAfter: Bool, _ kind: RowKind) {
            if kind == .updateBefore, !emitsUpdateBefore { return }
            picks.append(Int32(truncatingIfNeeded: isAfter ? old.count + place : place))
            kinds.append(kind)
        }
        for place in first..<max(old.count, new.count) {
            if place == changed {
                pick(place, isAfter: isAdded, kind)
                continue
            }
            let shift = place > changed ? 1 : 0
            let (oldPlace, newPlace) = isAdded ? (place - shift, place) : (place, place - shift)
            let isSame = zip(before, after).allSatisfy { $0.isEqual(oldPlace, to: $1, newPlace, nullsAreEqual: true) }
            if !countsRows, isSame { continue }
            pick(oldPlace, isAfter: false, .updateBefore)
            pick(newPlace, isAfter: true, .updateAfter)
        }
        let results = zip(before, after).map { Column.concatenation([$0, $1]).gather(picks) }
        try output.emit(inParts: ColumnBatch(state.rows.gather(picks.map { both[Int($0)] }) + results, count: picks.count, kinds: kinds))
    }

    /// The results of all rows of a partition, in order.
    private func results(_ rows: [Int32], _ functions: StreamingOverFunctions, group: Int32) throws -> [Column] {
        let positions = countsRows ? (0..<Int32(rows.count)).map { $0 } : lastPeers(rows)
        return try functions.results(
            ColumnBatch(state.rows.gather(rows), count: rows.count), groups: [Int32](repeating: group, count: rows.count), at: positions)
    }

    /// For each row the place of the last that has the same key.
    private func lastPeers(_ rows: [Int32]) -> [Int32] {
        var places = [Int32](repeating: 0, count: rows.count)
        for place in rows.indices.reversed() {
            let isLast = place == rows.count - 1 || !state.haveSameKey(rows[place], rows[place + 1])
            places[place] = isLast ? Int32(truncatingIfNeeded: place) : places[place + 1]
        }
        return places
    }
}
