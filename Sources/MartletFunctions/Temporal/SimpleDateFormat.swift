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
        } catch let error as DatePattern.Malformed {
            throw MartletError("'\(pattern)' is no pattern of dates and times: \(error.reason).", hint: "Patterns are those of java.text.SimpleDateFormat.")
        }
    }

    /// The text of an instant, in milliseconds since 1970, in a time zone.
    func format(_ instant: Int64, in zone: TimeZoneRules) -> String {
        let local = zone.local(instant)
        let moment = FormattedMoment(LocalDateTime(milliseconds: local))
        let day = JulianDay.date(days: moment.day.days)
        var text = ""
        for element in elements {
            switch element {
            case .literal(let literal): text += literal
            case .optional: break
            case .field(let letter, let count): text += format(letter, count, moment, day, offset: local - instant, zone)
            }
        }
        return text
    }

    private func format(
        _ letter: Unicode.Scalar, _ count: Int, _ moment: FormattedMoment, _ date: (year: Int, month: Int, day: Int), offset: Int64, _ zone: TimeZoneRules
    ) -> String {
        func number(_ value: Int) -> String { zeroPadded(value, count) }
        func text(_ name: String) -> String { count >= 4 ? name : DateNames.short(name) }
        let eraYear = date.year > 0 ? date.year : 1 - date.year
        switch letter {
        case "y": return count == 2 ? zeroPadded(eraYear % 100, 2) : number(eraYear)
        case "Y": return count == 2 ? zeroPadded(moment.day.localWeek.year % 100, 2) : number(moment.day.localWeek.year)
        case "G": return date.year > 0 ? "AD" : "BC"
        case "M", "L": return count < 3 ? number(date.month) : text(DateNames.months[date.month - 1])
        case "d": return number(date.day)
        case "D": return number(moment.day.dayOfYear)
        case "w": return number(moment.day.localWeek.week)
        case "W": return number(moment.day.localWeekOfMonth)
        case "F": return number((date.day - 1) / 7 + 1)
        case "E": return text(DateNames.days[moment.day.dayOfWeek - 1])
        case "u": return number(moment.day.dayOfWeek)
        case "a": return DateNames.halves[moment.hour / 12]
        case "H": return number(moment.hour)
        case "k": return number(moment.hour == 0 ? 24 : moment.hour)
        case "K": return number(moment.hour % 12)
        case "h": return number(moment.hour % 12 == 0 ? 12 : moment.hour % 12)
        case "m": return number(moment.minute)
        case "s": return number(moment.second)
        case "S": return number(moment.nanosecond / 1_000_000)
        case "z": return offset == 0 ? "UTC" : zone.name
        default:
            if letter == "X", offset == 0 { return "Z" }
            let minutes = Int(offset.magnitude / 60_000)
            let sign = offset < 0 ? "-" : "+"
            if letter == "X", count == 1 { return sign + zeroPadded(minutes / 60, 2) }
            return sign + zeroPadded(minutes / 60, 2) + (letter == "X" && count == 3 ? ":" : "") + zeroPadded(minutes % 60, 2)
        }
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
