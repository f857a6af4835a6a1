import MartletColumns
import MartletCore
import MartletRuntime

/// ORDER BY, OFFSET and FETCH over a bounded input: Flink's Sort and SortLimit.
package final class SortOperator: StreamOperator {
    private let order: RowOrder
    private let offset: Int
    private let fetch: Int?
    private var pending: [ColumnBatch] = []
    private var count = 0

    package init(keys: [SortKey], inputTypes: [DataType], offset: Int = 0, fetch: Int? = nil) {
        order = RowOrder(keys)
        self.offset = offset
        self.fetch = fetch
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        if rows.count == 0 { return }
        pending.append(rows)
        count += rows.count
        // With a FETCH no more is kept than it may need.
        if let fetch, count > 4 * (offset + fetch) + 65_536 {
            let least = try sorted(0..<offset + fetch)
            pending = [least]
            count = least.count
        }
    }

    /// The rows at `range` of all rows in order.
    private func sorted(_ range: Range<Int>) throws -> ColumnBatch {
        let all = try ColumnBatch.wholeInput(pending)
        return all.gather(Array(order.sorted(all.columns, count: all.count)[range.clamped(to: 0..<all.count)]))
    }

    package func finish(into output: OperatorOutput) throws {
        if pending.isEmpty { return }
        let rows = try sorted(offset..<max(offset, fetch.map { offset + $0 } ?? count))
        pending = []
        try output.emit(inParts: rows)
    }
}
