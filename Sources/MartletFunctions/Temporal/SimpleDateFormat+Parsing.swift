import MartletCore

extension SimpleDateFormat {
    /// The instant that a text shows in a time zone, in milliseconds since 1970; nil if the text does not begin as the pattern says.
    ///
    /// What the text does not say is taken from 1970-01-01 00:00:00; the 31st of February is in March; text behind the pattern does not count.
    func parse(_ text: String, in zone: TimeZoneRules) -> Int64? {
        var parser = LenientParser(Array(text.unicodeScalars))
        for (index, element) in elements.enumerated() {
            switch element {
            case .literal(let literal):
                for scalar in literal.unicodeScalars where !parser.skip(scalar) { return nil }
            case .optional: break
            case .field(let letter, let count):
                // Numbers side by side are as long as the pattern says.
                var isAdjacent = false
                if index + 1 < elements.count, case .field(let next, let nextCount) = elements[index + 1] {
                    isAdjacent = Self.isNumeric(next, nextCount)
                }
                if index > 0, case .field(let last, let lastCount) = elements[index - 1], Self.isNumeric(last, lastCount),
                    isAdjacent || parser.isAdjacent
                {
                    isAdjacent = true
                }
                guard parser.read(letter, count, exactly: isAdjacent && Self.isNumeric(letter, count)) else { return nil }
                parser.isAdjacent = isAdjacent
            }
        }
        return parser.instant(in: zone)
    }

    private static func isNumeric(_ letter: Unicode.Scalar, _ count: Int) -> Bool {
        switch letter {
        case "M", "L": count < 3
        case "G", "E", "a", "z", "Z", "X": false
        default: true
        }
    }
}

/// Reads fields as leniently as Java.
private struct LenientParser {
    private let text: [Unicode.Scalar]
    private var position = 0
    private var fields = PatternFields()
    private var offset: Int64?
    /// Whether the last number was one of several side by side.
    var isAdjacent = false

    init(_ text: [Unicode.Scalar]) { self.text = text }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == scalar else { return false }
        position += 1
        return true
    }

    mutating func read(_ letter: Unicode.Scalar, _ count: Int, exactly: Bool) -> Bool {
        while position < text.count, text[position] == " " || text[position] == "\t" { position += 1 }
        guard position < text.count else { return false }
        switch letter {
        case "M", "L":
            if count < 3 { return number("M", exactly ? count : nil) }
            return name(DateNames.months).map { fields["M"] = $0 + 1 } != nil
        case "E": return name(DateNames.days).map { fields["E"] = $0 + 1 } != nil
        case "a": return name(DateNames.halves).map { fields["a"] = $0 } != nil
        case "G": return name(["BC", "AD"]).map { fields["G"] = $0 } != nil
        case "y":
            let start = position
            guard number("y", exactly ? count : nil) else { return false }
            // Two digits mean the century around now.
            if count <= 2, position - start == 2, let year = fields["y"], year >= 0 {
                fields["y"] = year < 46 ? 2_000 + year : 1_900 + year
            }
            return true
        case "z", "Z", "X": return zone(letter, count)
        default: return number(letter, exactly ? count : nil)
        }
    }

    private mutating func number(_ letter: Unicode.Scalar, _ count: Int?) -> Bool {
        let isNegative = count == nil && text[position] == "-"
        if isNegative { position += 1 }
        let digits = text[position...].prefix(count ?? 18).prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, count == nil || digits.count == count else { return false }
        let value = digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
        position += digits.count
        fields[letter] = isNegative ? -value : value
        return true
    }

    /// The longest name that the text goes on with, in any case.
    private mutating func name(_ names: [String]) -> Int? {
        var best: (index: Int, length: Int)?
        for (index, name) in names.enumerated() {
            for spelling in [name, DateNames.short(name)] {
                let wanted = Array(spelling.lowercased().unicodeScalars)
                let ahead = text[position...].prefix(wanted.count)
                if ahead.count == wanted.count, String(String.UnicodeScalarView(ahead)).lowercased() == spelling.lowercased(),
                    wanted.count > best?.length ?? 0
                {
                    best = (index, wanted.count)
                }
            }
        }
        if let best { position += best.length }
        return best?.index
    }

    private mutating func zone(_ letter: Unicode.Scalar, _ count: Int) -> Bool {
        if letter == "X", skip("Z") {
            offset = 0
            return true
        }
        if text[position] == "+" || text[position] == "-" {
            let sign: Int64 = text[position] == "-" ? -1 : 1
            position += 1
            // `X` is hours, `XX` and `Z` hours and minutes, `XXX` both with a colon between them.
            let hasColon = letter == "X" && count == 3
            func number(at place: Int) -> Int64? {
                let digits = text.dropFirst(place).prefix(2)
                return digits.count == 2 ? Int64(String(String.UnicodeScalarView(digits))) : nil
            }
            guard let hours = number(at: position) else { return false }
            position += 2
            var minutes: Int64 = 0
            if letter != "X" || count > 1 {
                if hasColon, !skip(":") { return false }
                guard let read = number(at: position) else { return false }
                minutes = read
                position += 2
            }
            offset = sign * (hours * 60 + minutes) * 60_000
            return true
        }
        if letter == "X" { return false }
        let run = text[position...].prefix {
            $0.properties.isAlphabetic || $0 == "/" || $0 == "_" || $0 == "+" || $0 == "-" || $0 == ":" || ("0"..."9").contains($0)
        }
        guard let rules = try? TimeZoneRules(javaName: String(String.UnicodeScalarView(run)), orGMT: false) else { return false }
        position += run.count
        offset = rules.offset(at: Timestamp(milliseconds: 0))
        return true
    }

    func instant(in zone: TimeZoneRules) -> Int64 {
        var year = fields["y"] ?? 1970
        if fields["G"] == 0 { year = 1 - year }
        var days = JulianDay.days(year: year, month: fields["M"] ?? 1, day: fields["d"] ?? 1)
        if let dayOfYear = fields["D"], fields["M"] == nil, fields["d"] == nil {
            days = JulianDay.days(year: year, month: 1, day: dayOfYear)
        }
        var hour = fields["H"] ?? fields["k"].map { $0 == 24 ? 0 : $0 } ?? 0
        if fields["H"] == nil, fields["k"] == nil,
            let short = fields["h"].map({ $0 == 12 ? 0 : $0 }) ?? fields["K"] ?? fields["a"].map({ _ in 0 })
        {
            hour = short + 12 * (fields["a"] ?? 0)
        }
        let seconds = (hour * 60 + (fields["m"] ?? 0)) * 60 + (fields["s"] ?? 0)
        let local = Int64(days) * 86_400_000 + Int64(seconds) * 1_000 + Int64(fields["S"] ?? 0)
        return offset.map { local - $0 } ?? zone.calendarInstant(local: local)
    }
}

extension TimeZoneRules {
    /// The instant of a wall time as Java's calendars choose it: of a time that the clock shows twice, the later one.
    func calendarInstant(local: Int64) -> Int64 {
        let earlier = instant(local: local)
        // Clocks are put back by less than three hours.
        let later = local - offset(at: Timestamp(milliseconds: earlier + 10_800_000))
        return later > earlier && self.local(later) == local ? later : earlier
    }

    /// The zone that Java's `TimeZone.getTimeZone` knows by this name: also by its old abbreviations. Any other name means GMT there.
    init(javaName name: String, orGMT: Bool = true) throws {
        do {
            try self.init(named: Self.abbreviations[name] ?? name)
        } catch {
            if !orGMT { throw error }
            self = .utc
        }
    }

    private static let abbreviations = [
        "ACT": "Australia/Darwin", "AET": "Australia/Sydney", "AGT": "America/Argentina/Buenos_Aires", "ART": "Africa/Cairo",
        "AST": "America/Anchorage", "BET": "America/Sao_Paulo", "BST": "Asia/Dhaka", "CAT": "Africa/Harare", "CNT": "America/St_Johns",
        "CST": "America/Chicago", "CTT": "Asia/Shanghai", "EAT": "Africa/Addis_Ababa", "ECT": "Europe/Paris",
        "IET": "America/Indiana/Indianapolis",
        "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "MIT": "Pacific/Apia", "NET": "Asia/Yerevan", "NST": "Pacific/Auckland",
        "PLT": "Asia/Karachi",
        "PNT": "America/Phoenix", "PRT": "America/Puerto_Rico", "PST": "America/Los_Angeles", "SST": "Pacific/Guadalcanal",
        "VST": "Asia/Ho_Chi_Minh",
    ]
}
