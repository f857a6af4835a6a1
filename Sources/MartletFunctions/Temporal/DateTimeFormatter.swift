import MartletCore

/// Java's `java.time.format.DateTimeFormatter` for local dates and times, in the locale en_US.
struct DateTimeFormatter: Sendable {
    let elements: [DatePattern.Element]

    /// A pattern; one that Java refuses is an error.
    init(_ pattern: String) throws {
        do {
            elements = try DatePattern(pattern, letters: "GuyDMLdQqYwWEecFahKkHmsSAnNVvzOXxZ", hasOptionals: true).elements
            try Self.check(elements)
        } catch {
            throw MartletError(
                "'\(pattern)' is no pattern of dates and times: \(error.reason).",
                hint: "Patterns are those of java.time.format.DateTimeFormatter.")
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

    /// Writes the text of a date and time; an error where the pattern asks for a time zone.
    func format(_ time: LocalDateTime, into out: inout Utf8Writer) throws { try format(elements, FormattedMoment(time), &out) }

    private func format(_ elements: [DatePattern.Element], _ moment: FormattedMoment, _ out: inout Utf8Writer) throws {
        for element in elements {
            switch element {
            case .literal(let literal): out.append(literal)
            case .optional(let inner): try format(inner, moment, &out)
            case .field(let letter, let count): try format(letter, count, moment, &out)
            }
        }
    }

    private func format(_ letter: Unicode.Scalar, _ count: Int, _ moment: FormattedMoment, _ out: inout Utf8Writer) throws {
        func number(_ value: Int) { out.append(decimal: value, width: count) }
        func name(_ name: String) { out.append(count == 5 ? String(name.prefix(1)) : count == 4 ? name : DateNames.short(name)) }
        let day = moment.day
        switch letter {
        case "y": year(day.year > 0 ? day.year : 1 - day.year, count, &out)
        case "u": year(day.year, count, &out)
        case "Y": year(day.localWeek.year, count, &out)
        case "G": out.append(Self.era(isCommon: day.year > 0, count))
        case "M", "L": count < 3 ? number(day.month) : name(DateNames.months[day.month - 1])
        case "d": number(day.day)
        case "D": number(day.dayOfYear)
        case "Q", "q":
            let quarter = (day.month - 1) / 3 + 1
            count < 3 ? number(quarter) : out.append(Self.quarter(quarter, count))
        case "w": number(day.localWeek.week)
        case "W": number(day.localWeekOfMonth)
        case "F": number((day.day - 1) % 7 + 1)
        case "E": name(DateNames.days[day.dayOfWeek - 1])
        case "e", "c": count < 3 ? number(day.dayOfWeek % 7 + 1) : name(DateNames.days[day.dayOfWeek - 1])
        case "a": out.append(DateNames.halves[moment.hour / 12])
        case "H": number(moment.hour)
        case "k": number(moment.hour == 0 ? 24 : moment.hour)
        case "K": number(moment.hour % 12)
        case "h": number(moment.hour % 12 == 0 ? 12 : moment.hour % 12)
        case "m": number(moment.minute)
        case "s": number(moment.second)
        case "S":
            let length = out.count
            out.append(decimal: moment.nanosecond, width: 9)
            out.truncate(to: length + count)
        case "n": number(moment.nanosecond)
        case "A": number(moment.millisecondOfDay)
        case "N": number(moment.millisecondOfDay / 1_000 * 1_000_000_000 + moment.nanosecond)
        default:
            throw MartletError(
                "Unable to extract ZoneId from temporal \(moment.time)", hint: "A pattern cannot show a time zone ('\(letter)') here.")
        }
    }

    private static func era(isCommon: Bool, _ count: Int) -> String {
        switch count {
        case 5: isCommon ? "A" : "B"
        case 4: isCommon ? "Anno Domini" : "Before Christ"
        default: isCommon ? "AD" : "BC"
        }
    }

    private static func quarter(_ quarter: Int, _ count: Int) -> String {
        switch count {
        case 3: "Q\(quarter)"
        case 4: ["1st", "2nd", "3rd", "4th"][quarter - 1] + " quarter"
        default: "\(quarter)"
        }
    }

    private func year(_ year: Int, _ count: Int, _ out: inout Utf8Writer) {
        if count == 2 { return out.append(decimal: year.flooredDivision(by: 100).remainder, width: 2) }
        // More digits than the pattern's four need a sign.
        if count >= 4, year > 9_999, String(year).utf8.count > count { out.append("+") }
        out.append(decimal: year, width: count)
    }
}

/// The parts of a date and time that patterns show.
struct FormattedMoment {
    let day: CivilDay
    let millisecondOfDay: Int
    let nanosecond: Int
    let time: LocalDateTime

    init(_ time: LocalDateTime) {
        let (days, milliseconds) = time.milliseconds.flooredDivision(by: 86_400_000)
        day = CivilDay(days: Int(days))
        millisecondOfDay = Int(milliseconds)
        nanosecond = Int(milliseconds % 1_000) * 1_000_000 + Int(time.nanosecondsOfMillisecond)
        self.time = time
    }

    var hour: Int { millisecondOfDay / 3_600_000 }
    var minute: Int { millisecondOfDay / 60_000 % 60 }
    var second: Int { millisecondOfDay / 1_000 % 60 }
}
