import MartletColumns
import MartletCore

// A TIMESTAMP is cut to a lower precision, a date or a time towards 1970, as Flink's arithmetic on milliseconds does; so before 1970 it is
// rounded up. A text is cut towards the past.

extension Cast {
    func date() -> ScalarKernel {
        switch source.kind {
        case .char, .varchar: return reading { text throws(TextFailure) in try TemporalText.date(text) }
        case .timestamp: return Strict.total { (value: LocalDateTime) in Int32(truncatingIfNeeded: value.milliseconds / 86_400_000) }
        case .timestampLTZ: return zoned { zone in Strict.total { (value: LocalDateTime) in zone.local(value).date.days } }
        default: missing()
        }
    }

    func time(precision: Int) -> ScalarKernel {
        let unit = Int32(truncatingIfNeeded: Self.milliseconds(precision))
        switch source.kind {
        case .char, .varchar:
            return reading { text throws(TextFailure) in
                let time = try TemporalText.time(text)
                return time - time % unit
            }
        case .time: return Strict.total { (value: Int32) in value - value % unit }
        case .timestamp: return Strict.total { (value: LocalDateTime) in Self.time(of: value, unit: unit) }
        case .timestampLTZ: return zoned { zone in Strict.total { (value: LocalDateTime) in Self.time(of: zone.local(value), unit: unit) } }
        default: missing()
        }
    }

    /// The time of day, cut towards 1970 to a multiple of `unit` milliseconds.
    private static func time(of value: LocalDateTime, unit: Int32) -> Int32 {
        let time = Int32(value.milliseconds % 86_400_000)
        let cut = time - time % unit
        return cut < 0 ? cut + 86_400_000 : cut
    }

    func timestamp(precision: Int) -> ScalarKernel {
        switch source.kind {
        case .char, .varchar: return read(precision: precision) { text, _ throws(TextFailure) in try TemporalText.dateTime(text) }
        case .date: return Self.timestamps(precision) { (days: Int32) in LocalDateTime(date: LocalDate(days: days)) }
        case .time: return Self.timestamps(precision) { (time: Int32) in LocalDateTime(milliseconds: Int64(time)) }
        case .timestamp(let from): return Self.timestamps(precision, cut(from: from, to: precision))
        case .timestampLTZ(let from):
            let cut = cut(from: from, to: precision)
            return zoned { zone in Self.timestamps(precision) { (value: LocalDateTime) in cut(zone.local(value)) } }
        default: missing()
        }
    }

    func timestampLTZ(precision: Int) -> ScalarKernel {
        switch source.kind {
        case .char, .varchar:
            return read(precision: precision) { text, zone throws(TextFailure) in zone.instant(local: try TemporalText.dateTime(text)) }
        case .date:
            return zoned { zone in
                Self.timestamps(precision) { (days: Int32) in zone.instant(local: LocalDateTime(date: LocalDate(days: days))) }
            }
        case .time:
            return zoned { zone in
                Self.timestamps(precision) { (time: Int32) in zone.instant(local: LocalDateTime(milliseconds: Int64(time))) }
            }
        case .timestamp(let from):
            let cut = cut(from: from, to: precision)
            return zoned { zone in Self.timestamps(precision) { (value: LocalDateTime) in cut(zone.instant(local: value)) } }
        case .timestampLTZ(let from): return Self.timestamps(precision, cut(from: from, to: precision))
        default: missing()
        }
    }

    /// Takes away the digits that a lower precision does not have: milliseconds towards 1970, or of a literal towards the past.
    private func cut(from precision: Int, to newPrecision: Int) -> @Sendable (LocalDateTime) -> LocalDateTime {
        if newPrecision >= precision { return { $0 } }
        if newPrecision <= 3 {
            let unit = Self.milliseconds(newPrecision)
            let isFloored = ofLiteral
            return { value in
                let rest = isFloored ? value.milliseconds.flooredDivision(by: unit).remainder : value.milliseconds % unit
                return LocalDateTime(milliseconds: value.milliseconds - rest)
            }
        }
        let unit = Int32(truncatingIfNeeded: Decimal128.powerOfTen(9 - newPrecision))
        return {
            LocalDateTime(
                milliseconds: $0.milliseconds, nanosecondsOfMillisecond: $0.nanosecondsOfMillisecond - $0.nanosecondsOfMillisecond % unit)
        }
    }

    /// A kernel that depends on the session's time zone.
    func zoned(_ kernel: @escaping @Sendable (TimeZoneRules) -> ScalarKernel) -> ScalarKernel {
        { call in try kernel(call.context.timeZone)(call) }
    }

    /// A kernel whose results are timestamps of a precision.
    private static func timestamps<Element: ColumnElement>(
        _ precision: Int, _ convert: @escaping @Sendable (Element) -> LocalDateTime
    ) -> ScalarKernel {
        precision <= 3
            ? Strict.total { (value: Element) in convert(value).milliseconds }
            : Strict.total { (value: Element) in convert(value).nanoseconds }
    }

    /// A kernel that reads timestamps of a precision.
    private func read(
        precision: Int, _ read: @escaping @Sendable (TextBytes, TimeZoneRules) throws(TextFailure) -> LocalDateTime
    ) -> ScalarKernel {
        zoned { zone in
            if precision <= 3 {
                let unit = Self.milliseconds(precision)
                return reading { text throws(TextFailure) -> Int64 in
                    let value = try read(text, zone).milliseconds
                    return value - value.flooredDivision(by: unit).remainder
                }
            }
            let unit = Decimal128.powerOfTen(9 - precision)
            return reading { text throws(TextFailure) -> Int128 in
                let value = try read(text, zone).nanoseconds
                return value - value.flooredDivision(by: unit).remainder
            }
        }
    }

    /// The last digit of a TIME or TIMESTAMP of this precision, 3 at most, in milliseconds.
    static func milliseconds(_ precision: Int) -> Int64 { Int64(Decimal128.powerOfTen(3 - min(precision, 3))) }
}

extension TimeZoneRules {
    /// The wall time of an instant.
    func local(_ instant: LocalDateTime) -> LocalDateTime {
        LocalDateTime(milliseconds: local(instant.milliseconds), nanosecondsOfMillisecond: instant.nanosecondsOfMillisecond)
    }

    /// The instant of a wall time, as wall time in UTC.
    func instant(local: LocalDateTime) -> LocalDateTime {
        LocalDateTime(milliseconds: instant(local: local.milliseconds), nanosecondsOfMillisecond: local.nanosecondsOfMillisecond)
    }
}
