import MartletColumns
import MartletCore
import MartletRuntime

/// Writes rows as JSON Lines, as Flink's `RowDataToJsonConverters` and Jackson do.
final class JsonEncoder: RowEncoder {
    private let writer: JsonWriter
    private let fields: [Field]

    init(_ schema: FormatSchema, _ options: JsonOptions) throws {
        fields = schema.fields
        // What cannot be read cannot be written either.
        for field in fields { _ = try JsonConversion(field.type, options) }
        writer = JsonWriter(options)
    }

    func encode(_ batch: ColumnBatch, into bytes: inout [UInt8]) throws {
        let texts = try writer.objects(batch.columns, fields, count: batch.count)
        for row in 0..<batch.count {
            bytes.append(contentsOf: texts[row])
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}

/// Spells columns as JSON.
struct JsonWriter {
    private let options: JsonOptions
    private let spelling: ScalarSpelling

    init(_ options: JsonOptions) {
        self.options = options
        spelling = ScalarSpelling(
            separator: options.timestampStandard == .iso8601 ? "T" : " ", stripsDecimals: !options.writesPlainDecimals)
    }

    /// A row an object; a row of a NULL is of no use to anyone.
    func objects(_ columns: [Column], _ fields: [Field], count: Int) throws -> CellTexts {
        let values = try zip(columns, fields).map { try texts($0, $1.type) }
        let names = fields.map { field in
            var name: [UInt8] = []
            JsonText.quote(field.name.utf8, into: &name)
            return name + [UInt8(ascii: ":")]
        }
        return CellTexts(count: count) { row, bytes in
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for index in columns.indices where !options.leavesOutNulls || !columns[index].isNull(row) {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                bytes.append(contentsOf: names[index])
                bytes.append(contentsOf: values[index][row])
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// The JSON of each row of a column.
    func texts(_ column: Column, _ type: DataType) throws -> CellTexts {
        switch (column, type.kind) {
        case (.array(let column), .array(let elementType)):
            let elements = try texts(column.elements, elementType)
            return CellTexts(count: column.count) { row, bytes in
                if column.isNull(row) { return bytes.append(contentsOf: "null".utf8) }
                bytes.append(UInt8(ascii: "["))
                for element in column.range(row) {
                    if element > column.range(row).lowerBound { bytes.append(UInt8(ascii: ",")) }
                    bytes.append(contentsOf: elements[element])
                }
                bytes.append(UInt8(ascii: "]"))
            }
        case (.map(let column), .map(let keyType, let valueType)): return try maps(column, keyType, valueType)
        case (.map(let column), .multiset(let element)): return try maps(column, element, .int)
        case (.row(let column), .row(let fields)), (.row(let column), .structured(_, let fields)):
            let objects = try objects(column.fields, fields, count: column.count)
            return CellTexts(count: column.count) { row, bytes in
                bytes.append(contentsOf: column.isNull(row) ? Array("null".utf8)[...] : objects[row])
            }
        default:
            guard let texts = spelling.texts(column, type) else { throw MartletError("Not support to parse type: \(type)", phase: .plan) }
            let isQuoted = !type.kind.isNumeric && type.kind != .boolean && !type.kind.isInterval
            let isApproximate = type.kind.isApproximateNumeric
            return CellTexts(count: column.count) { row, bytes in
                let text = texts[row]
                if column.isNull(row) {
                    bytes.append(contentsOf: "null".utf8)
                } else if isQuoted || (isApproximate && !(text.last.map { $0 <= UInt8(ascii: "9") } ?? true)) {
                    // NaN and Infinity are no numbers to JSON.
                    JsonText.quote(text, into: &bytes)
                } else {
                    bytes.append(contentsOf: text)
                }
            }
        }
    }

    private func maps(_ column: MapColumn, _ keyType: DataType, _ valueType: DataType) throws -> CellTexts {
        let keys = try texts(column.keys, keyType)
        let values = try texts(column.values, valueType)
        return try CellTexts(count: column.count) { row, bytes in
            if column.isNull(row) { return bytes.append(contentsOf: "null".utf8) }
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for entry in column.range(row) {
                let isNullKey = column.keys.isNull(entry)
                if isNullKey, options.nullKeyMode == .drop { continue }
                if isNullKey, options.nullKeyMode == .fail {
                    throw MartletError(
                        "JSON format doesn't support to serialize map data with null keys.",
                        hint: "Drop such entries or write them under a literal, by the option map-null-key.mode.")
                }
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                if isNullKey { JsonText.quote(options.nullKeyLiteral.utf8, into: &bytes) } else { bytes.append(contentsOf: keys[entry]) }
                bytes.append(UInt8(ascii: ":"))
                bytes.append(contentsOf: values[entry])
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}
