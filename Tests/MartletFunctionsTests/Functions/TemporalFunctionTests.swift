import MartletCore
import Testing

@testable import MartletFunctions

@Suite struct TemporalFunctionTests {
    private func date(_ year: Int, _ month: Int, _ day: Int) throws -> Value {
        .date(try #require(LocalDate(year: year, month: month, day: day)))
    }

    private func time(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0, milliseconds: Int = 0)
        -> LocalDateTime
    {
        LocalDateTime(
            milliseconds: Int64(CivilCalendar.days(year: year, month: month, day: day)) * 86_400_000
                + Int64((hour * 60 + minute) * 60 + second) * 1_000 + Int64(milliseconds))
    }

    @Test func extract() throws {
        let answers: [(String, Int64, Int64, Int64)] = [
            ("YEAR", 2024, 2000, 1969), ("WEEK", 9, 52, 1), ("DOY", 60, 1, 365), ("DOW", 5, 7, 4), ("ISODOW", 4, 6, 3),
            ("ISOYEAR", 2024, 1999, 1970),
            ("DECADE", 202, 200, 196), ("CENTURY", 21, 20, 20), ("MILLENNIUM", 3, 2, 2), ("EPOCH", 1_709_164_800, 946_684_800, -86_400),
            ("HOUR", 0, 0, 0),
        ]
        for (unit, first, second, third) in answers where unit != "ISOYEAR" || third == 1970 {
            #expect(try call("EXTRACT", .string(unit), date(2024, 2, 29)) == .bigint(first), "\(unit)")
            #expect(try call("EXTRACT", .string(unit), date(2000, 1, 1)) == .bigint(second), "\(unit)")
            #expect(try call("EXTRACT", .string(unit), date(1969, 12, 31)) == .bigint(third), "\(unit)")
        }
        // As in Flink: before 1970 timestamps are cut off towards it.
        let before = Value.timestamp(time(1969, 12, 31, 23, 59, 59, milliseconds: 1))
        #expect(try call("EXTRACT", "YEAR", before) == .bigint(1970))
        #expect(try call("EXTRACT", "MILLISECOND", before) == .bigint(-999))
        #expect(throws: MartletError.self) { try call("EXTRACT", "YEAR", .time(LocalTime(milliseconds: 0))) }
        #expect(try call("DAYOFWEEK", date(2021, 1, 3)) == .bigint(1))
    }

    @Test func floorAndCeil() throws {
        let moment = Value.timestamp(time(2024, 5, 15, 13, 47, 59, milliseconds: 789))
        let answers: [(String, LocalDateTime, LocalDateTime)] = [
            ("YEAR", time(2024, 1, 1), time(2025, 1, 1)), ("QUARTER", time(2024, 4, 1), time(2024, 7, 1)),
            ("MONTH", time(2024, 5, 1), time(2024, 6, 1)),
            ("WEEK", time(2024, 5, 12), time(2024, 5, 19)), ("DAY", time(2024, 5, 15), time(2024, 5, 16)),
            ("SECOND", time(2024, 5, 15, 13, 47, 59), time(2024, 5, 15, 13, 48)),
        ]
        for (unit, floor, ceil) in answers {
            #expect(try call("FLOOR", moment, .string(unit)) == .timestamp(floor))
            #expect(try call("CEIL", moment, .string(unit)) == .timestamp(ceil))
        }
        #expect(try call("CEIL", date(2024, 2, 29), "QUARTER") == date(2024, 4, 1))
    }

    @Test func differences() throws {
        let first = Value.timestamp(time(2023, 1, 31, 10)), second = Value.timestamp(time(2024, 2, 29, 9, 59, 59))
        for (unit, answer) in [
            ("YEAR", 1), ("QUARTER", 4), ("MONTH", 12), ("WEEK", 56), ("DAY", 393), ("HOUR", 9455), ("SECOND", 34_041_599),
        ] as [(String, Int32)] {
            #expect(try call("TIMESTAMPDIFF", .string(unit), first, second) == .int(answer))
        }
        #expect(try call("TIMESTAMPDIFF", "MONTH", date(2024, 2, 29), date(2023, 2, 28)) == -12)
        #expect(try call("TIMESTAMPADD", "QUARTER", .bigint(1), date(2024, 1, 31)) == date(2024, 4, 30))
    }

    @Test func formatting() throws {
        let moment = time(2024, 2, 29, 13, 5, 9, milliseconds: 123)
        let answers = [
            "yyyy-MM-dd HH:mm:ss.SSS": "2024-02-29 13:05:09.123", "yy/M/d h:m:s a": "24/2/29 1:5:9 PM",
            "EEE, EEEE MMM MMMM": "Thu, Thursday Feb February", "D w W F E u": "60 9 5 1 Thu 2024", "'at' HH'h' ''": "at 13h '",
            "SSSSSS": "123000",
        ]
        for (pattern, text) in answers { #expect(try call("DATE_FORMAT", .timestamp(moment), .string(pattern)) == .string(text)) }
        #expect(try call("DATE_FORMAT", "2024-02-30 00:00:00", "yyyy MM dd") == "2024 03 01")
        #expect(try call("DATE_FORMAT", "2024-02-29", "yyyy") == nil)
        #expect(throws: MartletError.self) { try call("DATE_FORMAT", .timestamp(moment), "yyyy b") }
    }

    @Test func reading() throws {
        func read(_ text: Value, _ pattern: Value) throws -> Value { try call("TO_TIMESTAMP", text, pattern) }
        #expect(try read("12:34 29 Feb 2024", "HH:mm dd MMM yyyy") == .timestamp(time(2024, 2, 29, 12, 34)))
        #expect(try read("20240229", "yyyyMMdd") == .timestamp(time(2024, 2, 29)))
        #expect(try read("2024-02-29 01:00 PM", "yyyy-MM-dd hh:mm a") == .timestamp(time(2024, 2, 29, 13)))
        #expect(try read("2024-02-30", "yyyy-MM-dd") == .timestamp(time(2024, 2, 29)))
        #expect(try read("2024-13-01", "yyyy-MM-dd") == nil)
        #expect(try read("2024-02-29 12", "yyyy-MM-dd") == nil)
        #expect(try read("2024-02-29 12:34", "yyyy-MM-dd[ HH:mm][ X]") == .timestamp(time(2024, 2, 29, 12, 34)))
        #expect(try call("TO_DATE", "Jan 5 2024", "MMM d yyyy") == date(2024, 1, 5))
        #expect(try call("TO_DATE", "31.12.1499", "dd.MM.yyyy") == date(1500, 1, 9))
        #expect(try call("TO_DATE", "x", "yyyy") == .date(LocalDate(days: 622_191_233)))
    }

    @Test func instants() throws {
        let berlin = try TimeZoneRules(named: "Europe/Berlin")
        #expect(try call("FROM_UNIXTIME", .bigint(253_402_300_800)) == "10000-01-01 00:00:00")
        #expect(try call("FROM_UNIXTIME", .bigint(1_711_846_800), timeZone: berlin) == "2024-03-31 03:00:00")
        #expect(try call("UNIX_TIMESTAMP", "2024-03-31 02:30:00", timeZone: berlin) == .bigint(1_711_848_600))
        #expect(try call("UNIX_TIMESTAMP", "2024-10-27 02:30:00", timeZone: berlin) == .bigint(1_729_992_600))
        #expect(try call("UNIX_TIMESTAMP", "1970-01-01 05:30:07.250 +0530", "yyyy-MM-dd HH:mm:ss.SSS XX") == .bigint(7))
        #expect(try call("UNIX_TIMESTAMP", "garbage") == .bigint(.min))
        #expect(try call("CONVERT_TZ", "2024-07-01 12:00:00", "PST", "UTC") == "2024-07-01 19:00:00")
        #expect(try call("CONVERT_TZ", "2024-07-01 12:00:00", "GMT-08:00", "UTC") == "2024-07-01 20:00:00")
        #expect(try call("TO_TIMESTAMP_LTZ", 44, 0) == .instant(Instant(utc: LocalDateTime(milliseconds: 44_000))))
        #expect(throws: MartletError.self) { try call("TO_TIMESTAMP_LTZ", 44, 10) }
    }
}
