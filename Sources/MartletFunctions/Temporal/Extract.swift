import MartletColumns
import MartletCore

extension ScalarFunction {
    /// `EXTRACT(DAY FROM t)` calls it with the unit and t.
    static let extract = ScalarFunction(
        "EXTRACT", "A part of a date, time or interval as a number: `EXTRACT(DAY FROM t)`.",
        examples: [.init("EXTRACT(DAY FROM DATE '2024-02-29')", "29"), .init("EXTRACT(EPOCH FROM DATE '2024-02-29')", "1709164800")],
        overloads: [
            Overload(
                [.unit, .extractable],
                result: { arguments in
                    guard let unit = arguments[0].unit, Extraction.isPossible(unit, from: arguments[1].type) else {
                        throw MartletError(
                            "EXTRACT cannot get \(arguments[0].literalText ?? "") from \(arguments[1].type).", phase: .validate)
                    }
                    return DataType.bigint.notNull
                }
            ) { arguments, _ in
                Extraction.kernel(arguments[0].unit ?? .day, from: arguments[1].type, argument: 1)
            }
        ])

    static let year = part("YEAR", .year, "The year.", example: "2024")
    static let quarter = part("QUARTER", .quarter, "The quarter of the year, from 1.", example: "1")
    static let month = part("MONTH", .month, "The month, from 1.", example: "2")
    static let week = part("WEEK", .week, "The week of the year by ISO 8601.", example: "9")
    static let dayOfYear = part("DAYOFYEAR", .dayOfYear, "The day of the year, from 1.", example: "60")
    static let dayOfMonth = part("DAYOFMONTH", .day, "The day of the month.", example: "29")
    static let dayOfWeek = part("DAYOFWEEK", .dayOfWeek, "The day of the week; Sunday is 1.", example: "5")
    static let hour = part("HOUR", .hour, "The hour of the day.", example: "0")
    static let minute = part("MINUTE", .minute, "The minute of the hour.", example: "0")
    static let second = part("SECOND", .second, "The second of the minute.", example: "0")

    private static func part(_ name: String, _ unit: DateTimeUnit, _ summary: String, example: String) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)(DATE '2024-02-29')", example)],
            overloads: [
                Overload(
                    [.extractable],
                    result: { arguments in
                        guard Extraction.isPossible(unit, from: arguments[0].type) else {
                            throw MartletError("\(name) cannot be applied to \(arguments[0].type).", phase: .validate)
                        }
                        return DataType.bigint.notNull
                    }
                ) { arguments, _ in Extraction.kernel(unit, from: arguments[0].type, argument: 0) }
            ])
    }
}

extension Overload.Parameter {
    fileprivate static let extractable = family("<DATETIME | INTERVAL>", .timestamp(3)) { $0.isDateTime || $0.isInterval }
}

/// What EXTRACT computes.
private enum Extraction {
    static func isPossible(_ unit: DateTimeUnit, from type: DataType) -> Bool {
        switch type.kind {
        case .time: !unit.isDateUnit && ![.dayOfWeek, .isoDayOfWeek, .dayOfYear, .isoYear].contains(unit)
        case .intervalDayTime: unit.milliseconds != nil && unit != .week || unit == .epoch || unit == .microsecond || unit == .nanosecond
        case .intervalYearMonth: unit.months != nil
        default: true
        }
    }

    static func kernel(_ unit: DateTimeUnit, from type: DataType, argument: Int) -> ScalarKernel {
        { call in
            let column = try call[argument]
            func numbers<T: ColumnElement>(_ extract: (T) -> Int64) -> Column {
                T.withView(column) { view in Int64.partial(call.count, column.validity) { extract(T.read(view, $0)) } }
            }
            switch type.kind {
            case .date:
                return numbers { (days: Int32) in unit.milliseconds.map { $0 < 86_400_000 } == true ? 0 : ofDate(unit, Int64(days)) }
            case .time: return numbers { (time: Int32) in ofTime(unit, Int64(time)) }
            case .intervalYearMonth: return numbers { (months: Int32) in ofMonths(unit, Int64(months)) }
            case .intervalDayTime:
                return numbers { (milliseconds: Int64) in unit == .day ? milliseconds / 86_400_000 : ofTime(unit, milliseconds) }
            case .timestampLTZ:
                return numbers { (instant: LocalDateTime) in
                    ofTimestamp(unit, call.context.timeZone.local(instant.milliseconds), instant.nanosecondsOfMillisecond)
                }
            default: return numbers { (time: LocalDateTime) in ofTimestamp(unit, time.milliseconds, time.nanosecondsOfMillisecond) }
            }
        }
    }

    /// Of a timestamp. Before 1970 Flink cuts off towards 1970: the day of `1969-12-31 23:59:59` is that of 1970-01-01.
    private static func ofTimestamp(_ unit: DateTimeUnit, _ milliseconds: Int64, _ nanoseconds: Int32) -> Int64 {
        switch unit {
        case .epoch: milliseconds / 1_000
        case .hour, .minute, .second, .millisecond, .microsecond, .nanosecond: ofTime(unit, milliseconds, nanoseconds)
        default: ofDate(unit, milliseconds / 86_400_000)
        }
    }

    private static func ofTime(_ unit: DateTimeUnit, _ milliseconds: Int64, _ nanoseconds: Int32 = 0) -> Int64 {
        switch unit {
        case .hour: milliseconds % 86_400_000 / 3_600_000
        case .minute: milliseconds % 3_600_000 / 60_000
        case .second: milliseconds % 60_000 / 1_000
        case .millisecond: milliseconds % 1_000
        case .microsecond: milliseconds % 1_000 * 1_000 + Int64(nanoseconds) / 1_000
        case .nanosecond: milliseconds % 1_000 * 1_000_000 + Int64(nanoseconds)
        default: milliseconds / 1_000
        }
    }

    private static func ofMonths(_ unit: DateTimeUnit, _ months: Int64) -> Int64 {
        switch unit {
        case .month: months % 12
        case .quarter: months % 12 / 3 + 1
        default: months / Int64(unit.months ?? 1)
        }
    }

    private static func ofDate(_ unit: DateTimeUnit, _ days: Int64) -> Int64 {
        if unit == .epoch { return days * 86_400 }
        let date = CivilDay(days: Int(days))
        return switch unit {
        case .year: Int64(date.year)
        case .isoYear: Int64(date.isoWeek.year)
        case .quarter: Int64((date.month - 1) / 3 + 1)
        case .month: Int64(date.month)
        case .week: Int64(date.isoWeek.week)
        case .day: Int64(date.day)
        case .dayOfWeek: Int64(date.dayOfWeek % 7 + 1)
        case .isoDayOfWeek: Int64(date.dayOfWeek)
        case .dayOfYear: Int64(date.dayOfYear)
        case .decade: Int64(date.year / 10)
        case .century: Int64(date.year > 0 ? (date.year + 99) / 100 : (date.year - 99) / 100)
        case .millennium: Int64(date.year > 0 ? (date.year + 999) / 1_000 : (date.year - 999) / 1_000)
        default: 0
        }
    }
}
