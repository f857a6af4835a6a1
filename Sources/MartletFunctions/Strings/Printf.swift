import MartletColumns
import MartletCore

extension ScalarFunction {
    static let printf = ScalarFunction(
        "PRINTF", "The values in a format of Java's `Formatter`; NULL if they do not fit it.",
        examples: [.init("PRINTF('%d-%s', 5, 'x')", "5-x")],
        overloads: [
            Overload([.characterString, .any], optional: 1, isVariadic: true, nulls: .handled, result: { _ in .string }) { arguments, _ in
                let types = arguments.map(\.type)
                return { call in
                    let columns = try types.indices.map { try call[$0] }
                    let formats = columns[0].bytes
                    return try Utf8Writer.column(call.count, formats.validity) { row, out in
                        let values = types.indices.dropFirst().map { argument(columns[$0], row, types[$0]) }
                        if let text = try? JavaFormatter.format(formats.string(row) ?? "", values) {
                            out.append(text)
                        } else {
                            out.setNull()
                        }
                    }
                }
            }
        ])

    private static func argument(_ column: Column, _ row: Int, _ type: DataType) -> JavaFormatter.Argument {
        if column.isNull(row) { return .null }
        switch (column, type.kind) {
        case (.boolean(let column), _): return .boolean(column.values[row])
        case (.int8(let column), _): return .integer(Int64(column.values[row]), bits: 8)
        case (.int16(let column), _): return .integer(Int64(column.values[row]), bits: 16)
        // Flink hands dates and times over as the numbers that they are inside.
        case (.int32(let column), _): return .integer(Int64(column.values[row]), bits: 32)
        case (.int64(let column), .bigint), (.int64(let column), .intervalDayTime): return .integer(column.values[row], bits: 64)
        case (.float(let column), _):
            let value = column.values[row]
            return .floating(Double(value), shortest: FloatingPointText.withText(of: value) { String(decoding: $0, as: UTF8.self) })
        case (.double(let column), _):
            let value = column.values[row]
            return .floating(value, shortest: FloatingPointText.withText(of: value) { String(decoding: $0, as: UTF8.self) })
        case (.bytes(let column), .char), (.bytes(let column), .varchar): return .string(column.string(row) ?? "")
        case (.int128(let column), .decimal(_, let scale)):
            return .object(Decimal128(unscaled: column.values[row], scale: scale).description)
        case (.int64(let column), _): return .object(isoText(LocalDateTime(milliseconds: column.values[row])))
        case (.int128(let column), _): return .object(isoText(LocalDateTime(nanoseconds: column.values[row])))
        default: return .object("\(column.value(row, type))")
        }
    }

    /// Java's `LocalDateTime.toString`: seconds only where there are any, behind them 3, 6 or 9 digits.
    private static func isoText(_ time: LocalDateTime) -> String {
        let nanoseconds = Int(time.time.milliseconds % 1_000) * 1_000_000 + Int(time.nanosecondsOfMillisecond)
        let digits = nanoseconds == 0 ? 0 : nanoseconds % 1_000_000 == 0 ? 3 : nanoseconds % 1_000 == 0 ? 6 : 9
        let text = "\(time.date)T" + time.text(fractionDigits: digits).drop { $0 != " " }.dropFirst()
        return digits == 0 && text.hasSuffix(":00") ? String(text.dropLast(3)) : text
    }
}
