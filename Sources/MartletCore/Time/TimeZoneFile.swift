import Glibc

/// Reads zones from the system's time zone database.
enum TimeZoneFile {
    /// After so many seconds, 400 years, the calendar repeats day by day.
    static let cycle: Int64 = 146_097 * 86_400

    /// The zone of that name, or nil if the system has none.
    static func read(_ name: String) -> TimeZoneRules? {
        // Names are paths below the database; they must not lead out of it, nor into its copies with leap seconds.
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isName = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
                        || byte == 0x2B || byte == 0x2D
                }
        }
        guard isName, let first = parts.first, !["posix", "right", "localtime", "posixrules", "Factory"].contains(first) else { return nil }
        guard let bytes = contents(of: "/usr/share/zoneinfo/" + name) else { return nil }
        return parse(bytes, name: name)
    }

    private static func contents(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var count = 0
        while count < bytes.count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { Glibc.read(file, $0 + count, buffer.count - count) } ?? 0
            }
            if read <= 0 { break }
            count += read
        }
        return Array(bytes[..<count])
    }

    // MARK: TZif

    /// The zone in a TZif file of version 2 or later, or nil if the file is malformed.
    static func parse(_ bytes: [UInt8], name: String) -> TimeZoneRules? {
        var reader = Reader(bytes: bytes)
        // The first block has 32-bit times, for old readers: only its length matters.
        guard let old = reader.header(), old.version >= 0x32, reader.skip(old.length(timeWidth: 4)), let header = reader.header() else {
            return nil
        }
        var transitions: [Int64] = []
        for _ in 0..<header.times {
            guard let time = reader.integer(8) else { return nil }
            transitions.append(time)
        }
        guard let indices = reader.take(header.times), let types = reader.take(header.types * 6), !types.isEmpty else { return nil }
        let typeOffsets = stride(from: 0, to: types.count, by: 6).map { start in
            types[start..<start + 4].reduce(0 as Int32) { $0 << 8 | Int32($1) }
        }
        guard indices.allSatisfy({ Int($0) < typeOffsets.count }) else { return nil }
        guard reader.skip(header.characters + header.leaps * 12 + header.standards + header.universals), reader.take(1) == [0x0A] else {
            return nil
        }
        let footer = String(decoding: reader.rest.prefix { $0 != 0x0A }, as: UTF8.self)
        var offsets = [typeOffsets[0]] + indices.map { typeOffsets[Int($0)] }
        guard let rule = PosixTimeZone(footer) else {
            return TimeZoneRules(name: name, transitions: transitions, offsets: offsets, cycleStart: nil)
        }
        guard let summer = rule.summer else {
            // One offset from the last transition on; the file's last type says the same.
            return TimeZoneRules(name: name, transitions: transitions, offsets: offsets, cycleStart: nil)
        }
        let last = transitions.last ?? 0
        let firstYear = LocalDateTime(milliseconds: last * 1_000).date.year
        var cycleStart: Int64?
        // The rest of the last year, and a whole cycle of years.
        for year in firstYear...firstYear + 401 {
            let toSummer = summer.start.seconds(year: year) - Int64(rule.offset)
            let toWinter = summer.end.seconds(year: year) - Int64(summer.offset)
            let changes = [(toSummer, summer.offset), (toWinter, rule.offset)].sorted { $0.0 < $1.0 }
            for (time, offset) in changes where time > last {
                transitions.append(time)
                offsets.append(offset)
            }
            if year == firstYear + 1 { cycleStart = Int64(CivilCalendar.days(year: year, month: 1, day: 1)) * 86_400 }
        }
        return TimeZoneRules(name: name, transitions: transitions, offsets: offsets, cycleStart: cycleStart)
    }

    private struct Header {
        var version: UInt8
        var universals, standards, leaps, times, types, characters: Int

        func length(timeWidth: Int) -> Int {
            times * (timeWidth + 1) + types * 6 + characters + leaps * (timeWidth + 4) + standards + universals
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        var rest: ArraySlice<UInt8> { bytes[position...] }

        mutating func skip(_ count: Int) -> Bool {
            guard count >= 0, count <= bytes.count - position else { return false }
            position += count
            return true
        }

        mutating func take(_ count: Int) -> [UInt8]? {
            let start = position
            return skip(count) ? Array(bytes[start..<position]) : nil
        }

        mutating func integer(_ width: Int) -> Int64? { take(width)?.reduce(0) { $0 << 8 | Int64($1) } }

        mutating func header() -> Header? {
            guard take(4) == Array("TZif".utf8), let version = take(1), skip(15), let universals = integer(4), let standards = integer(4),
                let leaps = integer(4), let times = integer(4), let types = integer(4), let characters = integer(4)
            else { return nil }
            return Header(
                version: version[0], universals: Int(universals), standards: Int(standards), leaps: Int(leaps), times: Int(times),
                types: Int(types), characters: Int(characters))
        }
    }
}
