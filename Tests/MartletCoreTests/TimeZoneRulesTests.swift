import Testing

@testable import MartletCore

@Suite struct TimeZoneRulesTests {
    private func milliseconds(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Int64 {
        Int64(CivilCalendar.days(year: year, month: month, day: day)) * 86_400_000 + Int64(hour * 60 + minute) * 60_000
    }

    @Test(
        arguments: [
            ("UTC", 2024, 0), ("GMT+03:30", 2024, 12_600), ("GMT-3", 2024, -10_800), ("Asia/Kathmandu", 1970, 19_800),
            ("Asia/Kathmandu", 2024, 20_700),
            ("America/New_York", 2024, -18_000), ("America/New_York", 1800, -17_762), ("Etc/GMT+3", 2024, -10_800),
            // Beyond what the zone's file lists, its rule holds, for ever.
            ("America/New_York", 2300, -18_000), ("America/New_York", 9999, -18_000), ("Australia/Lord_Howe", 9999, 39_600),
        ] as [(String, Int, Int64)])
    func offsetsAtNewYear(name: String, year: Int, seconds: Int64) throws {
        let instant = Timestamp(milliseconds: milliseconds(year, 1, 1))
        #expect(try TimeZoneRules(named: name).offset(at: instant) == seconds * 1_000)
    }

    @Test(arguments: [2024, 2100, 2500, 9998]) func summerTimeHoldsInTheYearsToCome(year: Int) throws {
        let prague = try TimeZoneRules(named: "Europe/Prague")
        #expect(prague.offset(at: Timestamp(milliseconds: milliseconds(year, 7, 1))) == 7_200_000)
        #expect(prague.offset(at: Timestamp(milliseconds: milliseconds(year, 12, 1))) == 3_600_000)
    }

    @Test func aSkippedTimeIsLater() throws {
        let newYork = try TimeZoneRules(named: "America/New_York")
        let instant = newYork.instant(local: milliseconds(2024, 3, 10, 2, 30))
        #expect(newYork.local(instant) == milliseconds(2024, 3, 10, 3, 30))
    }

    @Test func ofATimeShownTwiceTheEarlierIsMeant() throws {
        let newYork = try TimeZoneRules(named: "America/New_York")
        #expect(newYork.instant(local: milliseconds(2024, 11, 3, 1, 30)) == milliseconds(2024, 11, 3, 5, 30))
    }

    @Test(arguments: ["Mars/Olympus", "+03:00", "UTC+3", "../../etc/passwd", "", "posix/UTC", "GMT+19:00", "GMT+3:5"])
    func otherNamesAreErrors(name: String) {
        #expect(throws: MartletError.self) { try TimeZoneRules(named: name) }
    }

    @Test func aTruncatedFileIsNoZone() {
        #expect(TimeZoneFile.parse(Array("TZif2".utf8), name: "x") == nil)
        #expect(TimeZoneFile.parse([], name: "x") == nil)
    }

    @Test func rulesOfTheYearAreRead() throws {
        let rule = try #require(PosixTimeZone("<-03>3<-02>,M3.5.0/-2,J60/3:30"))
        let summer = try #require(rule.summer)
        #expect(rule.offset == -10_800)
        #expect(summer.offset == -7_200)
        #expect(summer.start.seconds(year: 2024) == milliseconds(2024, 3, 30, 22) / 1_000)
        #expect(summer.end.seconds(year: 2024) == milliseconds(2024, 3, 1, 3, 30) / 1_000)
    }
}
