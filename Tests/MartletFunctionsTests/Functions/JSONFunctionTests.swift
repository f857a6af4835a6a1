import MartletCore
import Testing

@testable import MartletFunctions

@Suite struct JSONFunctionTests {
    private func parse(_ text: String) throws -> JSONValue {
        try Array(text.utf8).withUnsafeBufferPointer { try JSONParser.parse(Utf8($0)) }
    }

    private func follow(_ path: String, _ text: String) throws -> String {
        String(decoding: JSONWriter.text(try JSONPath(path).follow(try parse(text)), isSorted: false), as: UTF8.self)
    }

    @Test(arguments: ["{\"a\":1,}", "[1 2]", "01", "1.", "tru", "\"\\q\"", "\"a", "", "{'a':1}", "nan", "\u{1}", "\"\n\""])
    func malformedTexts(_ text: String) { #expect(throws: MartletError.self) { try parse(text) } }

    @Test func numbersKeepTheirDigits() throws {
        for (text, printed) in [
            "1.50": "1.50", "1e3": "1E+3", "-0": "0", "1E-10": "1E-10", "12.5e1": "125", "100000000000000000000": "100000000000000000000",
        ] {
            #expect(try follow("$", text) == printed)
        }
    }

    @Test func paths() throws {
        let document = "{\"a\":{\"b\":[1,\"two\",null],\"x.y\":7},\"c d\":true,\"e\":[{\"n\":1},{\"n\":2}]}"
        let answers = [
            "$.a.b[0]": "1", "$.a.b[-2]": "\"two\"", "$['c d']": "true", "$.[\"c d\"]": "true", "$.a['x.y']": "7", "$.e[*].n": "[1,2]",
            "$..n": "[1,2]",
            "$.e[?(@.n > 1)]": "[{\"n\":2}]", "$.e[?(@.n == 1 || @.n == 2)].n": "[1,2]", "$.e[?(!(@.n in [1]))].n": "[2]",
            "$.a.b[0:2]": "[1,\"two\"]",
            "$.a.b.length()": "3", "lax $.a.b[1]": "\"two\"", "a.b[0]": "1", "$.e[?(@.z)]": "[]", "$.e[0,1].n": "[1,2]",
        ]
        for (path, answer) in answers { #expect(try follow(path, document) == answer, "\(path)") }
        for path in ["$.", "$.a b", "$[", "$.a[x]", "bad path"] { #expect(throws: MartletError.self, "\(path)") { try JSONPath(path) } }
        #expect(throws: JSONPathNotFound.self) { try follow("$.a.z", document) }
    }

    @Test func values() throws {
        #expect(try call("JSON_VALUE", "{\"a\": 1.50}", "$.a") == "1.50")
        #expect(try call("JSON_VALUE", "{\"a\": [1]}", "$.a") == nil)
        #expect(try call("JSON_VALUE", "bad", "$.a") == nil)
        #expect(throws: MartletError.self) { try call("JSON_VALUE", "{}", "strict $.a", nil, "NULL", nil, "ERROR", nil) }
        let integer = [DataType.string.notNull, .char(3).notNull, .int, .char(7).notNull, .int.notNull, .char(7).notNull, .int.notNull]
        func integerOf(_ json: Value) throws -> Value {
            try call("JSON_VALUE", json, "lax $.x", nil, "DEFAULT", -1, "DEFAULT", -2, types: integer)
        }
        #expect(try integerOf("{\"x\": 1}") == 1)
        #expect(try integerOf("{\"y\": 1}") == -1)
        #expect(throws: MartletError.self) { try integerOf("{\"x\": 1.5}") }
    }

    @Test func queries() throws {
        #expect(try call("JSON_QUERY", "{ \"a\": { \"b\": 1 } }", "$.a") == "{\"b\":1}")
        #expect(try call("JSON_QUERY", "1", "$") == nil)
        #expect(try call("JSON_QUERY", "1", "$", nil, "CONDITIONAL") == "[1]")
        #expect(try call("JSON_QUERY", "[1, 2]", "$", nil, "UNCONDITIONAL") == "[[1,2]]")
        #expect(try call("JSON_QUERY", "{}", "lax $.x", nil, "WITHOUT", "EMPTY OBJECT", "NULL") == "{}")
        #expect(try call("JSON_QUERY", "{}", "strict $.x", nil, "WITHOUT", "NULL", "EMPTY ARRAY") == "[]")
        let texts = [DataType.string.notNull, .char(3).notNull, .array(.string)]
        #expect(try call("JSON_QUERY", "{\"a\":[1,null,\"x\"]}", "$.a", nil, types: texts) == .array(["1", nil, "x"]))
    }

    @Test func questions() throws {
        #expect(try call("JSON_EXISTS", "{\"a\": null}", "$.a") == false)
        #expect(try call("JSON_EXISTS", "bad", "$.a", "UNKNOWN") == nil)
        #expect(try call("JSON_EXISTS", "{}", "strict $.b", "TRUE") == true)
        #expect(try call("IS JSON VALUE", nil) == false)
        #expect(try call("IS JSON SCALAR", " 1 ") == true)
    }

    @Test func construction() throws {
        #expect(try call("JSON_OBJECT", "NULL", "p", "q", "n", 2, "x", nil) == "{\"n\":2,\"p\":\"q\",\"x\":null}")
        #expect(try call("JSON_ARRAY", "ABSENT", 1, nil, 1.0, true) == "[1,1.0,true]")
        #expect(try call("JSON_STRING", .row([.array([1, 2]), "q\"\\é"])) == "{\"f0\":[1,2],\"f1\":\"q\\\"\\\\é\"}")
        #expect(try call("JSON_STRING", .bytes([1, 2])) == "\"AQI=\"")
        #expect(try call("JSON_STRING", .timestamp(LocalDateTime(milliseconds: 500))) == "\"1970-01-01T00:00:00.5\"")
        #expect(try call("JSON_STRING", .instant(Instant(utc: LocalDateTime(milliseconds: 0)))) == "\"1970-01-01T00:00:00Z\"")
        #expect(throws: MartletError.self) { try call("JSON_STRING", .date(LocalDate(days: 0))) }
    }

    @Test func quoting() throws {
        #expect(try call("JSON_QUOTE", "é🦊/") == "\"\\u00e9\\u1f98a\\udd8a\\/\"")
        #expect(try call("JSON_UNQUOTE", "\"a\\\"\\u00e9\"") == "a\"é")
        #expect(try call("JSON_UNQUOTE", "\"bad\\q\"") == "\"bad\\q\"")
        #expect(throws: MartletError.self) { try call("PARSE_JSON", "{\"a\":1,\"a\":2}") }
        #expect(try call("TRY_PARSE_JSON", "{bad") == nil)
    }
}
