import MartletColumns
import MartletCore
import MartletRuntime

/// OFFSET and FETCH without ORDER BY, of rows that are only ever added: Flink's Limit.
package final class LimitOperator: StreamOperator {
    private var toSkip: Int
    /// nil: no end.
    private var toPass: Int?

    package init(offset: Int = 0, fetch: Int? = nil, inputTypes: [DataType]) {
        toSkip = offset
        toPass = fetch
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        let start = min(toSkip, rows.count)
        toSkip -= start
        let end = min(rows.count, toPass.map { start + $0 } ?? rows.count)
        toPass = toPass.map { $0 - (end - start) }
        if start < end { try output.emit(rows.slice(start..<end)) }
    }
}
