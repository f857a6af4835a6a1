/// A date on the wall calendar, without a time zone: SQL's DATE.
@frozen public struct LocalDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public var days: Int32

    /// The date so many days after 1970-01-01; negative: before it.
    @inlinable public init(days: Int32) { self.days = days }

    /// The date, or nil if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= CivilCalendar.daysIn(month: month, year: year) else { return nil }
        days = Int32(CivilCalendar.days(year: year, month: month, day: day))
    }

    /// Year, month and day of the month.
    public var components: (year: Int, month: Int, day: Int) { CivilCalendar.date(days: Int(days)) }
    /// The year of the proleptic Gregorian calendar; 0 is that before the year 1.
    public var year: Int { components.year }

    public static func < (left: LocalDate, right: LocalDate) -> Bool { left.days < right.days }

    /// `yyyy-MM-dd`, as CAST to STRING spells it.
    public var description: String { TemporalText.string { TemporalText.writeDate(Int(days), into: $0) } }
}

/// A time of day, without a time zone: SQL's TIME. Flink's runtime keeps milliseconds, and so do we.
@frozen public struct LocalTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since midnight.
    public var milliseconds: Int32

    /// The time so many milliseconds after midnight, 0 to 86,399,999.
    @inlinable public init(milliseconds: Int32) { self.milliseconds = milliseconds }

    public static func < (left: LocalTime, right: LocalTime) -> Bool { left.milliseconds < right.milliseconds }

    /// `HH:mm:ss`, with milliseconds if there are any.
    public var description: String { sqlText(precision: milliseconds % 1_000 == 0 ? 0 : 3) }

    /// The time as CAST of a TIME(`precision`) to STRING spells it.
    package func sqlText(precision: Int) -> String {
        TemporalText.string { TemporalText.writeTime(milliseconds, precision: precision, into: $0) }
    }
}

/// A date and time on the wall, without a time zone: SQL's TIMESTAMP, to the nanosecond.
@frozen public struct LocalDateTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01 00:00:00 on the wall.
    public var milliseconds: Int64
    /// Nanoseconds within the millisecond, 0 to 999,999.
    public var nanosecondsOfMillisecond: Int32

    /// The wall time so many milliseconds after 1970-01-01 00:00:00, and nanoseconds, 0 to 999,999, behind them.
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

    /// The wall time of a day and a time of it; midnight unless it is said.
    public init(date: LocalDate, time: LocalTime = LocalTime(milliseconds: 0)) {
        self.init(milliseconds: Int64(date.days) * 86_400_000 + Int64(time.milliseconds))
    }

    /// The day, without its time.
    public var date: LocalDate { LocalDate(days: Int32(truncatingIfNeeded: milliseconds.flooredDivision(by: 86_400_000).quotient)) }
    /// The time of day to the millisecond; what is finer is cut off.
    public var time: LocalTime { LocalTime(milliseconds: Int32(milliseconds.flooredDivision(by: 86_400_000).remainder)) }

    public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        (left.milliseconds, left.nanosecondsOfMillisecond) < (right.milliseconds, right.nanosecondsOfMillisecond)
    }

    /// `yyyy-MM-dd HH:mm:ss`, with three digits of a second if there are milliseconds, nine if there is more.
    public var description: String {
        text(fractionDigits: nanosecondsOfMillisecond != 0 ? 9 : milliseconds % 1_000 != 0 ? 3 : 0)
    }

    /// `yyyy-MM-dd HH:mm:ss`, with `fractionDigits` digits (0 to 9) behind the point; what is finer is cut off.
    public func text(fractionDigits: Int) -> String {
        TemporalText.string { TemporalText.writeDateTime(self, precision: fractionDigits, into: $0) }
    }
}

/// A point on the time line to the nanosecond: SQL's TIMESTAMP_LTZ. It is shown in the session's time zone.
@frozen public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The same instant on a wall in UTC.
    public var utc: LocalDateTime

    /// The instant at which a wall clock in UTC shows this.
    @inlinable public init(utc: LocalDateTime) { self.utc = utc }
    /// The instant of a stream's timestamp, to the millisecond.
    @inlinable public init(_ timestamp: Timestamp) { utc = LocalDateTime(milliseconds: timestamp.milliseconds) }

    public static func < (left: Instant, right: Instant) -> Bool { left.utc < right.utc }

    /// `yyyy-MM-dd HH:mm:ssZ` in UTC, with three or nine digits of a second where there are any.
    public var description: String { utc.description + "Z" }
}
