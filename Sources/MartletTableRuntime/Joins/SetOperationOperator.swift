import MartletColumns
import MartletCore
import MartletRuntime

/// INTERSECT and EXCEPT, with or without ALL, of two changelogs (input 0 and 1). NULL is equal to NULL.
///
/// In batch mode the rows are sent on at the end, in streaming as each side changes.
package final class SetOperationOperator: StreamOperator {
    private let kind: SetOperationKind
    private let isAll: Bool
    private let index: KeyIndex
    /// How often each row is on each side.
    private let counts = [Slab<Int64>(0), Slab<Int64>(0)]
    private var isStreaming = true

    package init(kind: SetOperationKind, isAll: Bool, types: [DataType]) {
        self.kind = kind
        self.isAll = isAll
        index = KeyIndex(types)
    }

    package func open(_ context: OperatorContext) { isStreaming = context.runtimeMode == .streaming }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        var created: [Int32] = []
        let ids = index.ids(rows.columns, count: rows.count, hashes: rows.keyHashes(Array(rows.columns.indices)), created: &created)
        for counts in counts { counts.reserve(index.capacity) }
        var picks: [Int32] = [], kinds: [RowKind] = []
        for (row, id) in ids.enumerated() {
            let before = resultCount(id)
            counts[input][id] += rows.kind(row).isAddition ? 1 : -1
            let change = resultCount(id) - before
            if change == 0 || !isStreaming { continue }
            for _ in 0..<abs(change) {
                picks.append(Int32(truncatingIfNeeded: row))
                kinds.append(change > 0 ? .insert : .delete)
            }
        }
        try output.emit(ColumnBatch(rows.columns.map { $0.gather(picks) }, count: picks.count, kinds: kinds))
        for id in ids where index.isLive(id) && counts[0][id] == 0 && counts[1][id] == 0 { index.remove(id) }
    }

    /// How often a row is in the result.
    private func resultCount(_ id: Int32) -> Int64 {
        let left = max(0, counts[0][id]), right = max(0, counts[1][id])
        switch (kind, isAll) {
        case (.intersect, true): return min(left, right)
        case (.intersect, false): return min(left, right, 1)
        case (.except, true): return max(0, left - right)
        case (.except, false): return right == 0 ? min(left, 1) : 0
        }
    }

    package func finish(into output: OperatorOutput) throws {
        if isStreaming { return }
        let ids = index.liveIDs.flatMap { [Int32](repeating: $0, count: Int(resultCount($0))) }
        for start in stride(from: 0, to: ids.count, by: ColumnBatch.defaultSize) {
            let part = Array(ids[start..<min(ids.count, start + ColumnBatch.defaultSize)])
            try output.emit(ColumnBatch(index.columns(part), count: part.count))
        }
    }
}
