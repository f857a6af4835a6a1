import MartletCore
import MartletSQL

/// Reads the texts of DATE, TIME, TIMESTAMP and INTERVAL literals.
enum TemporalLiteral {
    /// `yyyy-MM-dd`; fewer digits will do.
    static func date(_ text: String) -> LocalDate? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count <= 4, let year = number(parts[0]), let month = number(parts[1], digits: 2),
            let day = number(parts[2], digits: 2)
        else { return nil }
        return LocalDate(year: year, month: month, day: day)
    }

    /// `HH:mm:ss.fff` with its number of fractional digits; TIME keeps three of them.
    static func time(_ text: String) -> (LocalTime, precision: Int)? {
        guard let (seconds, nanoseconds, digits) = clock(text) else { return nil }
        return (LocalTime(milliseconds: Int32(seconds * 1_000 + nanoseconds / 1_000_000)), min(digits, 3))
    }

    /// `yyyy-MM-dd HH:mm:ss.fffffffff` with its number of fractional digits, at most nine; the time may be left out.
    static func timestamp(_ text: String) -> (LocalDateTime, precision: Int)? {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = date(String(parts[0])) else { return nil }
        guard parts.count == 2 else { return (LocalDateTime(date: date), 0) }
        guard let (seconds, nanoseconds, digits) = clock(String(parts[1])) else { return nil }
        let milliseconds = Int64(date.days) * 86_400_000 + Int64(seconds) * 1_000 + Int64(nanoseconds / 1_000_000)
        return (LocalDateTime(milliseconds: milliseconds, nanosecondsOfMillisecond: Int32(nanoseconds % 1_000_000)), min(digits, 9))
    }

    private static func clock(_ text: String) -> (seconds: Int, nanoseconds: Int, digits: Int)? {
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = number(parts[0], digits: 2), let minute = number(parts[1], digits: 2),
            let second = number(parts[2], digits: 2), hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = hour * 3_600 + minute * 60 + second
        guard halves.count == 2 else { return (seconds, 0, 0) }
        guard let nanoseconds = fraction(halves[1], digits: 9) else { return nil }
        return (seconds, nanoseconds, halves[1].count)
    }

    /// The value of an interval: months or milliseconds. `nil` where the text does not fit the qualifier.
    static func interval(_ interval: IntervalLiteral) -> Value? {
        var text = Substring(interval.text)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        var isNegative = interval.isNegative
        if let sign = text.first, sign == "-" || sign == "+" {
            if sign == "-" { isNegative.toggle() }
            text.removeFirst()
        }
        let units = interval.qualifier.units
        guard !units.isEmpty, let values = fields(text, units) else { return nil }
        let total = zip(values, units).reduce(Int64(0)) { $0 + $1.0 * $1.1.length }
        let signed = isNegative ? -total : total
        if interval.qualifier.isYearMonth { return Int32(exactly: signed).map { .months($0) } }
        return .milliseconds(signed)
    }

    /// The numbers of `1-2` or `1 02:03:04.5`, one a unit; seconds come in milliseconds.
    private static func fields(_ text: Substring, _ units: [IntervalUnit]) -> [Int64]? {
        var rest = text
        var values: [Int64] = []
        for (position, unit) in units.enumerated() {
            var digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let value = Int64(digits), position == 0 || value <= unit.limit else { return nil }
            rest = rest.dropFirst(digits.count)
            if unit == .second {
                var milliseconds = value * 1_000
                if rest.first == "." {
                    rest.removeFirst()
                    digits = rest.prefix { $0.isASCII && $0.isNumber }
                    rest = rest.dropFirst(digits.count)
                    guard let nanoseconds = fraction(digits, digits: 9) else { return nil }
                    milliseconds += Int64(nanoseconds / 1_000_000)
                }
                values.append(milliseconds)
            } else {
                values.append(value)
            }
            if position < units.count - 1 {
                guard rest.first == unit.separator else { return nil }
                rest.removeFirst()
            }
        }
        return rest.isEmpty ? values : nil
    }

    private static func number(_ text: Substring, digits: Int = 9) -> Int? {
        guard !text.isEmpty, text.count <= digits, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text)
    }

    /// `text` behind the point, as so many digits; finer ones are cut off.
    private static func fraction(_ text: Substring, digits: Int) -> Int? {
        guard !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text.prefix(digits) + String(repeating: "0", count: max(0, digits - text.count)))
    }
}

/// A field of an interval.
enum IntervalUnit: Int, CaseIterable {
    case year, month, day, hour, minute, second, week, quarter

    /// In months or milliseconds; a second's value is in milliseconds already.
    var length: Int64 {
        switch self {
        case .year: 12
        case .quarter: 3
        case .month: 1
        case .week: 7 * 86_400_000
        case .day: 86_400_000
        case .hour: 3_600_000
        case .minute: 60_000
        case .second: 1
        }
    }

    /// The greatest value behind a larger unit.
    var limit: Int64 {
        switch self {
        case .month: 11
        case .hour: 23
        case .minute, .second: 59
        default: .max
        }
    }

    /// What stands before the next smaller unit.
    var separator: Character {
        switch self {
        case .year: "-"
        case .day: " "
        default: ":"
        }
    }

    init?(_ unit: TimeUnit) {
        switch unit {
        case .year: self = .year
        case .quarter: self = .quarter
        case .month: self = .month
        case .week: self = .week
        case .day: self = .day
        case .hour: self = .hour
        case .minute: self = .minute
        case .second: self = .second
        default: return nil
        }
    }
}

extension IntervalQualifier {
    /// The units of the literal, largest first: all between `start` and `end`.
    var units: [IntervalUnit] {
        guard let first = IntervalUnit(start) else { return [] }
        guard let end, let last = IntervalUnit(end) else { return [first] }
        return first.rawValue <= last.rawValue ? (first.rawValue...last.rawValue).compactMap { IntervalUnit(rawValue: $0) } : []
    }

    /// `DAY TO SECOND`
    package var spelling: String { "\(start.spelling)" + (end.map { " TO \($0.spelling)" } ?? "") }
}
