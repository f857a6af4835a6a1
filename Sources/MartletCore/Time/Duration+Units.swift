extension Duration {
    /// `count` minutes of 60 seconds.
    @inlinable public static func minutes(_ count: some BinaryInteger) -> Duration { .seconds(Int64(count) * 60) }
    /// `count` hours of 3,600 seconds.
    @inlinable public static func hours(_ count: some BinaryInteger) -> Duration { .seconds(Int64(count) * 3_600) }
    /// `count` days of 24 hours.
    @inlinable public static func days(_ count: some BinaryInteger) -> Duration { .seconds(Int64(count) * 86_400) }

    /// The whole milliseconds in the duration; what is finer is cut off.
    @inlinable public var inMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}

extension Duration {
    /// Reads a duration as Flink's configuration spells it: a number and a unit, `10 s`, `200ms`, `1 h`; no unit means milliseconds.
    ///
    /// Units: `d day days`, `h hour hours`, `m min minute minutes`, `s sec second seconds`, `ms milli millis millisecond milliseconds`,
    /// `µs micro micros microsecond microseconds`, `ns nano nanos nanosecond nanoseconds`. Source: Flink's `TimeUtils.parseDuration`.
    public init(parsing text: String) throws {
        let trimmed = text.drop { $0 == " " }
        let digits = trimmed.prefix { $0.isASCII && $0.isNumber }
        let unit = String(trimmed.dropFirst(digits.count)).lowercased().filter { $0 != " " }
        guard let count = Int64(digits) else {
            throw MartletError(
                "'\(text)' is not a duration.", hint: "Write a whole number and a unit, such as '10 s' or '200 ms'.", phase: .validate)
        }
        switch unit {
        case "d", "day", "days": self = .days(count)
        case "h", "hour", "hours": self = .hours(count)
        case "m", "min", "minute", "minutes": self = .minutes(count)
        case "s", "sec", "second", "seconds": self = .seconds(count)
        case "", "ms", "milli", "millis", "millisecond", "milliseconds": self = .milliseconds(count)
        case "µs", "micro", "micros", "microsecond", "microseconds": self = .microseconds(count)
        case "ns", "nano", "nanos", "nanosecond", "nanoseconds": self = .nanoseconds(count)
        default:
            throw MartletError(
                "'\(text)' is not a duration: '\(unit)' is no unit of time.", hint: "Units are d, h, min, s, ms, µs and ns.",
                phase: .validate)
        }
    }
}
