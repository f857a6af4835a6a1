import MartletCore
import MartletRuntime
import Testing

@Suite struct CsvDecoderTests {
    static let plain = [Field("id", .int), Field("name", .string), Field("v", .double)]

    @Test(arguments: [1, 2, 3, 7, 16, .max]) func rowsDoNotDependOnHowTheBytesCome(chunk: Int) throws {
        let csv = try FormatHarness("csv", Self.plain)
        let text = "1,one,1.5\n-2,\"two, \"\"2\"\"\",-2.25e2\r\n3,,0\r4,\"multi\nline\",4"
        #expect(
            try csv.decode(text, chunk: chunk) == [
                .of(.int(1), .string("one"), .double(1.5)),
                .of(.int(-2), .string("two, \"2\""), .double(-225)),
                .of(.int(3), .string(""), .double(0)),
                .of(.int(4), .string("multi\nline"), .double(4)),
            ])
    }

    @Test func onlyProjectedFieldsAreConverted() throws {
        let csv = try FormatHarness("csv", Self.plain, projection: [2, 1])
        #expect(try csv.decode("x,a,1\n,b,2\n") == [.of(.double(1), .string("a")), .of(.double(2), .string("b"))])
    }

    @Test func aShortRecordIsAnErrorOnlyIfItIsShorterThanWhatIsWanted() throws {
        #expect(try FormatHarness("csv", Self.plain, projection: [1]).decode("4,four\n\n") == [.of(.string("four")), .of(.null)])
        #expect(
            try FormatHarness("csv", Self.plain).complaint("1,one,1\n4,four\n")
                == "14: Row length mismatch. 3 fields expected but was 2.")
    }

    @Test func mistakesAreSkippedFieldByFieldAndRecordByRecord() throws {
        let csv = try FormatHarness("csv", Self.plain, ["ignore-parse-errors": "true"])
        let rows = try csv.decode("1,one,1.5\nx,two,2.5\n3,three,abc\n4,four\n5,five,5.5,6\n\n7,seven,7.5\n")
        #expect(
            rows == [
                .of(.int(1), .string("one"), .double(1.5)), .of(.null, .string("two"), .double(2.5)), .of(.int(3), .string("three"), .null),
                .of(.int(4), .string("four"), .null), .of(.null, .null, .null), .of(.int(7), .string("seven"), .double(7.5)),
            ])
    }

    @Test func whatFollowsAQuoteMustBeADelimiter() throws {
        let fields = [Field("id", .int), Field("s", .string), Field("t", .string)]
        let csv = try FormatHarness("csv", fields, ["ignore-parse-errors": "true"])
        // The mistake is skipped, but the quote behind it opens a field that never ends.
        #expect(csv.complaint("1,a\\,b,x\n2,\"q\\\"r\",y\n3,c\\\\d,z\n")?.hasSuffix("Missing closing quote for value") == true)
        #expect(try csv.decode("2,\"q\"r,y\n3,c,z\n") == [.of(.int(3), .string("c"), .string("z"))])
        let escaped = try FormatHarness("csv", fields, ["escape-character": "\\"])
        #expect(
            try escaped.decode("1,a\\,b,x\n2,\"q\\\"r\",y\n3,c\\\\d,z\n") == [
                .of(.int(1), .string("a,b"), .string("x")), .of(.int(2), .string("q\"r"), .string("y")),
                .of(.int(3), .string("c\\d"), .string("z")),
            ])
    }

    @Test func trailingDelimiters() throws {
        let fields = [Field("a", .int), Field("b", .int)]
        #expect(try FormatHarness("csv", fields).decode("1,2,\n") == [.of(.int(1), .int(2))])
        #expect(try FormatHarness("csv", fields, ["allow-trailing-comma": "false"]).complaint("1,2,\n") != nil)
        #expect(
            try FormatHarness("csv", fields).complaint("1,2,extra\n")
                == "4: Too many entries: expected at most 2 (value #2 (5 chars) \"extra\")")
        #expect(try FormatHarness("csv", fields, ["ignore-trailing-unmappable": "true"]).decode("1,2,x,y\n3,4\n").count == 2)
    }

    @Test func commentsSpacesAndNulls() throws {
        let fields = [Field("a", .string), Field("b", .string)]
        #expect(
            try FormatHarness("csv", fields, ["allow-comments": "true"]).decode("# x\n1,one\n\n #2,two\n3,thr#ee\n")
                == [.of(.string("1"), .string("one")), .of(.string("3"), .string("thr#ee"))])
        #expect(
            try FormatHarness("csv", fields, ["trim-spaces": "true"]).decode(" a , \" b \" \n c,d\n")
                == [.of(.string("a"), .string(" b ")), .of(.string("c"), .string("d"))])
        #expect(try FormatHarness("csv", fields, ["null-literal": "NULL"]).decode("\"NULL\",null\n") == [.of(.null, .string("null"))])
        #expect(try FormatHarness("csv", fields, ["empty-string-as-null": "true"]).decode(",x\n") == [.of(.null, .string("x"))])
    }

    @Test func allTypes() throws {
        let fields = [
            Field("a", .tinyint), Field("b", .float), Field("c", .decimal(6, 2)), Field("d", .boolean), Field("e", .date),
            Field("f", .time()),
            Field("g", .timestamp(3)), Field("h", .timestampLTZ(3)), Field("i", .bytes), Field("j", .array(.int)),
            Field("k", .row([Field("x", .string), Field("y", .int)])),
        ]
        let line = " 127 ,1.5f,123.455,TRUE,2024-2-30,12:34:56.789,2024-02-29 12:34:56.7, 2024-02-29 00:00:00Z,aGk=,1;2; 3,q;7\n"
        let day = LocalDateTime(milliseconds: 19_782 * 86_400_000)
        #expect(
            try FormatHarness("csv", fields).decode(line) == [
                Row([
                    .tinyint(127), .float(1.5), .decimal(Decimal128(unscaled: 12_346, scale: 2)), .boolean(true),
                    .date(LocalDate(days: 19_783)),
                    .time(LocalTime(milliseconds: 45_296_000)), .timestamp(LocalDateTime(milliseconds: day.milliseconds + 45_296_700)),
                    .instant(Instant(utc: day)), .bytes([0x68, 0x69]), .array([.int(1), .int(2), .int(3)]), .row([.string("q"), .int(7)]),
                ])
            ])
    }

    @Test func whatCannotBeInCsvIsRefusedBeforeReading() throws {
        #expect(throws: MartletError.self) { try FormatHarness("csv", [Field("m", .map(.string, .int))]).decode("") }
        #expect(throws: MartletError.self) { try FormatHarness("csv", [Field("a", .array(.array(.int)))]).decode("") }
        #expect(throws: MartletError.self) { try FormatHarness("csv", Self.plain, ["field-delimiter": ";;"]).decode("") }
        #expect(throws: MartletError.self) {
            try FormatHarness("csv", Self.plain, ["disable-quote-character": "true", "quote-character": "'"]).decode("")
        }
    }

    @Test func recordsAreFoundInsideOfFiles() throws {
        let csv = try FormatHarness("csv", Self.plain)
        let finder = try #require(try csv.format.recordFinder(options: csv.options))
        let text = Array("1,a,1\n2,\"x\ny\",2\n3,c,3\n".utf8)
        let starts = text.withUnsafeBytes { bytes in (0...text.count).map { finder(bytes, 0, $0) } }
        #expect(Set(starts) == [0, 6, 16, 22])
        #expect(starts[10] == 16)
        let plain = Array("1,a,1\n2,b,2\n3,c,3".utf8)
        #expect(plain.withUnsafeBytes { bytes in (0...plain.count).map { finder(bytes, 0, $0) } }[7] == 12)
    }
}
