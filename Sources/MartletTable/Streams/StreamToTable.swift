import MartletColumns
import MartletCore
import MartletRuntime

/// Turns a batch of a stream's elements into columns, with the elements' timestamps.
@usableFromInline typealias StreamConversion = @Sendable (any Batch) throws -> (ColumnBatch, [Timestamp]?)

/// Where a stream becomes a table: elements become columns, their timestamps the columns that were declared for them.
final class StreamToTable: StreamOperator {
    /// The type of each column that takes the timestamps.
    private let timestamps: [DataType]
    private let convert: StreamConversion

    init(timestamps: [DataType], _ convert: @escaping StreamConversion) {
        self.timestamps = timestamps
        self.convert = convert
    }

    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        var (columns, times) = try convert(batch)
        if !timestamps.isEmpty {
            guard let times else {
                throw MartletError(
                    "The elements of the stream have no timestamps.",
                    hint: "Give the stream a watermark strategy before it becomes a table with 'rowtime'.")
            }
            let column = Column.int64(FixedColumn(times.map(\.milliseconds)))
            columns.columns += timestamps.map { _ in column }
        }
        try output.emit(columns)
    }
}

extension ColumnBatch {
    /// Rows of dynamic values as columns of these types.
    init(rows: [Row], _ types: [DataType]) throws {
        let builders = types.map { ColumnBuilder($0, capacity: rows.count) }
        for row in rows {
            guard row.values.count == types.count else {
                throw MartletError("A row of \(row.values.count) values came for a table of \(types.count) columns.")
            }
            for (index, type) in types.enumerated() { try builders[index].append(row[index], as: type) }
        }
        let kinds = rows.map(\.kind)
        self.init(
            builders.map { $0.finish() }, count: rows.count, kinds: kinds.allSatisfy { $0 == .insert } ? nil : kinds)
    }
}
