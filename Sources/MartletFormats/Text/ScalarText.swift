import MartletColumns
import MartletCore

/// Single values written as text outside of files' records, such as in the names of partition directories.
package enum ScalarText {
    /// Whether values of a type have such a text.
    package static func canSpell(_ type: DataType) -> Bool { TextConversion(type, JsonOptions().dialect) != nil }

    /// A column of one row. Dates and timestamps are of ISO 8601.
    package static func column(of text: String, as type: DataType) throws -> Column {
        var options = JsonOptions()
        options.timestampStandard = text.contains("T") ? .iso8601 : .sql
        guard let conversion = TextConversion(type, options.dialect) else { throw MartletError("A \(type) cannot be read from a text.") }
        let builder = ColumnBuilder(type)
        return try ByteRange.of(text) { text in
            guard conversion.append(text, to: builder.memory) else { throw MartletError(conversion.complaint(text)) }
            return builder.finish()
        }
    }

    /// The texts of a column of scalars, nothing at NULLs: what `column` reads.
    package static func texts(of column: Column, _ type: DataType) -> [String] {
        guard let texts = ScalarSpelling(separator: "T", stripsDecimals: false).texts(column, type) else {
            preconditionFailure("the text of a \(type) is asked for")
        }
        return (0..<column.count).map { String(decoding: texts[$0], as: UTF8.self) }
    }
}
