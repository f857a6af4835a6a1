/// Days since 1970-01-01 to and from the proleptic Gregorian calendar, for any year.
///
/// The algorithms are Howard Hinnant's `days_from_civil` and `civil_from_days`
/// (https://howardhinnant.github.io/date_algorithms.html).
public enum CivilCalendar {
    /// The day number of a date.
    public static func days(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a day number.
    public static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    /// Whether a year has 366 days.
    public static func isLeap(year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// How many days a month, 1 to 12, has in this year.
    public static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year: year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day so many months later, the last of its month if that is shorter; nil beyond what the calendar can count.
    package static func days(_ days: Int64, plusMonths months: Int64) -> Int64? {
        guard days.magnitude < 1 << 40 else { return nil }
        let (year, month, day) = date(days: Int(days))
        let (yearsOn, newMonth) = (Int64(month) - 1 + months).flooredDivision(by: 12)
        let newYear = year + Int(yearsOn)
        return Int64(self.days(year: newYear, month: Int(newMonth) + 1, day: min(day, daysIn(month: Int(newMonth) + 1, year: newYear))))
    }
}

extension FixedWidthInteger {
    /// Division that rounds towards negative infinity, with the remainder that is never negative.
    @inlinable package func flooredDivision(by divisor: Self) -> (quotient: Self, remainder: Self) {
        let (q, r) = quotientAndRemainder(dividingBy: divisor)
        return r < 0 ? (q - 1, r + divisor) : (q, r)
    }
}
