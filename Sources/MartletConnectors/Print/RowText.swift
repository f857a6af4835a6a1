import MartletCore
import MartletFormats

/// Values as Java's `toString` spells them, which is how Flink prints rows.
enum RowText {
    /// `[1, a, null]`
    static func cells(_ values: [Value]) -> String { "[" + values.map(text).joined(separator: ", ") + "]" }

    static func text(_ value: Value) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): String(value)
        case .tinyint(let value): String(value)
        case .smallint(let value): String(value)
        case .int(let value): String(value)
        case .bigint(let value): String(value)
        case .float(let value): value.sqlText
        case .double(let value): value.sqlText
        case .decimal(let value): JavaNumbers.text(value)
        case .string(let value): value
        case .bytes(let bytes): "[" + bytes.map { String(Int8(bitPattern: $0)) }.joined(separator: ", ") + "]"
        case .date(let value): value.description
        case .time(let value): time(LocalDateTime(milliseconds: Int64(value.milliseconds)))
        case .timestamp(let value): value.date.description + "T" + time(value)
        case .instant(let value): value.utc.date.description + "T" + time(value.utc, keepsSeconds: true) + "Z"
        case .months(let value): period(months: Int(value))
        case .milliseconds(let value): duration(milliseconds: value)
        case .array(let values): cells(values)
        case .map(let entries): "{" + entries.map { text($0.key) + "=" + text($0.value) }.joined(separator: ", ") + "}"
        case .row(let values): "+I" + cells(values)
        }
    }

    /// `12:34`, `12:34:56`, `12:34:56.789`: seconds where there are any, fractions in groups of three digits.
    private static func time(_ value: LocalDateTime, keepsSeconds: Bool = false) -> String {
        let nanoseconds = Int(value.time.milliseconds % 1_000) * 1_000_000 + Int(value.nanosecondsOfMillisecond)
        let digits = nanoseconds == 0 ? 0 : nanoseconds % 1_000_000 == 0 ? 3 : nanoseconds % 1_000 == 0 ? 6 : 9
        let text = value.text(fractionDigits: digits).dropFirst(value.date.description.count + 1)
        return nanoseconds == 0 && value.time.milliseconds / 1_000 % 60 == 0 && !keepsSeconds ? String(text.dropLast(3)) : String(text)
    }

    /// Java's `Period`: `P1Y2M`.
    private static func period(months: Int) -> String {
        let (years, rest) = (months / 12, months % 12)
        let text = (years == 0 ? "" : "\(years)Y") + (rest == 0 ? "" : "\(rest)M")
        return text.isEmpty ? "P0D" : "P" + text
    }

    /// Java's `Duration`: `PT26H3M4.5S`.
    private static func duration(milliseconds: Int64) -> String {
        if milliseconds == 0 { return "PT0S" }
        let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60)
        let rest = milliseconds % 60_000
        var text = "PT" + (hours == 0 ? "" : "\(hours)H") + (minutes == 0 ? "" : "\(minutes)M")
        if rest != 0 {
            text += (rest < 0 ? "-" : "") + String(rest.magnitude / 1_000)
            let fraction = rest.magnitude % 1_000
            if fraction != 0 {
                var digits = String(String(1_000 + fraction).dropFirst())
                while digits.hasSuffix("0") { digits.removeLast() }
                text += "." + digits
            }
            text += "S"
        }
        return text
    }
}
