import MartletColumns
import MartletCore

extension ScalarFunction {
    static let timestampAdd = ScalarFunction(
        "TIMESTAMPADD", "A date or time moved by so many of a unit.",
        examples: [.init("TIMESTAMPADD(MONTH, -1, DATE '2024-03-31')", "2024-02-29")],
        overloads: [
            Overload(
                [.unit, .bigint, .point],
                result: { arguments in
                    let unit = arguments[0].unit ?? .day
                    guard arguments[2].type.kind == .date, !unit.isDateUnit else { return arguments[2].type }
                    return DataType.timestamp(6).nullable(arguments[2].type.isNullable)
                }
            ) { arguments, result in
                let unit = arguments[0].unit ?? .day
                let resultKind = result.kind
                return { call in
                    let counts = try call[1].int64, column = try call[2]
                    let validity = Bitmap.intersection(counts.validity, column.validity)
                    switch (column, resultKind) {
                    case (.int32(let days), .date):
                        return Int32.partial(call.count, validity) { row in
                            Int32(
                                truncatingIfNeeded: moved(days.values[row].asMidnight, counts.values[row], unit).milliseconds
                                    .flooredDivision(by: 86_400_000).quotient)
                        }
                    case (.int32(let times), .time):
                        return Int32.partial(call.count, validity) { row in
                            let moved = moved(LocalDateTime(milliseconds: Int64(times.values[row])), counts.values[row], unit)
                            return Int32(moved.milliseconds.flooredDivision(by: 86_400_000).remainder)
                        }
                    case (.int32(let days), _):
                        return timestamps(call.count, validity, isWide: (resultKind.timePrecision ?? 3) > 3) {
                            moved(days.values[$0].asMidnight, counts.values[$0], unit)
                        }
                    default:
                        return LocalDateTime.withView(column) { view in
                            timestamps(call.count, validity, isWide: column.physicalType == .int128) {
                                moved(LocalDateTime.read(view, $0), counts.values[$0], unit)
                            }
                        }
                    }
                }
            }
        ])

    private static func timestamps(_ count: Int, _ validity: Bitmap?, isWide: Bool, _ value: (Int) -> LocalDateTime) -> Column {
        isWide ? Int128.partial(count, validity) { value($0).nanoseconds } : Int64.partial(count, validity) { value($0).milliseconds }
    }

    private static func moved(_ time: LocalDateTime, _ count: Int64, _ unit: DateTimeUnit) -> LocalDateTime {
        if let months = unit.months {
            let (days, rest) = time.milliseconds.flooredDivision(by: 86_400_000)
            let moved = CivilDay(days: Int(days)).adding(
                months: Int(truncatingIfNeeded: count).multipliedReportingOverflow(by: months).partialValue)
            return LocalDateTime(milliseconds: Int64(moved) * 86_400_000 + rest, nanosecondsOfMillisecond: time.nanosecondsOfMillisecond)
        }
        if let length = unit.milliseconds {
            return LocalDateTime(
                milliseconds: time.milliseconds &+ count &* length, nanosecondsOfMillisecond: time.nanosecondsOfMillisecond)
        }
        return LocalDateTime(nanoseconds: time.nanoseconds + Int128(count) * (unit == .microsecond ? 1_000 : 1))
    }

    static let timestampDifference = ScalarFunction(
        "TIMESTAMPDIFF", "How many whole units lie between two dates or times; negative if the second comes first.",
        examples: [.init("TIMESTAMPDIFF(DAY, DATE '2024-01-01', DATE '2024-03-01')", "60")],
        overloads: [
            Overload(
                [.unit, .moment, .moment],
                result: { arguments in
                    if case .timestamp = arguments[1].type.kind, case .timestampLTZ = arguments[2].type.kind { throw mixed }
                    if case .timestampLTZ = arguments[1].type.kind, case .timestamp = arguments[2].type.kind { throw mixed }
                    return DataType.int.notNull
                }
            ) { arguments, _ in
                let unit = arguments[0].unit ?? .day
                return { call in
                    let first = try call[1], second = try call[2]
                    let zone = call.context.timeZone
                    let firstAt = first.moments(arguments[1].type, zone), secondAt = second.moments(arguments[2].type, zone)
                    return Int32.partial(call.count, Bitmap.intersection(first.validity, second.validity)) { row in
                        Int32(truncatingIfNeeded: difference(unit, firstAt(row), secondAt(row)))
                    }
                }
            }
        ])

    /// `(a - b) SECOND`, and with any other unit of days and seconds: they differ in what the text says only.
    static let timeBetween = ScalarFunction(
        "MINUS_DATE", "The time from the second date or time to the first, as an interval of days and seconds.",
        overloads: [
            Overload([.point, .point], result: { _ in DataType(.intervalDayTime, nullable: false) }) { arguments, _ in
                { call in
                    let first = try call[0], second = try call[1]
                    let zone = call.context.timeZone
                    let firstAt = first.moments(arguments[0].type, zone), secondAt = second.moments(arguments[1].type, zone)
                    return Int64.partial(call.count, Bitmap.intersection(first.validity, second.validity)) { firstAt($0) &- secondAt($0) }
                }
            }
        ])

    private static var mixed: MartletError {
        MartletError("TIMESTAMPDIFF takes two timestamps with or two without local time zone.", hint: "Cast one of them.", phase: .plan)
    }

    private static func difference(_ unit: DateTimeUnit, _ first: Int64, _ second: Int64) -> Int64 {
        if let length = unit.milliseconds { return (second - first) / length }
        guard let months = unit.months else { return (second - first) &* (unit == .microsecond ? 1_000 : 1_000_000) }
        let (firstDay, firstTime) = first.flooredDivision(by: 86_400_000), (secondDay, secondTime) = second.flooredDivision(by: 86_400_000)
        var whole = CivilDay.months(from: Int(firstDay), to: Int(secondDay))
        // A last month that the time of day falls short of is not whole.
        if CivilDay(days: Int(firstDay)).adding(months: whole) == Int(secondDay), secondTime < firstTime { whole -= 1 }
        return Int64(whole / months)
    }

    /// `(a, b) OVERLAPS (c, d)` calls it with a, b, c and d; b and d are ends or lengths.
    static let overlaps = ScalarFunction(
        "OVERLAPS", "Whether two periods, each of a start and an end or a length, have an instant in common.",
        examples: [.init("(TIME '6:10:00', INTERVAL '2' HOUR) OVERLAPS (TIME '7:00:00', INTERVAL '3' HOUR)", "TRUE")],
        overloads: [
            Overload([.point, .pointOrInterval, .point, .pointOrInterval], result: { _ in DataType.boolean.notNull }) { arguments, _ in
                { call in
                    let columns = try (0..<4).map { try call[$0] }
                    let zone = call.context.timeZone
                    let validity = columns.reduce(nil as Bitmap?) { Bitmap.intersection($0, $1.validity) }
                    func period(_ index: Int) -> (Int) -> ClosedRange<Int64> {
                        let start = columns[index].moments(arguments[index].type, zone)
                        let end: (Int) -> Int64
                        switch (columns[index + 1], arguments[index + 1].type.kind) {
                        case (.int64(let lengths), .intervalDayTime): end = { start($0) + lengths.values[$0] }
                        case (.int32(let months), .intervalYearMonth):
                            end = { moved(LocalDateTime(milliseconds: start($0)), Int64(months.values[$0]), .month).milliseconds }
                        default: end = columns[index + 1].moments(arguments[index + 1].type, zone)
                        }
                        return { row in min(start(row), end(row))...max(start(row), end(row)) }
                    }
                    let first = period(0), second = period(2)
                    return Bool.partial(call.count, validity) { first($0).overlaps(second($0)) }
                }
            }
        ])
}

extension Overload.Parameter {
    fileprivate static let moment = family("<DATETIME>", .timestamp(3)) { $0 == .date || $0.isTimestamp }
    fileprivate static let point = family("<DATETIME>", .timestamp(3)) { $0.isDateTime }
    fileprivate static let pointOrInterval = family("<DATETIME | INTERVAL>", .timestamp(3)) { $0.isDateTime || $0.isInterval }
}

extension Int32 {
    /// A day as the date and time at which it begins.
    fileprivate var asMidnight: LocalDateTime { LocalDateTime(milliseconds: Int64(self) * 86_400_000) }
}

extension Column {
    /// Reads dates, times and timestamps as milliseconds on the wall.
    fileprivate func moments(_ type: DataType, _ zone: TimeZoneRules) -> (Int) -> Int64 {
        switch (self, type.kind) {
        case (.int32(let column), .date): { Int64(column.values[$0]) * 86_400_000 }
        case (.int32(let column), _): { Int64(column.values[$0]) }
        case (.int64(let column), .timestampLTZ): { zone.local(column.values[$0]) }
        case (.int64(let column), _): { column.values[$0] }
        case (.int128(let column), .timestampLTZ): { zone.local(LocalDateTime(nanoseconds: column.values[$0]).milliseconds) }
        default: { [column = int128] in LocalDateTime(nanoseconds: column.values[$0]).milliseconds }
        }
    }
}
