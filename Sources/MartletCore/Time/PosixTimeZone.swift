/// The rule for the years to come, as a zone file's last line has it: `EST5EDT,M3.2.0,M11.1.0` (POSIX, section 8.3, with RFC 9636's extensions).
struct PosixTimeZone {
    /// Seconds east of Greenwich in standard time.
    var offset: Int32
    var summer: Summer?

    struct Summer {
        var offset: Int32
        var start: Change
        var end: Change
    }

    /// A day of each year and a time of that day.
    struct Change {
        enum Day {
            /// 1 to 365; 29 February is never counted.
            case ofCommonYear(Int)
            /// 0 to 365.
            case ofYear(Int)
            /// Weekday 0 to 6 from Sunday; week 5 is the last.
            case weekday(Int, week: Int, month: Int)
        }

        var day: Day
        var secondsOfDay: Int64

        /// The wall time of the change in `year`, in seconds since 1970.
        func seconds(year: Int) -> Int64 {
            let newYear = CivilCalendar.days(year: year, month: 1, day: 1)
            let days =
                switch day {
                case .ofCommonYear(let day): newYear + day - 1 + (CivilCalendar.isLeap(year: year) && day >= 60 ? 1 : 0)
                case .ofYear(let day): newYear + day
                case .weekday(let weekday, let week, let month): Self.day(weekday, week: week, month: month, year: year)
                }
            return Int64(days) * 86_400 + secondsOfDay
        }

        private static func day(_ weekday: Int, week: Int, month: Int, year: Int) -> Int {
            let first = CivilCalendar.days(year: year, month: month, day: 1)
            // 1970-01-01 was a Thursday.
            let weekdayOfFirst = (first + 4).flooredDivision(by: 7).remainder
            var day = (weekday - weekdayOfFirst + 7) % 7 + (week - 1) * 7
            if day >= CivilCalendar.daysIn(month: month, year: year) { day -= 7 }
            return first + day
        }
    }

    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard Self.skipName(&rest), let west = Self.time(&rest) else { return nil }
        offset = Int32(-west)
        if rest.isEmpty { return }
        guard Self.skipName(&rest) else { return nil }
        let summerOffset = rest.first == UInt8(ascii: ",") ? offset + 3_600 : Self.time(&rest).map { Int32(-$0) }
        guard let summerOffset, let start = Self.change(&rest), let end = Self.change(&rest), rest.isEmpty else { return nil }
        summer = Summer(offset: summerOffset, start: start, end: end)
    }

    private static func skipName(_ rest: inout ArraySlice<UInt8>) -> Bool {
        if rest.first == UInt8(ascii: "<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        let name = rest.prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        rest = rest.dropFirst(name.count)
        return !name.isEmpty
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func skip(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private static func time(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        let isNegative = skip("-", &rest)
        if !isNegative { _ = skip("+", &rest) }
        guard let hours = number(&rest) else { return nil }
        var seconds = hours * 3_600
        if skip(":", &rest) {
            guard let minutes = number(&rest) else { return nil }
            seconds += minutes * 60
            if skip(":", &rest) {
                guard let more = number(&rest) else { return nil }
                seconds += more
            }
        }
        return Int64(isNegative ? -seconds : seconds)
    }

    /// `,M3.2.0`, `,J60` or `,59`, perhaps with `/time`.
    private static func change(_ rest: inout ArraySlice<UInt8>) -> Change? {
        guard skip(",", &rest) else { return nil }
        let day: Change.Day
        if skip("M", &rest) {
            guard let month = number(&rest), skip(".", &rest), let week = number(&rest), skip(".", &rest), let weekday = number(&rest),
                (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
            else { return nil }
            day = .weekday(weekday, week: week, month: month)
        } else if skip("J", &rest) {
            guard let number = number(&rest) else { return nil }
            day = .ofCommonYear(number)
        } else {
            guard let number = number(&rest) else { return nil }
            day = .ofYear(number)
        }
        guard skip("/", &rest) else { return Change(day: day, secondsOfDay: 7_200) }
        guard let time = time(&rest) else { return nil }
        return Change(day: day, secondsOfDay: time)
    }
}
