import MartletCore

/// Java's older `java.text.SimpleDateFormat` in the locale en_US: lenient, and by the Julian calendar before 1582-10-15.
///
/// Flink uses it wherever a text is turned into an instant, or back, by a pattern: FROM_UNIXTIME, UNIX_TIMESTAMP, CONVERT_TZ, TO_DATE.
struct SimpleDateFormat: Sendable {
    let elements: [DatePattern.Element]

    /// A pattern; one that Java refuses is an error.
    init(_ pattern: String) throws {
        do {
            elements = try DatePattern(pattern, letters: "GyYMLwWDdFEuaHkKhmsSzZX", hasOptionals: false).elements
        } catch {
            throw MartletError(
                "'\(pattern)' is no pattern of dates and times: \(error.reason).", hint: "Patterns are those of java.text.SimpleDateFormat."
            )
        }
    }

    /// Writes the text of an instant, in milliseconds since 1970, in a time zone.
    func format(_ instant: Int64, in zone: TimeZoneRules, into out: inout Utf8Writer) {
        let local = zone.local(instant)
        let moment = FormattedMoment(LocalDateTime(milliseconds: local))
        let date = JulianDay.date(days: moment.day.days)
        for element in elements {
            switch element {
            case .literal(let literal): out.append(literal)
            case .optional: break
            case .field("z", _): out.append(local == instant ? "UTC" : zone.name)
            case .field(let letter, let count) where "ZX".unicodeScalars.contains(letter):
                formatOffset(local - instant, letter, count, &out)
            case .field(let letter, let count): format(letter, count, moment, date, &out)
            }
        }
    }

    private func format(
        _ letter: Unicode.Scalar, _ count: Int, _ moment: FormattedMoment, _ date: (year: Int, month: Int, day: Int),
        _ out: inout Utf8Writer
    ) {
        func number(_ value: Int) { out.append(decimal: value, width: count) }
        func year(_ value: Int) { number(count == 2 ? value % 100 : value) }
        func name(_ name: String) { out.append(count >= 4 ? name : DateNames.short(name)) }
        switch letter {
        case "y": year(date.year > 0 ? date.year : 1 - date.year)
        case "Y": year(moment.day.localWeek.year)
        case "G": out.append(date.year > 0 ? "AD" : "BC")
        case "M", "L": count < 3 ? number(date.month) : name(DateNames.months[date.month - 1])
        case "d": number(date.day)
        case "D": number(moment.day.dayOfYear)
        case "w": number(moment.day.localWeek.week)
        case "W": number(moment.day.localWeekOfMonth)
        case "F": number((date.day - 1) / 7 + 1)
        case "E": name(DateNames.days[moment.day.dayOfWeek - 1])
        case "u": number(moment.day.dayOfWeek)
        case "a": out.append(DateNames.halves[moment.hour / 12])
        case "H": number(moment.hour)
        case "k": number(moment.hour == 0 ? 24 : moment.hour)
        case "K": number(moment.hour % 12)
        case "h": number(moment.hour % 12 == 0 ? 12 : moment.hour % 12)
        case "m": number(moment.minute)
        case "s": number(moment.second)
        default: number(moment.nanosecond / 1_000_000)
        }
    }

    /// The distance from UTC: `+0100`, or by ISO 8601 `+01`, `+0100`, `+01:00` and `Z`.
    private func formatOffset(_ offset: Int64, _ letter: Unicode.Scalar, _ count: Int, _ out: inout Utf8Writer) {
        let isISO = letter == "X"
        if isISO, offset == 0 { return out.append("Z") }
        let minutes = Int(offset.magnitude / 60_000)
        out.append(offset < 0 ? "-" : "+")
        out.append(decimal: minutes / 60, width: 2)
        if isISO, count == 1 { return }
        if isISO, count == 3 { out.append(":") }
        out.append(decimal: minutes % 60, width: 2)
    }
}

/// Java's `GregorianCalendar`: the Julian calendar before 1582-10-15.
enum JulianDay {
    /// 1582-10-15.
    private static let firstGregorianDay = -141_427

    static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        if days >= firstGregorianDay { return CivilCalendar.date(days: days) }
        // Years of the Julian calendar from March on, as `CivilCalendar` counts them; day 0 is 0000-03-01.
        let shifted = days + 719_470
        let (era, dayOfEra) = shifted.flooredDivision(by: 1_461)
        let yearOfEra = min(dayOfEra / 365, 3)
        let dayOfYear = dayOfEra - 365 * yearOfEra
        let month = (5 * dayOfYear + 2) / 153
        let year = era * 4 + yearOfEra + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// The day of a date whose month and day may lie outside their ranges.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let (years, zeroMonth) = (month - 1).flooredDivision(by: 12)
        let year = year + years
        let gregorian = CivilCalendar.days(year: year, month: zeroMonth + 1, day: 1) + day - 1
        if gregorian >= firstGregorianDay { return gregorian }
        let shiftedYear = zeroMonth < 2 ? year - 1 : year
        let dayOfYear = (153 * (zeroMonth + (zeroMonth >= 2 ? -2 : 10)) + 2) / 5
        return shiftedYear * 365 + shiftedYear.flooredDivision(by: 4).quotient + dayOfYear + day - 1 - 719_470
    }
}
