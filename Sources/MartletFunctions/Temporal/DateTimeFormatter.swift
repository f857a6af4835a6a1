import MartletCore

/// Java's `java.time.format.DateTimeFormatter` for local dates and times, in the locale en_US.
struct DateTimeFormatter: Sendable {
    let elements: [DatePattern.Element]

    /// A pattern; one that Java refuses is an error.
    init(_ pattern: String) throws {
        do {
            elements = try DatePattern(pattern, letters: "GuyDMLdQqYwWEecFahKkHmsSAnNVvzOXxZ", hasOptionals: true).elements
            try Self.check(elements)
        } catch let error as DatePattern.Malformed {
            throw MartletError("'\(pattern)' is no pattern of dates and times: \(error.reason).", hint: "Patterns are those of java.time.format.DateTimeFormatter.")
        }
    }

    /// Fields with more letters than they may have.
    private static func check(_ elements: [DatePattern.Element]) throws(DatePattern.Malformed) {
        for element in elements {
            switch element {
            case .optional(let inner): try check(inner)
            case .literal(let text):
                if let reserved = text.first(where: { "{}#".contains($0) }) {
                    throw DatePattern.Malformed(reason: "Pattern includes reserved character: '\(reserved)'")
                }
            case .field(let letter, let count):
                let most =
                    switch letter {
                    case "d", "h", "H", "k", "K", "m", "s", "w": 2
                    case "D": 3
                    case "a", "F", "W": 1
                    case "S": 9
                    case "M", "L", "E", "e", "c", "Q", "q", "G": 5
                    default: 19
                    }
                if count > most { throw DatePattern.Malformed(reason: "Too many pattern letters: \(letter)") }
            }
        }
    }

    /// The text of a date and time; an error where the pattern asks for a time zone.
    func format(_ time: LocalDateTime) throws -> String {
        var text = ""
        try format(elements, FormattedMoment(time), into: &text)
        return text
    }

    private func format(_ elements: [DatePattern.Element], _ moment: FormattedMoment, into text: inout String) throws {
        for element in elements {
            switch element {
            case .literal(let literal): text += literal
            case .optional(let inner): try format(inner, moment, into: &text)
            case .field(let letter, let count): text += try format(letter, count, moment)
            }
        }
    }

    private func format(_ letter: Unicode.Scalar, _ count: Int, _ moment: FormattedMoment) throws -> String {
        func number(_ value: Int) -> String { zeroPadded(value, count) }
        func text(_ name: String) -> String { count == 5 ? String(name.prefix(1)) : count == 4 ? name : DateNames.short(name) }
        let day = moment.day
        switch letter {
        case "y": return yearText(day.year > 0 ? day.year : 1 - day.year, count)
        case "u": return yearText(day.year, count)
        case "Y": return yearText(day.localWeek.year, count)
        case "G": return count == 5 ? (day.year > 0 ? "A" : "B") : count == 4 ? (day.year > 0 ? "Anno Domini" : "Before Christ") : day.year > 0 ? "AD" : "BC"
        case "M", "L": return count < 3 ? number(day.month) : text(DateNames.months[day.month - 1])
        case "d": return number(day.day)
        case "D": return number(day.dayOfYear)
        case "Q", "q":
            let quarter = (day.month - 1) / 3 + 1
            return count < 3 ? number(quarter) : count == 3 ? "Q\(quarter)" : count == 4 ? ["1st", "2nd", "3rd", "4th"][quarter - 1] + " quarter" : "\(quarter)"
        case "w": return number(day.localWeek.week)
        case "W": return number(day.localWeekOfMonth)
        case "F": return number((day.day - 1) % 7 + 1)
        case "E": return text(DateNames.days[day.dayOfWeek - 1])
        case "e", "c": return count < 3 ? number(day.dayOfWeek % 7 + 1) : text(DateNames.days[day.dayOfWeek - 1])
        case "a": return DateNames.halves[moment.hour / 12]
        case "H": return number(moment.hour)
        case "k": return number(moment.hour == 0 ? 24 : moment.hour)
        case "K": return number(moment.hour % 12)
        case "h": return number(moment.hour % 12 == 0 ? 12 : moment.hour % 12)
        case "m": return number(moment.minute)
        case "s": return number(moment.second)
        case "S": return String(zeroPadded(moment.nanosecond, 9).prefix(count))
        case "n": return number(moment.nanosecond)
        case "A": return number(moment.millisecondOfDay)
        case "N": return zeroPadded(Int64(moment.millisecondOfDay / 1_000) * 1_000_000_000 + Int64(moment.nanosecond), count)
        default: throw MartletError("Unable to extract ZoneId from temporal \(moment.text)", hint: "A pattern cannot show a time zone ('\(letter)') here.")
        }
    }

    private func yearText(_ year: Int, _ count: Int) -> String {
        if count == 2 { return zeroPadded(year.flooredDivision(by: 100).remainder, 2) }
        // More digits than the pattern's four need a sign.
        return (count >= 4 && year > 9_999 && String(year).utf8.count > count ? "+" : "") + zeroPadded(year, count)
    }
}

/// The parts of a date and time that patterns show.
struct FormattedMoment {
    let day: CivilDay
    let millisecondOfDay: Int
    let nanosecond: Int
    let text: String

    init(_ time: LocalDateTime) {
        let (days, milliseconds) = time.milliseconds.flooredDivision(by: 86_400_000)
        day = CivilDay(days: Int(days))
        millisecondOfDay = Int(milliseconds)
        nanosecond = Int(milliseconds % 1_000) * 1_000_000 + Int(time.nanosecondsOfMillisecond)
        text = time.description
    }

    var hour: Int { millisecondOfDay / 3_600_000 }
    var minute: Int { millisecondOfDay / 60_000 % 60 }
    var second: Int { millisecondOfDay / 1_000 % 60 }
}
