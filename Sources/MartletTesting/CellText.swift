import MartletCore

/// The values of a text table's cells.
///
/// Times of 1970-01-01 are written without the date, and seconds only where they are not zero: `10:05`, `10:05:30.250`, `2024-03-10T08:00`.
enum CellText {
    static let null = "null"

    static func value(_ text: String, as type: DataType) throws -> Value {
        if text == null { return .null }
        let value: Value? =
            switch type.kind {
            case .boolean: text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
            case .tinyint: Int8(text).map { .tinyint($0) }
            case .smallint: Int16(text).map { .smallint($0) }
            case .int: Int32(text).map { .int($0) }
            case .bigint: Int64(text).map { .bigint($0) }
            case .float: Float(text).map { .float($0) }
            case .double: Double(text).map { .double($0) }
            case .decimal: Decimal128(text).map { .decimal($0) }
            case .char, .varchar: .string(text)
            case .date: date(text[...]).map { .date($0) }
            case .time: time(text[...]).map { .time($0) }
            case .timestamp: dateTime(text).map { .timestamp($0) }
            case .timestampLTZ: dateTime(text).map { .instant(Instant(utc: $0)) }
            case .intervalDayTime: Int64(text).map { .milliseconds($0) }
            case .intervalYearMonth: Int32(text).map { .months($0) }
            default: nil
            }
        guard let value else { throw MartletError("'\(text)' is not a cell of type \(type).") }
        return value
    }

    private static func date(_ text: Substring) -> LocalDate? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? LocalDate(year: parts[0], month: parts[1], day: parts[2]) : nil
    }

    private static func time(_ text: Substring) -> LocalTime? {
        let parts = text.split(separator: ":")
        guard parts.count >= 2, let hours = Int32(parts[0]), let minutes = Int32(parts[1]) else { return nil }
        var milliseconds = (hours * 60 + minutes) * 60_000
        if parts.count == 3 {
            guard let seconds = Decimal128(parts[2])?.rescaled(to: 3) else { return nil }
            milliseconds += Int32(truncatingIfNeeded: seconds.unscaled)
        }
        return LocalTime(milliseconds: milliseconds)
    }

    static func dateTime(_ text: String) -> LocalDateTime? {
        let parts = text.split(separator: "T")
        guard let last = parts.last, let time = time(last) else { return nil }
        if parts.count == 1 { return LocalDateTime(milliseconds: Int64(time.milliseconds)) }
        return date(parts[0]).map { LocalDateTime(date: $0, time: time) }
    }

    static func text(_ value: Value) -> String {
        switch value {
        case .null: null
        case .boolean(let value): String(value)
        case .tinyint(let value): String(value)
        case .smallint(let value): String(value)
        case .int(let value): String(value)
        case .bigint(let value): String(value)
        case .float(let value): String(value)
        case .double(let value): String(value)
        case .decimal(let value): value.description
        case .string(let value): value.isEmpty || value == null || value.contains(" ") ? "'\(value)'" : value
        case .bytes(let value): "x" + value.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        case .date(let value): value.description
        case .time(let value): text(value)
        case .timestamp(let value): text(value)
        case .instant(let value): text(value.utc)
        case .months(let value): String(value)
        case .milliseconds(let value): String(value)
        case .array(let values): "[" + values.map(text).joined(separator: ",") + "]"
        case .map(let entries): "{" + entries.map { "\(text($0.key))=\(text($0.value))" }.joined(separator: ",") + "}"
        case .row(let values): "(" + values.map(text).joined(separator: ",") + ")"
        }
    }

    private static func text(_ time: LocalTime) -> String {
        let text = time.description
        return time.milliseconds % 60_000 == 0 ? String(text.dropLast(3)) : text
    }

    private static func text(_ value: LocalDateTime) -> String {
        (value.date.days == 0 ? "" : value.date.description + "T") + text(value.time)
    }
}
