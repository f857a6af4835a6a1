import MartletColumns
import MartletCore
import MartletFunctions
import Testing

/// One cell of `CastAnswers`: a text, the type it is cast to, and the answer.
struct CastAnswer: CustomTestStringConvertible {
    let text: String
    let type: String
    let answer: String?

    var testDescription: String { "'\(text)' AS \(type)" }

    static func read(_ table: String) -> [CastAnswer] {
        let lines = table.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false).map { trim($0) } }
        return lines.dropFirst().flatMap { cells in
            zip(lines[0], cells).dropFirst().map { type, answer in
                CastAnswer(text: String(cells[0].dropFirst().dropLast()), type: type, answer: answer == "NULL" ? nil : answer)
            }
        }
    }

    private static func trim(_ cell: Substring) -> String {
        var cell = cell
        if cell.first == " " { cell = cell.dropFirst() }
        if cell.last == " " { cell = cell.dropLast() }
        return String(cell)
    }
}

@Suite struct CastTests {
    static let types: [DataType] = [
        .int, .tinyint, .smallint, .bigint, .decimal(5, 2), .decimal(38, 10), .decimal(18, 0), .decimal(20, 0), .double, .float, .boolean,
        .date,
        .string, .time(0), .time(1), .time(3), .timestamp(0), .timestamp(2), .timestamp(3), .timestamp(6), .timestamp(9),
    ]

    static func type(_ name: String) throws -> DataType { try #require(types.first { $0.description == name }, "no type \(name)") }

    /// `value` cast step by step, as it is then shown; nil for NULL.
    func cast(_ value: Value, _ types: DataType..., isTry: Bool = false, zone: TimeZoneRules = .utc, legacy: Bool = false) throws -> String?
    {
        var column = try ColumnBuilder.column([value], types[0])
        let context = EvaluationContext(timeZone: zone, now: LocalDateTime(milliseconds: 0))
        func run(_ kernel: ScalarKernel) throws {
            column = try kernel(KernelArguments(count: 1, context: context) { [column] _ in column })
        }
        for (from, to) in zip(types, types.dropFirst()) {
            try run(try #require(try Cast.kernel(from: from, to: to, isTry: isTry, legacy: legacy), "no cast from \(from) to \(to)"))
        }
        try run(try Cast.displayKernel(of: types[types.count - 1]))
        return column.bytes.string(0)
    }

    @Test(
        arguments: [CastAnswers.numbers, CastAnswers.truthValues, CastAnswers.times, CastAnswers.dates, CastAnswers.timestamps].flatMap(
            CastAnswer.read))
    func textsAreRead(answer: CastAnswer) throws {
        #expect(try cast(.string(answer.text), .string, Self.type(answer.type), isTry: true) == answer.answer)
    }

    @Test(arguments: CastAnswer.read(CastAnswers.cuts)) func timestampsAreCut(answer: CastAnswer) throws {
        #expect(try cast(.string(answer.text), .string, .timestamp(9), Self.type(answer.type)) == answer.answer)
    }

    @Test(arguments: [
        ("abc", DataType.int), ("128", .tinyint), ("", .double), ("maybe", .boolean), ("2024-02-30", .date), ("25:00:00", .time()),
        ("x", .timestamp()),
    ])
    func whatCannotBeReadIsAnError(text: String, type: DataType) {
        #expect(throws: MartletError.self) { try cast(.string(text), .string, type) }
    }

    @Test func theErrorNamesTheText() {
        #expect(throws: MartletError("For input string: 'abc'. Invalid character found.")) { try cast(.string("abc"), .string, .int) }
    }

    @Test(
        arguments: [
            (1e10, "-1", "-1", "2147483647", "10000000000"), (128, "-128", "128", "128", "128"), (-129, "127", "-129", "-129", "-129"),
            (.infinity, "-1", "-1", "2147483647", "9223372036854775807"), (-.infinity, "0", "0", "-2147483648", "-9223372036854775808"),
            (.nan, "0", "0", "0", "0"), (-1.9, "-1", "-1", "-1", "-1"),
        ] as [(Double, String, String, String, String)])
    func floatingPointBecomesIntegersAsInJava(value: Double, tinyint: String, smallint: String, int: String, bigint: String) throws {
        #expect(try cast(.double(value), .double, .tinyint) == tinyint)
        #expect(try cast(.double(value), .double, .smallint) == smallint)
        #expect(try cast(.double(value), .double, .int) == int)
        #expect(try cast(.double(value), .double, .bigint) == bigint)
    }

    @Test func decimalsAreRoundedAndOverflowToNull() throws {
        #expect(try cast(.double(1.35), .double, .decimal(4, 1)) == "1.4")
        #expect(try cast(.double(-0.05), .double, .decimal(4, 1)) == "-0.1")
        #expect(try cast(.double(99.95), .double, .decimal(3, 1)) == nil)
        #expect(try cast(.int(1000), .int, .decimal(5, 2)) == nil)
        #expect(try cast(.boolean(true), .boolean, .decimal(3, 1)) == "1.0")
        #expect(try cast(.string("12345678901234"), .string, .decimal(20, 0), .int) == "1942892530")
        #expect(throws: MartletError.self) { try cast(.double(.nan), .double, .decimal(5, 2), isTry: true) }
    }

    @Test func stringsAreCutAndPaddedByCharacters() throws {
        #expect(try cast(.string("🦊🦊🦊"), .string, .varchar(2)) == "🦊🦊")
        #expect(try cast(.string("ž"), .string, .char(3)) == "ž  ")
        #expect(try cast(.int(12345), .int, .varchar(3)) == "123")
        #expect(try cast(.boolean(true), .boolean, .char(2)) == "TR")
        #expect(try cast(.string("abc"), .string, .char(0)) == "")
        #expect(try cast(.string("abc"), .string, DataType(.binary(5))) == "x'6162630000'")
        #expect(try cast(.string("abc"), .string, DataType(.varbinary(2))) == "x'6162'")
    }

    @Test func bytesAreTextInStringsAndHexadecimalWhenShown() throws {
        let map = DataType.map(.string, .bytes)
        let value = Value.map([.init(.string("k"), .bytes([0x61, 0xFF]))])
        #expect(try cast(value, map) == "{k=x'61ff'}")
        #expect(try cast(value, map, .string) == "{k=a\u{FFFD}}")
    }

    @Test func nestedValuesAreSpelt() throws {
        let row = DataType.row([Field("a", .int), Field("b", .array(.string)), Field("c", .date)])
        let value = Value.row([.int(1), .array([.string("x"), .null]), .null])
        #expect(try cast(value, row) == "(1, [x, NULL], NULL)")
        #expect(try cast(value, row, .string, legacy: true) == "(1,[x, null],null)")
        let person = DataType(.structured(name: "shop.Person", [Field("name", .string), Field("age", .int)]))
        #expect(try cast(.row([.string("ann"), .int(30)]), person) == "(name=ann, age=30)")
    }

    @Test func collectionsAreCastPartByPart() throws {
        #expect(try cast(.array([.string("1"), .null, .string(" 2")]), .array(.string), .array(.int)) == "[1, NULL, 2]")
        #expect(try cast(.array([.string("x")]), .array(.string), .array(.int), isTry: true) == nil)
        #expect(throws: MartletError.self) { try cast(.array([.string("x")]), .array(.string), .array(.int)) }
        #expect(!Cast.isAllowed(from: .array(.int), to: .array(.array(.int))))
    }

    @Test func onlyTheValuesThatFailAreNull() throws {
        let column = try ColumnBuilder.column(
            [.array([.string("1")]), .array([.string("x")]), .null, .array([])], .array(.string))
        let kernel = try #require(try Cast.kernel(from: .array(.string), to: .array(.int), isTry: true))
        let context = EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))
        let result = try kernel(KernelArguments(count: 4, context: context) { _ in column })
        #expect((0..<4).map { result.value($0, .array(.int)) } == [.array([.int(1)]), .null, .null, .array([])])
    }

    @Test func intervalsAreSpelt() throws {
        let days = DataType(.intervalDayTime), months = DataType(.intervalYearMonth)
        #expect(try cast(.milliseconds(93_784_567), days) == "+1 02:03:04.567")
        #expect(try cast(.milliseconds(-5_000), days, .string) == "-0 00:00:05.000")
        #expect(try cast(.months(-14), months) == "-1-02")
        #expect(try cast(.int(42), .int, months) == "+3-06")
    }

    @Test func timestampsWithLocalTimeZoneAreShownInTheSession() throws {
        let newYork = try TimeZoneRules(named: "America/New_York")
        // The clock skips this time: it is an hour later.
        #expect(
            try cast(.string("2024-03-10 02:30:00"), .string, .timestamp(3), .timestampLTZ(3), zone: newYork) == "2024-03-10 03:30:00.000")
        #expect(try cast(.instant(Instant(Timestamp(milliseconds: 0))), .timestampLTZ(3), .date, zone: newYork) == "1969-12-31")
        #expect(try cast(.instant(Instant(Timestamp(milliseconds: 0))), .timestampLTZ(3), .time(), zone: newYork) == "19:00:00")
        #expect(
            try cast(.string("1969-12-31 23:59:59.999"), .string, .timestampLTZ(9), .timestamp(0), zone: newYork) == "1970-01-01 00:00:00")
        #expect(try cast(.date(LocalDate(days: 0)), .date, .timestampLTZ(3), .timestamp(3), zone: newYork) == "1970-01-01 00:00:00.000")
    }

    @Test func legacyCastsGiveNullAndDoNotCut() throws {
        #expect(try cast(.string("x"), .string, .int, legacy: true) == nil)
        #expect(try cast(.string("abcdef"), .string, .varchar(3), legacy: true) == "abcdef")
        #expect(try cast(.boolean(true), .boolean, .string, legacy: true) == "true")
    }

    @Test func literalsAreCastAsTheyWereWritten() throws {
        #expect(Cast.constant(.float(0.1), from: .float, to: .double) == .double(0.1))
        let time = LocalDateTime(milliseconds: -1)
        #expect(Cast.constant(.timestamp(time), from: .timestamp(3), to: .timestamp(0)) == .timestamp(LocalDateTime(milliseconds: -1_000)))
        #expect(Cast.constant(.string("x"), from: .string, to: .int) == nil)
        // What depends on the session is no constant.
        #expect(Cast.constant(.string("2024-01-01"), from: .string, to: .timestampLTZ(3)) == nil)
    }

    @Test func implicitCastsFollowTheMatrix() {
        #expect(Cast.isImplicit(from: .int, to: .bigint) && !Cast.isImplicit(from: .bigint, to: .int))
        #expect(Cast.isImplicit(from: .int, to: .decimal(5, 2)) && Cast.isImplicit(from: .double, to: .decimal(5, 2)))
        #expect(Cast.isImplicit(from: .timestamp(), to: .date) && !Cast.isImplicit(from: .date, to: .timestamp()))
        #expect(!Cast.isImplicit(from: .int, to: .string) && !Cast.isImplicit(from: .string, to: .char(3)))
    }
}
