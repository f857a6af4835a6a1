/// The offsets of a time zone over time, from the system's zone files (TZif, RFC 9636) or a fixed offset.
///
/// Names are those that Flink accepts for `table.local-time-zone`: a zone of the time zone database such as `America/New_York`, an offset
/// such as `GMT+03:00`, or `UTC`.
public struct TimeZoneRules: Sendable {
    /// The name it was looked up by.
    public let name: String
    /// Seconds since 1970 at which the offset changes, ascending.
    ///
    /// The last 400 years of them stand for all later ones: then the calendar repeats.
    private let transitions: [Int64]
    /// The offset in seconds before the first transition, then the one from each transition on.
    private let offsets: [Int32]
    /// Where the repeating 400 years begin; nil: the last offset holds for ever.
    private let cycleStart: Int64?

    /// Coordinated Universal Time: offset 0 for ever.
    public static let utc = TimeZoneRules(name: "UTC", offset: 0)

    /// A zone with one offset.
    init(name: String, offset: Int32) {
        self.init(name: name, transitions: [], offsets: [offset], cycleStart: nil)
    }

    init(name: String, transitions: [Int64], offsets: [Int32], cycleStart: Int64?) {
        precondition(offsets.count == transitions.count + 1, "a zone has an offset before, between and after its transitions")
        self.name = name
        self.transitions = transitions
        self.offsets = offsets
        self.cycleStart = cycleStart
    }

    /// The zone of that name; an error if there is none.
    public init(named name: String) throws {
        if let fixed = Self.fixedOffset(name) {
            self.init(name: name, offset: fixed)
        } else if let zone = TimeZoneFile.read(name) {
            self = zone
        } else {
            throw MartletError(
                "Invalid time zone '\(name)'.",
                hint: "Use a name of the time zone database such as 'America/Los_Angeles', an offset such as 'GMT-03:00' or 'GMT+03:00', "
                    + "or 'UTC'.",
                phase: .validate)
        }
    }

    /// `UTC`, `GMT`, `GMT+3` and `GMT-03:30`, up to 18 hours.
    private static func fixedOffset(_ name: String) -> Int32? {
        if name == "UTC" || name == "GMT" { return 0 }
        guard name.hasPrefix("GMT"), let sign = name.dropFirst(3).first, sign == "+" || sign == "-" else { return nil }
        let parts = name.dropFirst(4).split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int32(part) : nil }
        guard numbers.count == parts.count, (1...2).contains(parts.count), (1...2).contains(parts[0].count) else { return nil }
        if parts.count == 2, parts[1].count != 2 { return nil }
        let minutes = numbers.count == 2 ? numbers[1] : 0
        let seconds = numbers[0] * 3_600 + minutes * 60
        return minutes < 60 && seconds <= 18 * 3_600 ? (sign == "-" ? -seconds : seconds) : nil
    }

    // MARK: Questions

    /// The offset at an instant, in milliseconds: local time is the instant's UTC time plus this.
    public func offset(at instant: Timestamp) -> Int64 {
        transitions.isEmpty ? Int64(offsets[0]) * 1_000 : offset(milliseconds: instant.milliseconds) { transitions[$0] }
    }

    /// The wall time of an instant, both as milliseconds since 1970.
    public func local(_ instant: Int64) -> Int64 { instant &+ offset(at: Timestamp(milliseconds: instant)) }

    /// The instant of a wall time, both as milliseconds since 1970.
    ///
    /// As in Java: a time that the clock skips is later by the length of the gap; of a time that it shows twice the earlier one is meant.
    public func instant(local: Int64) -> Int64 {
        if transitions.isEmpty { return local &- Int64(offsets[0]) * 1_000 }
        // In gap and overlap alike the offset before the transition is right, so the new one counts from the later of both wall times on.
        return local &- offset(milliseconds: local) { transitions[$0] + Int64(max(offsets[$0], offsets[$0 + 1])) }
    }

    /// The offset after the last transition whose `boundary` is not behind `time`.
    private func offset(milliseconds time: Int64, _ boundary: (Int) -> Int64) -> Int64 {
        var seconds = time.flooredDivision(by: 1_000).quotient
        if let cycleStart, seconds >= cycleStart + TimeZoneFile.cycle {
            seconds = cycleStart + (seconds - cycleStart) % TimeZoneFile.cycle
            // The first days of a cycle belong to the rules as they stand at its end.
            if boundary(firstOfCycle(cycleStart)) > seconds { seconds += TimeZoneFile.cycle }
        }
        var low = 0, high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if boundary(middle) <= seconds { low = middle + 1 } else { high = middle }
        }
        return Int64(offsets[low]) * 1_000
    }

    private func firstOfCycle(_ start: Int64) -> Int { transitions.firstIndex { $0 >= start } ?? transitions.count - 1 }
}

extension TimeZoneRules: Hashable {
    /// Whether both were looked up by the same name; their offsets are not compared.
    public static func == (left: TimeZoneRules, right: TimeZoneRules) -> Bool { left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
