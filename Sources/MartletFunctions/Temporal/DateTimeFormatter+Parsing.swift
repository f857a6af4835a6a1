import MartletCore

extension DateTimeFormatter {
    /// The date and time that a text shows; nil if the text is not of the pattern, or shows what does not exist.
    ///
    /// What the text does not say is taken from 1970-01-01 00:00:00, as in Flink. Resolved as Java's SMART style does: a day that its month
    /// does not have becomes the month's last.
    func parse(_ text: Utf8) -> LocalDateTime? {
        var parser = FieldParser(text)
        if parser.parse(elements[...]), parser.position == text.count, let time = ParsedFields(parser.fields).resolved { return time }
        return Self.parseByJDBC(text.string)
    }

    /// What Flink falls back to for a text that is not of the pattern: JDBC's `y-m-d` or `y-m-d h:m:s[.f]`, with times beyond their ranges
    /// carried over.
    private static func parseByJDBC(_ text: String) -> LocalDateTime? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        guard let first = parts.first, parts.count <= 2 else { return nil }
        func numbers(_ text: Substring, _ separator: Character) -> [Int]? {
            let fields = text.split(separator: separator, omittingEmptySubsequences: false)
            let numbers = fields.compactMap { field in field.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(field) : nil }
            return fields.count == 3 && numbers.count == 3 ? numbers : nil
        }
        guard let date = numbers(first, "-"), first.prefix(while: { $0 != "-" }).count == 4, (1...12).contains(date[1]),
            (1...31).contains(date[2])
        else { return nil }
        var milliseconds = Int64(CivilCalendar.days(year: date[0], month: date[1], day: 1) + date[2] - 1) * 86_400_000
        var nanoseconds: Int64 = 0
        if parts.count == 2 {
            let time = parts[1].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard let clock = numbers(time[0], ":") else { return nil }
            milliseconds += Int64((clock[0] * 60 + clock[1]) * 60 + clock[2]) * 1_000
            if time.count == 2 {
                guard (1...9).contains(time[1].utf8.count), time[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                    let fraction = Int64(time[1])
                else { return nil }
                nanoseconds = fraction * Int64(Decimal128.powerOfTen(9 - time[1].utf8.count))
            }
        }
        return LocalDateTime(milliseconds: milliseconds + nanoseconds / 1_000_000, nanosecondsOfMillisecond: Int32(nanoseconds % 1_000_000))
    }
}

/// Reads the fields of a pattern from a text.
private struct FieldParser {
    private let text: Utf8
    private(set) var position = 0
    private(set) var fields = PatternFields()

    init(_ text: Utf8) { self.text = text }

    mutating func parse(_ elements: ArraySlice<DatePattern.Element>) -> Bool {
        for index in elements.indices {
            switch elements[index] {
            case .literal(let literal):
                for byte in literal.utf8 where !skip(byte) { return false }
            case .optional(let inner):
                let before = self
                if !parse(inner[...]) { self = before }
            case .field(let letter, let count):
                guard let value = read(letter, count, reserved: Self.digitsBehind(elements[(index + 1)...])) else { return false }
                if let known = fields[letter], known != value { return false }
                fields[letter] = value
            }
        }
        return true
    }

    /// How many digits the numbers of fixed width directly behind a field need: `yyyyMMdd` leaves four of eight to the year.
    private static func digitsBehind(_ elements: ArraySlice<DatePattern.Element>) -> Int {
        var digits = 0
        for element in elements {
            guard case .field(let letter, let count) = element, let width = fixedWidth(letter, count) else { break }
            digits += width
        }
        return digits
    }

    private static func fixedWidth(_ letter: Unicode.Scalar, _ count: Int) -> Int? {
        switch letter {
        case "d", "h", "H", "k", "K", "m", "s", "w", "M", "L", "Q", "q", "e", "c": count == 2 ? 2 : nil
        case "D": count == 3 ? 3 : nil
        case "y", "u", "Y": count == 2 ? 2 : nil
        case "S": count
        default: nil
        }
    }

    private func isDigit(_ index: Int) -> Bool { index < text.count && text[index] &- 0x30 < 10 }

    /// Goes past a byte, if it is the next.
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func read(_ letter: Unicode.Scalar, _ count: Int, reserved: Int) -> Int? {
        switch letter {
        case "M", "L": return count < 3 ? number(count, reserved) : name(of: DateNames.months, count)
        case "E": return name(of: DateNames.days, count)
        case "e", "c": return count < 3 ? number(count, reserved) : name(of: DateNames.days, count).map { $0 % 7 + 1 }
        case "Q" where count >= 3, "q" where count >= 3: return nil
        case "a": return name(of: DateNames.halves, 4).map { $0 - 1 }
        case "G": return name(of: ["BC", "AD"], 4).map { $0 - 1 }
        case "S": return fraction(count)
        case "y", "u", "Y":
            if count == 2 { return digits(2...2).map { 2_000 + $0 } }
            if count == 4 { return signedYear(reserved) }
            return number(count == 1 ? 1 : count, reserved)
        case "A", "n", "N": return number(1, reserved)
        case "X", "x", "Z": return offset(letter)
        case "V", "z", "v", "O": return zoneName()
        default: return number(count, reserved)
        }
    }

    /// One letter: as many digits as there are; more: exactly so many.
    private mutating func number(_ count: Int, _ reserved: Int) -> Int? {
        if count > 1 { return digits(count...count) }
        return digits(1...max(1, min(19, digitsAhead - reserved)))
    }

    private var digitsAhead: Int {
        var end = position
        while isDigit(end) { end += 1 }
        return end - position
    }

    private mutating func digits(_ counts: ClosedRange<Int>) -> Int? {
        var end = position, value = 0
        while end < position + counts.upperBound, isDigit(end) {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(text[end] - 0x30))
            if overflow || carry { return nil }
            value = sum
            end += 1
        }
        guard end - position >= counts.lowerBound else { return nil }
        position = end
        return value
    }

    /// Four digits; more only behind a plus sign, or with a minus sign.
    private mutating func signedYear(_ reserved: Int) -> Int? {
        let isNegative = skip(UInt8(ascii: "-"))
        let isSigned = isNegative || skip(UInt8(ascii: "+"))
        let available = digitsAhead - reserved
        if isSigned, !isNegative, available <= 4 { return nil }
        guard let year = digits(4...max(4, isSigned ? min(19, available) : 4)) else { return nil }
        return isNegative ? -year : year
    }

    private mutating func name(of names: [String], _ count: Int) -> Int? {
        for (index, name) in names.enumerated() {
            let wanted = (count == 4 ? name : DateNames.short(name)).utf8
            if text[position..<text.count].starts(with: wanted) {
                position += wanted.count
                return index + 1
            }
        }
        return nil
    }

    private mutating func fraction(_ count: Int) -> Int? {
        guard let value = digits(count...count) else { return nil }
        return value * Int(Decimal128.powerOfTen(9 - count))
    }

    /// `Z`, `+01`, `+0100` or `+01:00`; it does not move the local time.
    private mutating func offset(_ letter: Unicode.Scalar) -> Int? {
        if letter == "X", skip(UInt8(ascii: "Z")) { return 0 }
        guard skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-")), digits(2...2) != nil else { return nil }
        _ = skip(UInt8(ascii: ":"))
        _ = digits(2...2)
        return 0
    }

    private mutating func zoneName() -> Int? {
        let start = position
        while position < text.count, isDigit(position) || text[position] & 0xDF &- 0x41 < 26 || "/_+-:".utf8.contains(text[position]) {
            position += 1
        }
        return position == start ? nil : 0
    }
}

/// The fields of a text, to be made one date and time.
private struct ParsedFields {
    private let fields: PatternFields

    init(_ fields: PatternFields) { self.fields = fields }

    private func value(_ letter: Unicode.Scalar, _ range: ClosedRange<Int>, default missing: Int) -> Int? {
        guard let value = fields[letter] else { return missing }
        return range.contains(value) ? value : nil
    }

    private var year: Int? {
        guard var year = fields["u"] ?? fields["y"] else { return 1970 }
        if fields["u"] == nil, fields["G"] == 0 { year = 1 - year }
        if fields["u"] == nil, fields["G"] == nil, year <= 0 { return nil }
        return (-999_999_999...999_999_999).contains(year) ? year : nil
    }

    private var hour: Int? {
        if let hour = fields["H"] {
            // Midnight at the end of a day may be called 24:00.
            let isMidnight = hour == 24 && [fields["m"], fields["s"], fields["S"]].allSatisfy { $0 ?? 0 == 0 }
            return (0...23).contains(hour) || isMidnight ? hour : nil
        }
        if let hour = fields["k"] { return (1...24).contains(hour) ? hour % 24 : nil }
        guard let half = fields["a"] else {
            // An hour of a half day without the half says nothing, but must exist.
            guard value("h", 1...12, default: 12) != nil, value("K", 0...11, default: 0) != nil else { return nil }
            return 0
        }
        if let hour = fields["h"] { return (1...12).contains(hour) ? hour % 12 + 12 * half : nil }
        if let hour = fields["K"] { return (0...11).contains(hour) ? hour + 12 * half : nil }
        return 0
    }

    var resolved: LocalDateTime? {
        guard let year, let hour, let minute = value("m", 0...59, default: 0), let second = value("s", 0...59, default: 0),
            let month = value(fields["M"] == nil ? "L" : "M", 1...12, default: 1), let day = value("d", 1...31, default: 1)
        else { return nil }
        var days = CivilCalendar.days(year: year, month: month, day: min(day, CivilCalendar.daysIn(month: month, year: year)))
        if let dayOfYear = fields["D"], fields["M"] == nil, fields["L"] == nil {
            guard (1...(CivilCalendar.isLeap(year: year) ? 366 : 365)).contains(dayOfYear) else { return nil }
            days = CivilCalendar.days(year: year, month: 1, day: 1) + dayOfYear - 1
        }
        // A day of the week that contradicts the date.
        if let dayOfWeek = fields["E"], fields["d"] != nil || fields["D"] != nil, CivilDay(days: days).dayOfWeek != dayOfWeek { return nil }
        let nanosecond = fields["S"] ?? fields["n"] ?? 0
        let milliseconds = fields["A"] ?? ((hour * 60 + minute) * 60 + second) * 1_000 + nanosecond / 1_000_000
        return LocalDateTime(
            milliseconds: Int64(days) * 86_400_000 + Int64(milliseconds), nanosecondsOfMillisecond: Int32(nanosecond % 1_000_000))
    }
}
