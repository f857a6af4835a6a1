import MartletCore
import Testing

@Suite struct CivilCalendarTests {
    @Test(
        arguments: [
            (-719_528, "0000-01-01"), (-719_468, "0000-03-01"), (-141_428, "1582-10-14"), (-1, "1969-12-31"), (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"), (19_782, "2024-02-29"), (2_932_896, "9999-12-31"),
        ] as [(Int32, String)])
    func daysAreDates(days: Int32, text: String) throws {
        let date = LocalDate(days: days)
        #expect(date.description == text)
        let (year, month, day) = date.components
        #expect(CivilCalendar.days(year: year, month: month, day: day) == Int(days))
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        for days in -146_097..<146_097 {
            let (year, month, day) = CivilCalendar.date(days: days)
            if CivilCalendar.days(year: year, month: month, day: day) != days || day > CivilCalendar.daysIn(month: month, year: year) {
                Issue.record("day \(days) is \(year)-\(month)-\(day)")
            }
        }
    }

    @Test(arguments: [(2024, true), (2023, false), (1900, false), (2000, true), (0, true), (-4, true)])
    func leapYears(year: Int, isLeap: Bool) { #expect(CivilCalendar.isLeap(year: year) == isLeap) }

    @Test func thereIsNoThirtiethOfFebruary() {
        #expect(LocalDate(year: 2024, month: 2, day: 30) == nil)
        #expect(LocalDate(year: 2024, month: 13, day: 1) == nil)
    }

    @Test(arguments: [
        ("2024-01-31", 1, "2024-02-29"), ("2024-03-31", -1, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"),
        ("2024-01-15", -13, "2022-12-15"),
    ])
    func monthsKeepTheDayOrTakeTheLast(from: String, months: Int64, to: String) throws {
        let days = try #require(try from.utf8.withContiguousStorageIfAvailable { try TemporalText.date($0) })
        let moved = try #require(CivilCalendar.days(Int64(days), plusMonths: months))
        #expect(LocalDate(days: Int32(moved)).description == to)
    }
}

@Suite struct TimestampTests {
    @Test func timestampsAreShownInUTC() {
        #expect(Timestamp(milliseconds: 1_356_999_300_000).description == "2013-01-01T00:15:00.000Z")
        #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp.max.description == "+∞")
    }

    @Test func sumsStopAtTheEndsOfTime() {
        #expect(Timestamp.max + .seconds(1) == .max)
        #expect(Timestamp.min - .seconds(1) == .min)
        #expect(Timestamp(milliseconds: 5) + .milliseconds(-7) == Timestamp(milliseconds: -2))
        #expect(Timestamp(milliseconds: 5) - Timestamp(milliseconds: 7) == .milliseconds(-2))
    }

    @Test func timesBefore1970AreCutTowardsThePast() {
        let time = LocalDateTime(nanoseconds: -1)
        #expect(time.milliseconds == -1 && time.nanosecondsOfMillisecond == 999_999)
        #expect(time.nanoseconds == -1)
        #expect(time.date.description == "1969-12-31")
        #expect(time.text(fractionDigits: 9) == "1969-12-31 23:59:59.999999999")
    }
}
