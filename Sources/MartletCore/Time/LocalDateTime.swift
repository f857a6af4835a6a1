/// A date on the wall calendar, without a time zone: SQL's DATE.
@frozen public struct LocalDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public var days: Int32

    @inlinable public init(days: Int32) { self.days = days }

    /// The date, or nil if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= CivilCalendar.daysIn(month: month, year: year) else { return nil }
        days = Int32(CivilCalendar.days(year: year, month: month, day: day))
    }

    public static func < (left: LocalDate, right: LocalDate) -> Bool { left.days < right.days }

    /// `yyyy-MM-dd`.
    public var description: String {
        let (year, month, day) = CivilCalendar.date(days: Int(days))
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}

/// A time of day, without a time zone: SQL's TIME. Flink's runtime keeps milliseconds, and so do we.
@frozen public struct LocalTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since midnight.
    public var milliseconds: Int32

    @inlinable public init(milliseconds: Int32) { self.milliseconds = milliseconds }

    public static func < (left: LocalTime, right: LocalTime) -> Bool { left.milliseconds < right.milliseconds }

    public var description: String { text(fractionDigits: milliseconds % 1_000 == 0 ? 0 : 3) }

    /// `HH:mm:ss`, with `fractionDigits` digits (0 to 9) behind the point.
    public func text(fractionDigits: Int) -> String {
        let seconds = Int(milliseconds) / 1_000
        var text = "\(padded(seconds / 3_600, to: 2)):\(padded(seconds / 60 % 60, to: 2)):\(padded(seconds % 60, to: 2))"
        if fractionDigits > 0 {
            text += "." + (padded(Int(milliseconds) % 1_000, to: 3) + "000000").prefix(fractionDigits)
        }
        return text
    }
}

/// A date and time on the wall, without a time zone: SQL's TIMESTAMP, to the nanosecond.
@frozen public struct LocalDateTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01 00:00:00 on the wall.
    public var milliseconds: Int64
    /// Nanoseconds within the millisecond, 0 to 999,999.
    public var nanosecondsOfMillisecond: Int32

    @inlinable public init(milliseconds: Int64, nanosecondsOfMillisecond: Int32 = 0) {
        self.milliseconds = milliseconds
        self.nanosecondsOfMillisecond = nanosecondsOfMillisecond
    }

    /// From nanoseconds since 1970-01-01 00:00:00, the form in which columns of precision 4 to 9 hold it.
    @inlinable public init(nanoseconds: Int128) {
        let (milliseconds, rest) = nanoseconds.flooredDivision(by: 1_000_000)
        self.init(milliseconds: Int64(truncatingIfNeeded: milliseconds), nanosecondsOfMillisecond: Int32(rest))
    }

    /// Nanoseconds since 1970-01-01 00:00:00.
    @inlinable public var nanoseconds: Int128 { Int128(milliseconds) * 1_000_000 + Int128(nanosecondsOfMillisecond) }

    public init(date: LocalDate, time: LocalTime = LocalTime(milliseconds: 0)) {
        self.init(milliseconds: Int64(date.days) * 86_400_000 + Int64(time.milliseconds))
    }

    public var date: LocalDate { LocalDate(days: Int32(truncatingIfNeeded: milliseconds.flooredDivision(by: 86_400_000).quotient)) }
    public var time: LocalTime { LocalTime(milliseconds: Int32(milliseconds.flooredDivision(by: 86_400_000).remainder)) }

    public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        (left.milliseconds, left.nanosecondsOfMillisecond) < (right.milliseconds, right.nanosecondsOfMillisecond)
    }

    public var description: String {
        text(fractionDigits: nanosecondsOfMillisecond != 0 ? 9 : milliseconds % 1_000 != 0 ? 3 : 0)
    }

    /// `yyyy-MM-dd HH:mm:ss`, with `fractionDigits` digits (0 to 9) behind the point; what is finer is cut off.
    public func text(fractionDigits: Int, separator: String = " ") -> String {
        var text = "\(date)\(separator)\(LocalTime(milliseconds: time.milliseconds / 1_000 * 1_000).text(fractionDigits: 0))"
        if fractionDigits > 0 {
            let nanoseconds = Int(time.milliseconds % 1_000) * 1_000_000 + Int(nanosecondsOfMillisecond)
            text += "." + padded(nanoseconds, to: 9).prefix(fractionDigits)
        }
        return text
    }
}

/// A point on the time line to the nanosecond: SQL's TIMESTAMP_LTZ. It is shown in the session's time zone.
@frozen public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The same instant on a wall in UTC.
    public var utc: LocalDateTime

    @inlinable public init(utc: LocalDateTime) { self.utc = utc }
    @inlinable public init(_ timestamp: Timestamp) { utc = LocalDateTime(milliseconds: timestamp.milliseconds) }

    public static func < (left: Instant, right: Instant) -> Bool { left.utc < right.utc }

    public var description: String { utc.description + "Z" }
}

/// `number` in decimal, with zeros in front up to `width` digits; a minus sign is not counted.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number.magnitude)
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
