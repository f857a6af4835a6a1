import MartletCore

/// A day of the calendar, taken apart.
struct CivilDay {
    /// Since 1970-01-01.
    let days: Int
    let year: Int
    let month: Int
    let day: Int

    init(days: Int) {
        self.days = days
        (year, month, day) = CivilCalendar.date(days: days)
    }

    /// Monday is 1, Sunday 7.
    var dayOfWeek: Int { (days + 3).flooredDivision(by: 7).remainder + 1 }
    /// From 1.
    var dayOfYear: Int { days - CivilCalendar.days(year: year, month: 1, day: 1) + 1 }

    /// The week by ISO 8601, and the year that it belongs to.
    var isoWeek: (year: Int, week: Int) {
        // A week belongs to the year of its Thursday.
        let thursday = days - dayOfWeek + 4
        let weekYear = CivilCalendar.date(days: thursday).year
        return (weekYear, (thursday - CivilCalendar.days(year: weekYear, month: 1, day: 1)) / 7 + 1)
    }

    /// The week as in the United States, and the year that it belongs to: weeks begin on Sunday, the first is that of January 1.
    var localWeek: (year: Int, week: Int) {
        let saturday = days - dayOfWeek % 7 + 6
        let weekYear = CivilCalendar.date(days: saturday).year
        return weekYear > year ? (weekYear, 1) : (year, Self.week(ofDay: dayOfYear, dayOfWeek))
    }

    /// The week of the month as in the United States.
    var localWeekOfMonth: Int { Self.week(ofDay: day, dayOfWeek) }

    /// The number of the week that a day belongs to, where weeks begin on Sunday and the first day is in the first.
    private static func week(ofDay day: Int, _ dayOfWeek: Int) -> Int { (day + 5 - dayOfWeek % 7 + 7) / 7 }

    /// The day so many months later; the last of its month, if there is no such day. Months beyond a million years lead nowhere else.
    func adding(months: Int) -> Int {
        let months = min(max(months, -12_000_000), 12_000_000)
        let (years, month) = (month - 1 + months).flooredDivision(by: 12)
        let year = year + years
        return CivilCalendar.days(year: year, month: month + 1, day: min(day, CivilCalendar.daysIn(month: month + 1, year: year)))
    }

    /// How many whole months lie between two days: Calcite's `subtractMonths`.
    static func months(from first: Int, to second: Int) -> Int {
        if second < first { return -months(from: second, to: first) }
        let a = CivilDay(days: first), b = CivilDay(days: second)
        var months = (b.year - a.year) * 12 + b.month - a.month
        while months > 0, a.adding(months: months) > second { months -= 1 }
        while a.adding(months: months + 1) <= second { months += 1 }
        return months
    }
}
