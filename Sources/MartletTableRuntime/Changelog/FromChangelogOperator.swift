import MartletColumns
import MartletCore
import MartletRuntime

/// Makes changes of rows that say in a column what they are: Flink's FROM_CHANGELOG.
package final class FromChangelogOperator: StreamOperator {
    private let column: Int
    private let kinds: [String: RowKind]

    /// - Parameters:
    ///   - column: the column of the codes; it does not come out.
    ///   - kinds: what each code means.
    package init(column: Int, kinds: [String: RowKind]) {
        self.column = column
        self.kinds = kinds
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        let codes = rows.columns[column]
        let changes = try (0..<rows.count).map { row -> RowKind in
            let code: String? = if case .string(let text) = codes.value(row, .string) { text } else { nil }
            guard let kind = code.flatMap({ kinds[$0] }) else {
                throw MartletError(
                    "Received invalid op code '\(code ?? "NULL")'. Defined op codes are: [\(kinds.keys.sorted().joined(separator: ", "))].")
            }
            return kind
        }
        var rest = rows.columns
        rest.remove(at: column)
        try output.emit(ColumnBatch(rest, count: rows.count, kinds: changes))
    }
}
