import MartletCore
import Testing

@testable import MartletFunctions

@Suite struct StringFunctionTests {
    @Test func charactersAreCodePoints() throws {
        #expect(try call("CHAR_LENGTH", "🦊ž") == 2)
        #expect(try call("REVERSE", "a🦊b") == "b🦊a")
        #expect(try call("SUBSTRING", "žluť🦊x", 5, 1) == "🦊")
        #expect(try call("RIGHT", "h🦊", 1) == "🦊")
        #expect(try call("ASCII", "é") == -61)
    }

    @Test func casesFollowJava() throws {
        #expect(try call("UPPER", "straße", types: [.string]) == "STRASSE")
        #expect(try call("LOWER", "ΟΔΟΣ ΟΣΑ") == "οδος οσα")
        #expect(try call("INITCAP", "a-b_c d1e éa") == "A-B_C D1e éA")
    }

    @Test func substringsCountFromEitherEnd() throws {
        #expect(try call("SUBSTRING", "hello", -2, 1) == "l")
        #expect(try call("SUBSTRING", "hello", -10, 3) == "")
        #expect(try call("SUBSTRING", "hello", 0, 2) == "he")
        #expect(try call("SUBSTRING", "hello", 2, -1) == nil)
        #expect(try call("LEFT", "hello", -1) == "")
        #expect(try type(of: "SUBSTR", DataType.char(3).notNull, DataType.int.notNull) == .varchar(3))
    }

    @Test func searchesCountFromOne() throws {
        #expect(try call("POSITION", "本", "日本語") == 2)
        #expect(try call("LOCATE", "l", "hello", 5) == 0)
        #expect(try call("INSTR", "hello", "l", -1) == 4)
        #expect(try call("INSTR", "abcabcabc", "abc", 2, 2) == 7)
        #expect(try call("STARTSWITH", .bytes([1, 2]), .bytes([1])) == true)
    }

    @Test func trimsTakeSetsOfCharacters() throws {
        #expect(try call("TRIM", "BOTH", "xy", "xyxaxyx") == "a")
        #expect(try call("TRIM", "LEADING", " ", "  a ") == "a ")
        #expect(try call("TRIM", "BOTH", "", " a ") == " a ")
        #expect(try call("BTRIM", "xyaxy", "yx") == "a")
    }

    @Test func padsCountUTF16() throws {
        #expect(try call("RPAD", "🦊", 3, "é") == "🦊é")
        #expect(try call("LPAD", "hi", 5, "abc") == "abchi")
        #expect(try call("LPAD", "hi", 1, "") == nil)
        #expect(try call("OVERLAY", "----demo", "++++", 5, 2) == "----++++mo")
        #expect(try call("OVERLAY", "abc", "x", 1, 0) == "x")
    }

    @Test func replacements() throws {
        #expect(try call("REPLACE", "aaa", "", "x") == "xaxaxax")
        #expect(try call("TRANSLATE", "aab", "aa", "xy") == "xxb")
        #expect(try call("TRANSLATE", "abc", nil, "b") == "abc")
        #expect(try call("CONCAT_WS", "#", "one", nil, "two") == "one#two")
        #expect(try call("ELT", 2, "a", "b") == "b")
    }

    @Test func splits() throws {
        #expect(try call("SPLIT", "a,,c,", ",") == .array(["a", "", "c", ""]))
        #expect(try call("SPLIT", "abc", "") == .array(["a", "b", "c"]))
        #expect(try call("SPLIT_INDEX", "a|b", 124, 1) == "b")
        #expect(try call("SPLIT_INDEX", "", ",", 0) == nil)
        #expect(try call("STR_TO_MAP", "a=1,b,a=2") == .map([.init("a", "2"), .init("b", nil)]))
        #expect(try call("STR_TO_MAP", "k1=v1|k2=v2", "\\|", "=") == .map([.init("k1", "v1"), .init("k2", "v2")]))
    }

    @Test func encodings() throws {
        #expect(try call("TO_BASE64", "žř") == "xb7FmQ==")
        #expect(try call("FROM_BASE64", "xb7FmQ==") == "žř")
        #expect(try call("ENCODE", "a", "UTF-16") == .bytes([0xFE, 0xFF, 0, 0x61]))
        #expect(try call("DECODE", .bytes([0xE9]), "ISO-8859-1") == "é")
        #expect(try call("UNHEX", "6") == .bytes([0]))
        #expect(try call("UNHEX", "zz") == nil)
        #expect(try call("HEX", -1) == "FFFFFFFFFFFFFFFF")
        #expect(try call("URL_ENCODE", "~!*()'-_.") == "%7E%21*%28%29%27-_.")
        #expect(try call("URL_DECODE", "100%") == nil)
        #expect(try call("PARSE_URL", "http://joe:pw1@shop.example:8080/q?z=1", "AUTHORITY") == "joe:pw1@shop.example:8080")
        #expect(try call("PARSE_URL", "https://shop.example/a/b.html?x=10&y=20#top", "FILE") == "/a/b.html?x=10&y=20")
        #expect(try call("INET_ATON", "1.2.3") == .bigint(16_908_291))
        #expect(try call("MD5", "") == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(try call("SHA256", "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(try call("SHA1", .string(String(repeating: "a", count: 1_000))) == "291e9a6c66994949b57ba5e650361e98fc36b1ba")
    }
}
