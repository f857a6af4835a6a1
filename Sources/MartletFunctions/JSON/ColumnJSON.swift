import MartletColumns
import MartletCore

/// Writes values of columns as JSON, as Flink's JSON_STRING and its kin do.
///
/// Members of rows and maps come in the order of their names; bytes in base 64; timestamps in ISO 8601, those of instants in UTC.
enum ColumnJSON {
    /// Whether values of the type can be written: all but dates, times and intervals.
    static func isWritable(_ type: DataType) -> Bool {
        switch type.kind {
        case .date, .time, .intervalDayTime, .intervalYearMonth, .bitmap, .descriptor: false
        case .array(let element), .multiset(let element): isWritable(element)
        case .map(let key, let value): isWritable(key) && isWritable(value)
        case .row(let fields), .structured(_, let fields): fields.allSatisfy { isWritable($0.type) }
        default: true
        }
    }

    static func write(_ column: Column, _ row: Int, _ type: DataType, _ out: inout Utf8Writer) throws {
        if column.isNull(row) { return out.append("null") }
        switch (column, type.kind) {
        case (.boolean(let column), _): out.append(column.values[row] ? "true" : "false")
        case (.int8(let column), _): out.append(decimal: column.values[row])
        case (.int16(let column), _): out.append(decimal: column.values[row])
        case (.int32(let column), _): out.append(decimal: column.values[row])
        case (.int64(let column), .bigint): out.append(decimal: column.values[row])
        case (.int64(let column), .timestamp): quoted(text(LocalDateTime(milliseconds: column.values[row])), &out)
        case (.int64(let column), .timestampLTZ): quoted(text(LocalDateTime(milliseconds: column.values[row])) + "Z", &out)
        case (.int128(let column), .timestamp): quoted(text(LocalDateTime(nanoseconds: column.values[row])), &out)
        case (.int128(let column), .timestampLTZ): quoted(text(LocalDateTime(nanoseconds: column.values[row])) + "Z", &out)
        case (.int128(let column), .decimal(_, let scale)): out.append(Decimal128(unscaled: column.values[row], scale: scale).description)
        case (.float(let column), _): number(Double(column.values[row]), &out)
        case (.double(let column), _): number(column.values[row], &out)
        case (.bytes(let column), .char), (.bytes(let column), .varchar):
            column.withBytes(row) { JSONWriter.write(string: $0, &out) }
        case (.bytes(let column), .variant): column.withBytes(row) { out.append($0) }
        case (.bytes(let column), _):
            out.append(UInt8(ascii: "\""))
            Utf8.withView(.bytes(column)) { Base64.encode(Utf8.read($0, row), &out) }
            out.append(UInt8(ascii: "\""))
        case (.array(let column), _):
            out.append(UInt8(ascii: "["))
            for (index, element) in column.range(row).enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                try write(column.elements, element, type.element, &out)
            }
            out.append(UInt8(ascii: "]"))
        case (.map(let column), .map(let key, let value)): try entries(column, row, key, value, &out)
        case (.map(let column), _): try entries(column, row, type.element, .int, &out)
        case (.row(let column), _):
            let fields = type.kind.fields ?? []
            out.append(UInt8(ascii: "{"))
            for (position, index) in fields.indices.sorted(by: { JSONWriter.isOrdered(fields[$0].name, fields[$1].name) }).enumerated() {
                if position > 0 { out.append(UInt8(ascii: ",")) }
                JSONWriter.write(string: fields[index].name.utf8, &out)
                out.append(UInt8(ascii: ":"))
                try write(column.fields[index], row, fields[index].type, &out)
            }
            out.append(UInt8(ascii: "}"))
        default: throw MartletError("Values of type \(type) cannot be written as JSON.")
        }
    }

    private static func entries(_ column: MapColumn, _ row: Int, _ key: DataType, _ value: DataType, _ out: inout Utf8Writer) throws {
        guard key.kind.isCharacterString else {
            throw MartletError("JSON format doesn't support non-string as key type of map.", hint: "The map's keys are of type \(key).")
        }
        let keys = column.keys.bytes
        let sorted = try column.range(row).map { entry in
            guard let name = keys.string(entry) else {
                throw MartletError("JSON format doesn't support to serialize map data with null keys.")
            }
            return (name: name, entry: entry)
        }.sorted { JSONWriter.isOrdered($0.name, $1.name) }
        out.append(UInt8(ascii: "{"))
        for (position, item) in sorted.enumerated() {
            if position > 0 { out.append(UInt8(ascii: ",")) }
            JSONWriter.write(string: item.name.utf8, &out)
            out.append(UInt8(ascii: ":"))
            try write(column.values, item.entry, value, &out)
        }
        out.append(UInt8(ascii: "}"))
    }

    private static func quoted(_ text: String, _ out: inout Utf8Writer) {
        out.append(UInt8(ascii: "\""))
        out.append(text)
        out.append(UInt8(ascii: "\""))
    }

    /// As Java's `BigDecimal` of the number's text; what JSON does not have is a string.
    private static func number(_ value: Double, _ out: inout Utf8Writer) {
        let text = FloatingPointText.withText(of: value) { String(decoding: $0, as: UTF8.self) }
        if value.isFinite { out.append(JSONNumber(text).text) } else { quoted(text, &out) }
    }

    /// ISO 8601, with as many digits behind the seconds as are needed.
    private static func text(_ time: LocalDateTime) -> String {
        let whole = "\(time.date)T" + time.text(fractionDigits: 9).drop { $0 != " " }.dropFirst()
        var end = whole.endIndex
        while whole[whole.index(before: end)] == "0" { end = whole.index(before: end) }
        if whole[whole.index(before: end)] == "." { end = whole.index(before: end) }
        return String(whole[..<end])
    }
}
