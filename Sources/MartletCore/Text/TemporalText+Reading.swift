extension TemporalText {
    // MARK: DATE

    /// A date: `2024-02-29`, also `2024-2-9`, `2024-02`, `2024`, spaces around each number, and anything behind a space.
    package static func date(_ text: TextBytes) throws(TextFailure) -> Int32 {
        var text = text
        if let space = text.first(0x20), space > 0 { text = TextBytes(rebasing: text[..<space]) }
        var parts = (year: 0, month: 1, day: 1)
        if let hyphen = text.first(UInt8(ascii: "-")) {
            parts.year = try number(text, 0..<hyphen, .noDate)
            if let second = text.first(UInt8(ascii: "-"), from: hyphen + 1) {
                parts.month = try number(text, hyphen + 1..<second, .noDate)
                parts.day = try number(text, second + 1..<text.count, .noDate)
            } else {
                parts.month = try number(text, hyphen + 1..<text.count, .noDate)
            }
        } else {
            parts.year = try number(text, 0..<text.count, .noDate)
        }
        guard parts.year <= 9_999, let date = LocalDate(year: parts.year, month: parts.month, day: parts.day) else { throw .noDate }
        return date.days
    }

    /// Digits only, spaces around them cut off.
    private static func number(_ text: TextBytes, _ range: Range<Int>, _ failure: TextFailure) throws(TextFailure) -> Int {
        let digits = TextBytes(rebasing: text[range]).trimmed
        if digits.isEmpty || digits.count > 10 { throw failure }
        var number = 0
        for digit in digits {
            guard digit.isDigit else { throw failure }
            number = number * 10 + digit.digitValue
        }
        return number
    }

    // MARK: TIME

    /// A time of day in milliseconds: `12:34:56.789`, also `12`, `12:34`, and with an offset, which is added or taken away: `12:34:56+01:00`.
    package static func time(_ text: TextBytes) throws(TextFailure) -> Int32 {
        var end = text.count
        var offset = 0
        if let sign = text.first(UInt8(ascii: "-")) ?? text.first(UInt8(ascii: "+")) {
            end = sign
            let colon = text.first(UInt8(ascii: ":"), from: sign)
            offset = try number(text, sign + 1..<(colon ?? text.count), .noTime) * 60
            if let colon { offset += try number(text, colon + 1..<text.count, .noTime) }
            if text[sign] == UInt8(ascii: "-") { offset = -offset }
        }
        let clock = TextBytes(rebasing: text[..<end])
        var parts = (hour: 0, minute: 0, second: 0, milliseconds: 0)
        if let colon = clock.first(UInt8(ascii: ":")) {
            parts.hour = try number(clock, 0..<colon, .noTime)
            if let second = clock.first(UInt8(ascii: ":"), from: colon + 1) {
                parts.minute = try number(clock, colon + 1..<second, .noTime)
                let point = clock.first(UInt8(ascii: "."), from: second)
                parts.second = try number(clock, second + 1..<(point ?? end), .noTime)
                if let point { parts.milliseconds = milliseconds(TextBytes(rebasing: clock[(point + 1)...]).trimmed) }
            } else {
                parts.minute = try number(clock, colon + 1..<end, .noTime)
            }
        } else {
            parts.hour = try number(clock, 0..<end, .noTime)
        }
        let minutes = parts.hour * 60 + parts.minute + offset
        guard parts.minute < 60, parts.second < 60, (0..<1_440).contains(minutes) else { throw .noTime }
        return Int32(minutes * 60_000 + parts.second * 1_000 + parts.milliseconds)
    }

    /// The milliseconds of a fraction, the fourth digit rounded; what is no digit counts as 0.
    private static func milliseconds(_ fraction: TextBytes) -> Int {
        var result = 0, weight = 100
        for (index, byte) in fraction.enumerated() {
            result += weight * (byte.isDigit ? byte.digitValue : 0)
            if weight == 1 { return index + 1 < fraction.count && fraction[index + 1] >= UInt8(ascii: "5") ? result + 1 : result }
            weight /= 10
        }
        return result
    }

    // MARK: TIMESTAMP

    /// A date, or a date and a time to the second with up to nine digits behind a point: `2024-02-29 12:34:56.123456789`, also `2024-2-9 1:2:3`.
    ///
    /// As Java's date formats in their “smart” style: the 30 February is the last day of February, and 24:00:00 is the start of the next day.
    package static func dateTime(_ text: TextBytes) throws(TextFailure) -> LocalDateTime {
        var scanner = Scanner(text: text)
        let year = try scanner.year()
        try scanner.expect(UInt8(ascii: "-"))
        let month = try scanner.oneOrTwoDigits()
        try scanner.expect(UInt8(ascii: "-"))
        let day = try scanner.oneOrTwoDigits()
        guard (1...12).contains(month), (1...31).contains(day) else { throw .noTimestamp }
        var days = CivilCalendar.days(year: year, month: month, day: min(day, CivilCalendar.daysIn(month: month, year: year)))
        var seconds = 0, nanoseconds = 0
        if scanner.position < text.count {
            try scanner.expect(0x20)
            let hour = try scanner.oneOrTwoDigits()
            try scanner.expect(UInt8(ascii: ":"))
            let minute = try scanner.oneOrTwoDigits()
            try scanner.expect(UInt8(ascii: ":"))
            let second = try scanner.oneOrTwoDigits()
            nanoseconds = try scanner.fraction()
            guard scanner.position == text.count else { throw .noTimestamp }
            if hour == 24, minute == 0, second == 0, nanoseconds == 0 {
                days += 1
            } else {
                guard hour < 24, minute < 60, second < 60 else { throw .noTimestamp }
                seconds = hour * 3_600 + minute * 60 + second
            }
        }
        return LocalDateTime(
            milliseconds: Int64(days) * 86_400_000 + Int64(seconds * 1_000 + nanoseconds / 1_000_000),
            nanosecondsOfMillisecond: Int32(nanoseconds % 1_000_000))
    }

    private struct Scanner {
        let text: TextBytes
        var position = 0

        mutating func expect(_ byte: UInt8) throws(TextFailure) {
            guard position < text.count, text[position] == byte else { throw .noTimestamp }
            position += 1
        }

        mutating func digits(atMost limit: Int) -> (value: Int, count: Int) {
            var value = 0, count = 0
            while count < limit, position < text.count, text[position].isDigit {
                value = value * 10 + text[position].digitValue
                position += 1
                count += 1
            }
            return (value, count)
        }

        /// Four digits, or a plus sign and more.
        mutating func year() throws(TextFailure) -> Int {
            let hasSign = position < text.count && text[position] == UInt8(ascii: "+")
            if hasSign { position += 1 }
            let (year, count) = digits(atMost: 10)
            guard hasSign ? count > 4 : count == 4, (1...200_000_000).contains(year) else { throw .noTimestamp }
            return year
        }

        /// A number of one or two digits. Java's format `[MM][M]` also lets two digits be said twice.
        mutating func oneOrTwoDigits() throws(TextFailure) -> Int {
            let (value, count) = digits(atMost: 2)
            if count == 0 { throw .noTimestamp }
            if count == 2 {
                let end = position
                let again = digits(atMost: 18)
                if again.count > 0, again.value != value { position = end }
            }
            return value
        }

        /// Up to nine digits behind a point, in nanoseconds.
        mutating func fraction() throws(TextFailure) -> Int {
            guard position < text.count, text[position] == UInt8(ascii: ".") else { return 0 }
            position += 1
            var (value, count) = digits(atMost: 9)
            while count < 9 {
                value *= 10
                count += 1
            }
            return value
        }
    }
}
