import Testing

@testable import MartletTable

@Suite struct LikeMatcherTests {
    @Test(arguments: [
        ("%", "", true), ("%", "abc", true), ("", "", true), ("", "a", false), ("a%", "abc", true), ("a%", "bac", false),
        ("%c", "abc", true), ("a_c", "abc", true), ("a_c", "ac", false), ("%b%", "abc", true), ("%%a%%", "a", true),
        (#"a\%c"#, "a%c", true), (#"a\%c"#, "abc", false), (#"\_"#, "_", true), (#"\_"#, "x", false), ("ABC", "abc", false),
    ])
    func patternsMatch(pattern: String, text: String, expected: Bool) {
        #expect(LikeMatcher(pattern).matches(text) == expected)
    }

    @Test func manyWildcardsCostNoMoreThanTheText() {
        let text = String(repeating: "a", count: 2_000)
        #expect(!LikeMatcher(String(repeating: "%a", count: 200) + "b").matches(text))
    }
}
