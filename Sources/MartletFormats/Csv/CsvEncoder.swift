import MartletColumns
import MartletCore
import MartletRuntime

/// Writes rows as CSV.
final class CsvEncoder: RowEncoder {
    private let syntax: CsvSyntax
    private let writer: CsvTextWriter
    private let fields: [Field]
    private let spelling = ScalarSpelling(separator: " ", stripsDecimals: true)

    init(_ schema: FormatSchema, _ syntax: CsvSyntax) {
        self.syntax = syntax
        fields = schema.fields
        writer = CsvTextWriter(syntax)
    }

    func encode(_ batch: ColumnBatch, into bytes: inout [UInt8]) throws {
        let texts = try zip(batch.columns, fields).map { try cells($0, $1.type) }
        for row in 0..<batch.count {
            for (index, text) in texts.enumerated() {
                if index > 0 { bytes.append(syntax.delimiter) }
                bytes.append(contentsOf: text[row])
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    /// What stands between delimiters for each row of a column.
    private func cells(_ column: Column, _ type: DataType) throws -> CellTexts {
        let plain = try texts(column, type)
        let isNumber = type.kind.isNumeric || type.kind == .boolean || type.kind.isInterval
        return CellTexts(count: column.count) { row, bytes in
            if column.isNull(row) {
                bytes.append(contentsOf: writer.null)
            } else if isNumber {
                bytes.append(contentsOf: plain[row])
            } else {
                writer.append(plain[row], to: &bytes)
            }
        }
    }

    /// The texts of a column, not yet quoted: of arrays and rows, the texts of their parts.
    private func texts(_ column: Column, _ type: DataType) throws -> CellTexts {
        if let texts = spelling.texts(column, type) { return texts }
        switch (column, type.kind) {
        case (.array(let column), .array(let elementType)):
            let elements = try texts(column.elements, elementType)
            return CellTexts(count: column.count) { row, bytes in
                join(column.range(row), into: &bytes) { column.elements.isNull($0) ? nil : elements[$0] }
            }
        case (.row(let column), .row(let fields)), (.row(let column), .structured(_, let fields)):
            let parts = try zip(column.fields, fields).map { try texts($0, $1.type) }
            return CellTexts(count: column.count) { row, bytes in
                join(parts.indices, into: &bytes) { column.fields[$0].isNull(row) ? nil : parts[$0][row] }
            }
        default: throw MartletError("Unsupported type: \(type)", phase: .plan)
        }
    }

    private func join(_ parts: Range<Int>, into bytes: inout [UInt8], _ text: (Int) -> ArraySlice<UInt8>?) {
        for part in parts {
            if part > parts.lowerBound { bytes.append(contentsOf: syntax.arrayDelimiter) }
            bytes.append(contentsOf: text(part) ?? writer.null[...])
        }
    }
}
