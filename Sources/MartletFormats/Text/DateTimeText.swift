import MartletCore

/// Dates and times as the formatters and `valueOf` methods of Java read them that Flink's formats use.
enum DateTimeText {
    /// What a day that the month does not have means.
    enum Resolution {
        /// An error.
        case strict
        /// The month's last day, as of Java's SMART resolver; also, 24:00:00 is the next day's start.
        case smart
        /// So many days into the next month, as of `java.sql.Date.valueOf`.
        case lenient
    }

    /// What stands between date and time, and behind the time.
    struct TimestampSyntax {
        var separator: UInt8
        var hasZulu: Bool
        /// Whether `:ss` may be left out.
        var secondsAreOptional: Bool
        var resolution: Resolution
    }

    // MARK: Dates

    /// `yyyy-MM-dd` (ISO_LOCAL_DATE); years beyond 9999 carry a sign. Days since 1970-01-01.
    static func isoDate(_ text: ByteRange, _ resolution: Resolution = .strict) -> Int32? {
        var position = text.start
        guard let days = isoDate(&position, text.end, resolution), position == text.end else { return nil }
        return days
    }

    @inline(__always) private static func isoDate(_ position: inout ByteRange.Position, _ end: ByteRange.Position, _ resolution: Resolution)
        -> Int32?
    {
        if end - position >= 10, position[4] == UInt8(ascii: "-"), position[7] == UInt8(ascii: "-"),
            let year = fourDigits(position), let month = twoDigits(position + 5), let day = twoDigits(position + 8)
        {
            position += 10
            return days(year, month, day, resolution)
        }
        return longDate(&position, end, resolution)
    }

    /// Dates with a signed year.
    @inline(never) private static func longDate(_ position: inout ByteRange.Position, _ end: ByteRange.Position, _ resolution: Resolution)
        -> Int32?
    {
        var next = position
        guard next < end, next.pointee == UInt8(ascii: "-") || next.pointee == UInt8(ascii: "+") else { return nil }
        let isNegative = next.pointee == UInt8(ascii: "-")
        next += 1
        var year = 0, digits = 0
        while next < end, next.pointee &- UInt8(ascii: "0") <= 9, digits < 9 {
            year = year * 10 + Int(next.pointee &- UInt8(ascii: "0"))
            digits += 1
            next += 1
        }
        guard digits >= 4, isNegative || digits > 4, end - next >= 6, next[0] == UInt8(ascii: "-"), next[3] == UInt8(ascii: "-"),
            let month = twoDigits(next + 1), let day = twoDigits(next + 4)
        else { return nil }
        position = next + 6
        return days(isNegative ? -year : year, month, day, resolution)
    }

    /// `yyyy-[m]m-[d]d` as `java.sql.Date.valueOf` reads it.
    static func sqlDate(_ text: ByteRange) -> Int32? {
        guard text.count >= 8, text.count <= 10, text.start[4] == UInt8(ascii: "-"), let year = fourDigits(text.start) else { return nil }
        var position = text.start + 5
        func oneOrTwoDigits(_ limit: ByteRange.Position) -> Int? {
            var value = 0, digits = 0
            while position < limit, digits < 2, position.pointee &- UInt8(ascii: "0") <= 9 {
                value = value * 10 + Int(position.pointee &- UInt8(ascii: "0"))
                digits += 1
                position += 1
            }
            return digits == 0 ? nil : value
        }
        guard let month = oneOrTwoDigits(text.end), position < text.end, position.pointee == UInt8(ascii: "-") else { return nil }
        position += 1
        guard let day = oneOrTwoDigits(text.end), position == text.end else { return nil }
        return days(year, month, day, .lenient)
    }

    @inline(__always) private static func days(_ year: Int, _ month: Int, _ day: Int, _ resolution: Resolution) -> Int32? {
        guard month >= 1, month <= 12, day >= 1, day <= 31 else { return nil }
        var day = day
        if day > 28, resolution != .lenient {
            let last = CivilCalendar.daysIn(month: month, year: year)
            if day > last {
                if resolution == .strict { return nil }
                day = last
            }
        }
        return Int32(truncatingIfNeeded: CivilCalendar.days(year: year, month: month, day: day))
    }

    // MARK: Times

    /// `HH:mm:ss` with an optional fraction of up to nine digits; nanoseconds of the day.
    ///
    /// - Parameter secondsAreOptional: as of ISO_LOCAL_TIME, where the fraction also needs a digit.
    static func time(_ text: ByteRange, secondsAreOptional: Bool) -> Int64? {
        var position = text.start
        guard let nanoseconds = time(&position, text.end, secondsAreOptional: secondsAreOptional), position == text.end else { return nil }
        return nanoseconds < nanosecondsOfDay ? nanoseconds : nil
    }

    static let nanosecondsOfDay: Int64 = 86_400_000_000_000

    /// `24:00:00` comes out as a whole day; whoever asks says whether that is a time.
    @inline(__always) private static func time(
        _ position: inout ByteRange.Position, _ end: ByteRange.Position, secondsAreOptional: Bool
    ) -> Int64? {
        guard end - position >= 5, position[2] == UInt8(ascii: ":"), let hour = twoDigits(position), let minute = twoDigits(position + 3),
            hour <= 24, minute < 60
        else { return nil }
        position += 5
        var nanoseconds = Int64(hour &* 3_600 &+ minute &* 60) &* 1_000_000_000
        if end - position >= 3, position.pointee == UInt8(ascii: ":") {
            guard let second = twoDigits(position + 1), second < 60 else { return nil }
            position += 3
            nanoseconds += Int64(second) &* 1_000_000_000
            if position < end, position.pointee == UInt8(ascii: ".") {
                position += 1
                let start = position, limit = min(end, position + 9)
                var fraction: Int64 = 0
                while position < limit, position.pointee &- UInt8(ascii: "0") <= 9 {
                    fraction = fraction &* 10 &+ Int64(position.pointee &- UInt8(ascii: "0"))
                    position += 1
                }
                if secondsAreOptional, position == start { return nil }
                nanoseconds &+= fraction &* unit(ofDigits: position - start)
            }
        } else if !secondsAreOptional {
            return nil
        }
        return nanoseconds <= nanosecondsOfDay ? nanoseconds : nil
    }

    /// The nanoseconds of one in the last of so many digits behind the point.
    @inline(__always) private static func unit(ofDigits count: Int) -> Int64 {
        // Milliseconds are what nearly all have.
        if count == 3 { return 1_000_000 }
        var unit: Int64 = 1
        for _ in count..<9 { unit &*= 10 }
        return unit
    }

    // MARK: Timestamps

    /// A date and time on the wall: days since 1970-01-01 and nanoseconds of the day.
    static func timestamp(_ text: ByteRange, _ syntax: TimestampSyntax) -> (days: Int32, nanoseconds: Int64)? {
        var position = text.start
        guard var days = isoDate(&position, text.end, syntax.resolution), position < text.end else { return nil }
        // Java's formatters read the T and the Z in either case.
        guard position.pointee == syntax.separator || (syntax.separator == UInt8(ascii: "T") && position.pointee == UInt8(ascii: "t"))
        else {
            return nil
        }
        position += 1
        guard var nanoseconds = time(&position, text.end, secondsAreOptional: syntax.secondsAreOptional) else { return nil }
        if nanoseconds == nanosecondsOfDay {
            guard syntax.resolution == .smart else { return nil }
            nanoseconds = 0
            days += 1
        }
        if syntax.hasZulu {
            guard position < text.end, position.pointee == UInt8(ascii: "Z") else { return nil }
            position += 1
        }
        return position == text.end ? (days, nanoseconds) : nil
    }

    // MARK: Digits

    @inline(__always) private static func twoDigits(_ position: ByteRange.Position) -> Int? {
        let tens = position[0] &- UInt8(ascii: "0"), ones = position[1] &- UInt8(ascii: "0")
        return tens <= 9 && ones <= 9 ? Int(tens) &* 10 &+ Int(ones) : nil
    }

    @inline(__always) private static func fourDigits(_ position: ByteRange.Position) -> Int? {
        guard let high = twoDigits(position), let low = twoDigits(position + 2) else { return nil }
        return high &* 100 &+ low
    }
}
