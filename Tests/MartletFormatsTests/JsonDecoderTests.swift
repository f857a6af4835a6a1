import MartletCore
import MartletRuntime
import Testing

@Suite struct JsonDecoderTests {
    static let plain = [Field("id", .int), Field("name", .string), Field("v", .double), Field("ok", .boolean)]

    @Test(arguments: [1, 5, 17, 64, .max]) func rowsDoNotDependOnHowTheBytesCome(chunk: Int) throws {
        let json = try FormatHarness("json", Self.plain)
        let text = """
            {"id":1,"name":"one","v":1.5,"ok":true}
            {"id": 2, "v": 2, "ok": null}
            {"id":"3","name":4,"v":"3.5","ok":"true","extra":[1,{"a":"]"}]}
            {"ID":5,"name":"upper \\u00e9 \\ud83e\\udd8a\\n","v":1e2,"ok":false} trailing
            {}
            {"ok":false,"name":"žluť","id":-7}
            """
        #expect(
            try json.decode(text, chunk: chunk) == [
                .of(.int(1), .string("one"), .double(1.5), .boolean(true)), .of(.int(2), .null, .double(2), .null),
                .of(.int(3), .string("4"), .double(3.5), .boolean(true)), .of(.null, .string("upper é 🦊\n"), .double(100), .boolean(false)),
                .of(.null, .null, .null, .null), .of(.int(-7), .string("žluť"), .null, .boolean(false)),
            ])
    }

    @Test func mistakesAreSkipped() throws {
        let fields = Array(Self.plain.prefix(2))
        let text = """
            {"id":1,"name":"one"}
            {"id":2,"name":
            not json
            {"id":"x","name":"ex"}
            {"id":5,"name":"five"}
            [1,2]
            null
            {"id":6,"name":"a\u{1}b"}
            {"id":07,"name":"x"}
            {"id":8,"name":"x",}
            {"id":9,"x":tru}

            """
        let expected: [Row] = [
            .of(.int(1), .string("one")), .of(.null, .string("ex")), .of(.int(5), .string("five")), .of(.int(6), .string("a\u{1}b")),
        ]
        for tokens in ["true", "false"] {
            let options = ["ignore-parse-errors": "true", "decode.json-parser.enabled": tokens]
            #expect(try FormatHarness("json", fields, options).decode(text) == expected)
        }
        #expect(
            try FormatHarness("json", fields).complaint(text) == "37: Unexpected end-of-input: expected a value")
        #expect(
            try FormatHarness("json", fields).complaint(#"{"id":"x","name":"ex"}"#)?.contains("Fail to deserialize at field: id.") == true)
    }

    @Test func numbers() throws {
        let fields = [Field("a", .int), Field("b", .int), Field("c", .bigint), Field("d", .decimal(5, 3)), Field("e", .tinyint)]
        let json = try FormatHarness("json", fields, ["ignore-parse-errors": "true"])
        #expect(
            try json.decode(#"{"a":1.9,"b":1e3,"c":123456789012345678,"d":"1e-2","e":-128}"# + "\n") == [
                .of(.int(1), .int(1_000), .bigint(123_456_789_012_345_678), .decimal(Decimal128(unscaled: 10, scale: 3)), .tinyint(-128))
            ])
        #expect(
            try json.decode(#"{"a":2147483648,"b":"7","c":9223372036854775808,"d":100.5,"e":1.0}"# + "\n")
                == [.of(.null, .int(7), .null, .null, .null)])
        #expect(
            try json.decode(#"{"c":-9223372036854775808,"d":0.0005}"# + "\n") == [
                .of(.null, .null, .bigint(.min), .decimal(Decimal128(unscaled: 1, scale: 3)), .null)
            ])
    }

    @Test func textsOfOtherValues() throws {
        let fields = [Field("a", .string), Field("b", .string)]
        let line = #"{"a":{"k" : [1, 1e3, -0, "q\"\/"], "k2":null}, "b":1e3}"#
        #expect(
            try FormatHarness("json", fields).decode(line) == [.of(.string(#"{"k":[1,1000.0,0,"q\"/"],"k2":null}"#), .string("1e3"))])
        #expect(
            try FormatHarness("json", fields, ["decode.json-parser.enabled": "false"]).decode(line)
                == [.of(.string(#"{"k":[1,1000.0,0,"q\"/"],"k2":null}"#), .string("1000.0"))])
    }

    @Test func nestedValues() throws {
        let fields = [
            Field("m", .map(.string, .int)),
            Field("r", .row([Field("p", .int), Field("q", .array(.row([Field("z", .boolean)])))])),
        ]
        let text = """
            {"m":{"a":1,"b":null},"r":{"p":1,"q":[{"z":true}]}}
            {"m":{},"r":{"q":[]}}
            {"m":null,"r":null}
            {"m":{"a":1,"b":2,"a":3}}
            """
        #expect(
            try FormatHarness("json", fields).decode(text) == [
                .of(.map([.init(.string("a"), .int(1)), .init(.string("b"), .null)]), .row([.int(1), .array([.row([.boolean(true)])])])),
                .of(.map([]), .row([.null, .array([])])), .of(.null, .null),
                .of(.map([.init(.string("b"), .int(2)), .init(.string("a"), .int(3))]), .null),
            ])
        #expect(try FormatHarness("json", fields).complaint(#"{"m":[1]}"#)?.contains("Fail to deserialize at field: m.") == true)
        #expect(
            try FormatHarness("json", fields, ["ignore-parse-errors": "true", "decode.json-parser.enabled": "false"])
                .decode(#"{"m":[1],"r":{"p":[2],"q":[]}}"#) == [.of(.null, .row([.null, .array([])]))])
    }

    @Test func timestamps() throws {
        let fields = [Field("ts", .timestamp(3)), Field("tz", .timestampLTZ(9)), Field("d", .date), Field("t", .time())]
        let at = LocalDateTime(milliseconds: 1_709_210_096_789)
        let expected: [Row] = [
            .of(.timestamp(at), .instant(Instant(utc: at)), .date(LocalDate(days: 19_782)), .time(LocalTime(milliseconds: 45_296_000)))
        ]
        let sql = #"{"ts":"2024-02-29 12:34:56.789","tz":"2024-02-29 12:34:56.789Z","d":"2024-02-29","t":"12:34:56"}"# + "\n"
        let iso = #"{"ts":"2024-02-29T12:34:56.789","tz":"2024-02-29T12:34:56.789Z","d":"2024-02-29","t":"12:34:56"}"# + "\n"
        let isoOptions = ["timestamp-format.standard": "ISO-8601"]
        #expect(try FormatHarness("json", fields).decode(sql) == expected)
        #expect(try FormatHarness("json", fields, isoOptions).decode(iso) == expected)
        #expect(try FormatHarness("json", fields).complaint(iso) != nil)
        #expect(try FormatHarness("json", fields, isoOptions).complaint(sql) != nil)
        #expect(throws: MartletError.self) { try FormatHarness("json", fields, ["timestamp-format.standard": "RFC"]).decode("") }
    }

    @Test func missingFields() throws {
        let fields = Array(Self.plain.prefix(2))
        let json = try FormatHarness("json", fields, ["fail-on-missing-field": "true"])
        #expect(json.complaint("{\"id\":1,\"name\":\"one\"}\n{\"id\":2}\n")?.hasSuffix("Some field is missing in the JSON data.") == true)
        #expect(throws: MartletError.self) {
            try FormatHarness("json", fields, ["fail-on-missing-field": "true", "ignore-parse-errors": "true"]).decode("")
        }
    }

    @Test func anArrayIsSoManyRows() throws {
        let fields = Array(Self.plain.prefix(2))
        #expect(
            try FormatHarness("json", fields).decode("[{\"id\":1,\"name\":\"one\"},{\"id\":2}]\n{\"id\":3,\"name\":\"three\"}\n")
                == [.of(.int(1), .string("one")), .of(.int(2), .null), .of(.int(3), .string("three"))])
    }

    @Test func aColumnOfNothingCountsRows() throws {
        let json = try FormatHarness("json", Self.plain, projection: [])
        #expect(try json.decode("{\"id\":1}\n{}\n").count == 2)
    }
}
