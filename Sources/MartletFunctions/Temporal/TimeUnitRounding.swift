import MartletColumns
import MartletCore

/// FLOOR and CEIL of dates and times to a unit.
enum TimeUnitRounding {
    static func overloads(isUp: Bool) -> [Overload] {
        [
            Overload([.family("<DATE>", .date) { $0 == .date }, .unit], result: { $0[0].type }) { arguments, _ in
                let unit = arguments[1].unit ?? .day
                return ofFirst { (days: Int32) -> Int32 in Int32(truncatingIfNeeded: day(Int(days), unit, isUp)) }
            },
            Overload([.family("<TIME>", .time(0)) { if case .time = $0 { true } else { false } }, .unit], result: { $0[0].type }) {
                arguments, _ in
                let length = Int32(truncatingIfNeeded: arguments[1].unit?.milliseconds ?? 1)
                return ofFirst { (time: Int32) -> Int32 in
                    let (quotient, remainder) = time.flooredDivision(by: length)
                    return (quotient + (isUp && remainder > 0 ? 1 : 0)) * length
                }
            },
            Overload([.timestamp, .unit], result: { $0[0].type }) { arguments, result in
                let unit = arguments[1].unit ?? .day
                let isLocal: Bool = if case .timestampLTZ = arguments[0].type.kind { true } else { false }
                return { call in
                    let column = try call[0]
                    let zone = isLocal ? call.context.timeZone : .utc
                    func rounded(_ time: LocalDateTime) -> Int64 {
                        let offset = zone.local(time.milliseconds) - time.milliseconds
                        return milliseconds(time.milliseconds + offset, hasMore: time.nanosecondsOfMillisecond > 0, unit, isUp) - offset
                    }
                    return LocalDateTime.withView(column) { view in
                        if case .int64 = column {
                            return Int64.partial(call.count, column.validity) { rounded(LocalDateTime.read(view, $0)) }
                        }
                        return Int128.partial(call.count, column.validity) { row in
                            let time = LocalDateTime.read(view, row)
                            // What is finer than a millisecond stays where the unit is finer still.
                            if unit == .microsecond || unit == .nanosecond { return time.nanoseconds }
                            return Int128(rounded(time)) * 1_000_000
                        }
                    }
                }
            },
        ]
    }

    private static func ofFirst(_ operation: @escaping @Sendable (Int32) -> Int32) -> ScalarKernel {
        { call in
            let column = try call[0].int32
            return Int32.partial(call.count, column.validity) { operation(column.values[$0]) }
        }
    }

    private static func milliseconds(_ time: Int64, hasMore: Bool, _ unit: DateTimeUnit, _ isUp: Bool) -> Int64 {
        if let length = unit.milliseconds, unit != .week {
            let (quotient, remainder) = time.flooredDivision(by: length)
            // What is finer than a millisecond counts for that unit only.
            return (quotient + (isUp && (remainder > 0 || (hasMore && unit == .millisecond)) ? 1 : 0)) * length
        }
        // As in Flink, the day is cut off towards 1970, and a time within it does not count.
        return Int64(day(Int(time / 86_400_000), unit, isUp)) * 86_400_000
    }

    /// The first day of the unit that the day is in, or of the next one.
    private static func day(_ days: Int, _ unit: DateTimeUnit, _ isUp: Bool) -> Int {
        let date = CivilDay(days: days)
        func first(_ year: Int, _ month: Int = 1) -> Int { CivilCalendar.days(year: year, month: month, day: 1) }
        switch unit {
        case .millennium: return first((date.year + 999) / 1_000 * 1_000 + (isUp ? 1 : -999))
        case .century: return first((date.year + 99) / 100 * 100 + (isUp ? 1 : -99))
        case .decade: return first((date.year / 10 + (isUp ? 1 : 0)) * 10)
        case .year, .quarter, .month:
            let months = unit.months ?? 1
            let start = first(date.year, (date.month - 1) / months * months + 1)
            return isUp && start < days ? CivilDay(days: start).adding(months: months) : start
        case .week:
            let past = date.dayOfWeek % 7
            return days - past + (isUp && past > 0 ? 7 : 0)
        default: return days
        }
    }
}
