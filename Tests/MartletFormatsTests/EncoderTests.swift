import MartletCore
import MartletRuntime
import Testing

@Suite struct EncoderTests {
    static let instant = LocalDateTime(milliseconds: 1_709_210_096_700)

    static let fields = [
        Field("a", .int), Field("b", .string), Field("c", .double), Field("d", .boolean), Field("e", .decimal(10, 3)), Field("f", .date),
        Field("g", .time()), Field("h", .timestamp(3)), Field("i", .timestampLTZ(3)), Field("k", .float), Field("l", .bytes),
    ]

    static let row: [Value] = [
        .int(1), .string("q\"\\/\n\u{1}é"), .double(1.5), .boolean(true), .decimal(Decimal128(unscaled: 1_500, scale: 3)),
        .date(LocalDate(days: 19_782)), .time(LocalTime(milliseconds: 45_296_000)), .timestamp(instant),
        .instant(Instant(utc: LocalDateTime(milliseconds: 1_500))), .float(0.1), .bytes([0x68, 0x69]),
    ]

    @Test func json() throws {
        #expect(
            try FormatHarness("json", Self.fields).encode([Self.row])
                == #"{"a":1,"b":"q\"\\/\n\u0001é","c":1.5,"d":true,"e":1.5,"f":"2024-02-29","g":"12:34:56","h":"2024-02-29 12:34:56.7","i":"1970-01-01 00:00:01.5Z","k":0.1,"l":"aGk="}"#
                + "\n")
        let nested = [
            Field("a", .array(.int)), Field("m", .map(.string, .int)),
            Field("r", .row([Field("x", .int), Field("y", .row([Field("z", .string)]))])),
        ]
        #expect(
            try FormatHarness("json", nested).encode([
                [.array([.int(1), .null]), .map([.init(.string("k"), .int(1))]), .row([.int(1), .row([.string("q")])])],
                [.null, .null, .null],
            ]) == #"{"a":[1,null],"m":{"k":1},"r":{"x":1,"y":{"z":"q"}}}"# + "\n" + #"{"a":null,"m":null,"r":null}"# + "\n")
    }

    @Test func jsonOptions() throws {
        let numbers = [Field("x", .decimal(20, 10)), Field("y", .decimal(10, 0)), Field("z", .double)]
        let values: [Value] = [
            .decimal(Decimal128(unscaled: 1_000, scale: 10)), .decimal(Decimal128(unscaled: 1_000_000, scale: 0)), .double(1e10),
        ]
        #expect(try FormatHarness("json", numbers).encode([values]) == #"{"x":1E-7,"y":1E+6,"z":1.0E10}"# + "\n")
        #expect(
            try FormatHarness("json", numbers, ["encode.decimal-as-plain-number": "true"]).encode([values])
                == #"{"x":0.0000001000,"y":1000000,"z":1.0E10}"# + "\n")
        #expect(
            try FormatHarness("json", numbers, ["encode.ignore-null-fields": "true"]).encode([[.null, .null, .double(.nan)]])
                == #"{"z":"NaN"}"# + "\n")
        let map = [Field("m", .map(.string, .int))]
        let nullKey: [Value] = [.map([.init(.null, .int(1)), .init(.string("a"), .int(2))])]
        #expect(throws: MartletError.self) { try FormatHarness("json", map).encode([nullKey]) }
        #expect(try FormatHarness("json", map, ["map-null-key.mode": "DROP"]).encode([nullKey]) == #"{"m":{"a":2}}"# + "\n")
        #expect(
            try FormatHarness("json", map, ["map-null-key.mode": "literal", "map-null-key.literal": "?"]).encode([nullKey])
                == #"{"m":{"?":1,"a":2}}"# + "\n")
    }

    @Test func csv() throws {
        var row = Self.row
        row[1] = .string("plain")
        #expect(
            try FormatHarness("csv", Self.fields).encode([row])
                == "1,plain,1.5,true,1.5,2024-02-29,12:34:56,\"2024-02-29 12:34:56.7\",\"1970-01-01 00:00:01.5Z\",0.1,aGk=\n")
        let texts = [Field("a", .int), Field("b", .string), Field("c", .string)]
        #expect(
            try FormatHarness("csv", texts).encode([
                [.int(1), .string("a,b"), .string("say \"hi\"")], [.int(2), .string(""), .null],
                [.null, .string(" lead"), .string("it's")],
                [.int(6), .string("é🦊"), .string("\\")],
                [.int(7), .string("abcdefghijklmnopqrstuvwxy"), .string("abcdefghijklmnopqrstuvwx")],
            ])
                == "1,\"a,b\",\"say \"\"hi\"\"\"\n2,,\n,\" lead\",\"it's\"\n6,é🦊,\"\\\"\n7,\"abcdefghijklmnopqrstuvwxy\",abcdefghijklmnopqrstuvwx\n"
        )
        let nested = [
            Field("a", .int), Field("b", .string), Field("c", .array(.int)), Field("d", .row([Field("x", .int), Field("y", .string)])),
        ]
        let options = ["field-delimiter": "|", "null-literal": "N", "array-element-delimiter": "+", "quote-character": "'"]
        #expect(
            try FormatHarness("csv", nested, options).encode([
                [.int(1), .string("a|b"), .array([.int(1), .int(2)]), .row([.int(5), .string("q")])], [.null, .null, .null, .null],
            ]) == "1|'a|b'|'1+2'|'5+q'\nN|N|N|N\n")
    }

    @Test func raw() throws {
        let line = [Field("l", .string)]
        #expect(try FormatHarness("raw", line).encode([[.string("one")], [.string("")], [.string("é")]]) == "one\n\né\n")
        #expect(try FormatHarness("raw", line).decode("a\r\n\nb") == [.of(.string("a")), .of(.string("")), .of(.string("b"))])
        #expect(try FormatHarness("raw", line, ["charset": "ISO-8859-1"]).decode("é\n") == [.of(.string("Ã©"))])
        #expect(try FormatHarness("raw", [Field("n", .int)]).encode([[.int(0x6162_6364)]]) == "abcd\n")
        #expect(
            try FormatHarness("raw", [Field("n", .smallint)], ["endianness": "little-endian"]).decode("ab\n") == [.of(.smallint(0x6261))])
        #expect(throws: MartletError.self) { try FormatHarness("raw", line, ["charset": "NOPE"]).decode("") }
        #expect(throws: MartletError.self) { try FormatHarness("raw", Self.fields).decode("") }
    }
}
