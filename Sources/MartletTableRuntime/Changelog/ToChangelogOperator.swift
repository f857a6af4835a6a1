import MartletColumns
import MartletCore
import MartletRuntime

/// Makes rows of changes, with a first column that says what each was: Flink's TO_CHANGELOG.
package final class ToChangelogOperator: StreamOperator {
    private let codes: [RowKind: String]

    /// - Parameter codes: how each kind of change is called; those without a name are left out.
    package init(codes: [RowKind: String]) { self.codes = codes }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        let builder = ColumnBuilder(.string, capacity: rows.count)
        var kept: [Int32] = []
        for row in 0..<rows.count {
            guard let code = codes[rows.kind(row)] else { continue }
            builder.append(code)
            kept.append(Int32(row))
        }
        let rest = kept.count == rows.count ? rows.columns : rows.columns.map { $0.gather(kept) }
        try output.emit(ColumnBatch([builder.finish()] + rest, count: kept.count))
    }
}
