import MartletColumns
import MartletCore
import MartletRuntime

/// Grouping sets: each row once for each of the projections, in order: Flink's Expand.
package final class ExpandOperator: StreamOperator {
    private let projections: [[ExpandColumn]]

    /// - Parameter projections: all of as many columns of the same types.
    package init(projections: [[ExpandColumn]]) { self.projections = projections }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        // So many rows at a time that they make a batch.
        let step = max(1, ColumnBatch.defaultSize / max(1, projections.count))
        for start in stride(from: 0, to: rows.count, by: step) {
            try output.emit(expanded(rows.slice(start..<min(rows.count, start + step))))
        }
    }

    private func expanded(_ rows: ColumnBatch) throws -> ColumnBatch {
        let count = rows.count * projections.count
        // The projections stand one behind the other; each row takes its place in every one.
        let order = (0..<count).map { Int32($0 % projections.count * rows.count + $0 / projections.count) }
        let expanded = try (projections.first ?? []).indices.map { column in
            let parts = try projections.map { projection -> Column in
                switch projection[column] {
                case .input(let index): rows.columns[index]
                case .literal(let value, let type): try .constant(value, type, count: rows.count)
                }
            }
            return Column.concatenation(parts).gather(order)
        }
        return ColumnBatch(expanded, count: count, kinds: rows.kinds.map { kinds in (0..<count).map { kinds[$0 / projections.count] } })
    }
}
