import MartletCore
import Testing

@testable import MartletFunctions

@Suite struct RegexTests {
    private func matches(_ pattern: String, _ text: String) -> Bool? {
        let regex = JavaRegex(pattern)
        return regex.map { regex in Array(text.utf8).withUnsafeBufferPointer { regex.matcher().matches(Utf8($0)) } }
    }

    @Test func classesNestAndIntersect() {
        #expect(matches("[a-z&&[^aeiou]]+", "bcd") == true)
        #expect(matches("[a-z&&[^aeiou]]+", "bad") == false)
        #expect(matches("[a-c[x-z]]+", "axz") == true)
        #expect(matches("[^a-c[x-z]]", "x") == false)
        #expect(matches("[]a]", "]") == true)
    }

    @Test func propertiesHaveJavasNames() {
        #expect(matches("\\p{Alpha}+", "abc") == true)
        #expect(matches("\\p{Alpha}+", "é") == false)
        #expect(matches("\\p{IsAlphabetic}+", "é") == true)
        #expect(matches("[\\p{Punct}x]+", "[x]") == true)
        #expect(matches("\\u0041", "A") == true)
    }

    @Test func whatJavaRefusesIsMalformed() {
        for pattern in ["(", "[", "{", "a{x}", "*", "\\y"] { #expect(JavaRegex(pattern) == nil, "\(pattern)") }
    }

    @Test func functions() throws {
        #expect(try call("REGEXP", "foobar", "") == false)
        #expect(try call("REGEXP", "x", "(") == false)
        #expect(try call("REGEXP_REPLACE", "foobar", "(o)(o)", "$2-$1") == "f$2-$1bar")
        #expect(try call("REGEXP_REPLACE", "aaa", "a*", "x") == "xx")
        #expect(try call("REGEXP_REPLACE", "abc", "[", "y") == nil)
        #expect(try call("REGEXP_EXTRACT", "leftmidright", "left(.*?)(right)", 2) == "right")
        #expect(try call("REGEXP_EXTRACT", "leftmidright", "left(.*?)(right)", 3) == nil)
        #expect(try call("REGEXP_EXTRACT_ALL", "100-200, 300-400", "(\\d+)-(\\d+)", 2) == .array(["200", "400"]))
        #expect(try call("REGEXP_COUNT", "abc", "") == 4)
        #expect(try call("REGEXP_INSTR", "🦊oo", "o+") == 3)
        #expect(try call("REGEXP_SUBSTR", "foobar", "o+b") == "oob")
    }
}
