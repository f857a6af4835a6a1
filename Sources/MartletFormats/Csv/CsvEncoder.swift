import MartletColumns
import MartletCore
import MartletRuntime

/// Writes rows as CSV, quoting what Jackson's CSV generator would quote: in doubt, it quotes.
final class CsvEncoder: RowEncoder {
    private let syntax: CsvSyntax
    private let fields: [Field]
    private let spelling = ScalarSpelling(separator: " ", stripsDecimals: true)
    /// Characters below it may have a meaning.
    private let firstSafe: UInt8

    init(_ schema: FormatSchema, _ syntax: CsvSyntax) {
        self.syntax = syntax
        fields = schema.fields
        firstSafe = max(syntax.delimiter, syntax.quote ?? 0, UInt8(ascii: "\n")) + 1
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
                bytes.append(contentsOf: syntax.nullLiteral ?? [])
            } else if !isNumber, needsQuotes(plain[row]) {
                quote(plain[row], into: &bytes)
            } else {
                bytes.append(contentsOf: plain[row])
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
            bytes.append(contentsOf: text(part) ?? (syntax.nullLiteral ?? [])[...])
        }
    }

    private func needsQuotes(_ text: ArraySlice<UInt8>) -> Bool {
        guard let quote = syntax.quote else { return false }
        // Longer texts are quoted unseen; their length counts in UTF-16.
        if text.count > 24, String(decoding: text, as: UTF8.self).utf16.count > 24 { return true }
        let (escape, alternative) = (syntax.escape ?? quote, syntax.escape ?? UInt8(ascii: "\\"))
        return text.contains { $0 < firstSafe || $0 == escape || $0 == alternative }
    }

    private func quote(_ text: ArraySlice<UInt8>, into bytes: inout [UInt8]) {
        guard let quote = syntax.quote else { return }
        bytes.append(quote)
        for byte in text {
            if byte == quote || byte == syntax.escape { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}
