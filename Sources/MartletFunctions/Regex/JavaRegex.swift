import CPCRE2

/// A compiled regular expression with Java's meaning, over UTF-8.
final class JavaRegex: @unchecked Sendable {
    // Sendable by proof: compiled code is not changed after `init`; all state of a match is in a `Matcher`.
    private let code: OpaquePointer
    /// How many groups the pattern captures, without the whole match.
    let groupCount: Int

    /// nil if the pattern is malformed.
    init?(_ pattern: String) {
        guard let translated = try? JavaPattern.translated(pattern) else { return nil }
        var error: Int32 = 0
        var offset = 0
        var bytes = translated
        let compiled = bytes.withUTF8 {
            martlet_pcre2_compile($0.baseAddress, $0.count, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &offset)
        }
        guard let compiled else { return nil }
        code = compiled
        groupCount = Int(martlet_pcre2_group_count(compiled))
    }

    deinit { martlet_pcre2_free(code) }

    /// Finds matches; used by one kernel at a time.
    func matcher() -> Matcher { Matcher(self) }

    /// The state of finding matches.
    final class Matcher {
        private let regex: JavaRegex
        private let data: OpaquePointer?

        fileprivate init(_ regex: JavaRegex) {
            self.regex = regex
            data = martlet_pcre2_match_data(regex.code)
        }

        deinit { martlet_pcre2_match_data_free(data) }

        var groupCount: Int { regex.groupCount }

        /// Whether there is a match at or behind byte `start`. `group` then tells where.
        func find(_ text: Utf8, from start: Int = 0) -> Bool { match(text, from: start, options: 0) }

        /// Whether the whole text matches.
        func matches(_ text: Utf8) -> Bool { match(text, from: 0, options: PCRE2_ANCHORED | PCRE2_ENDANCHORED) }

        private func match(_ text: Utf8, from start: Int, options: UInt32) -> Bool {
            // An empty text may have no address.
            var nothing: UInt8 = 0
            guard let address = text.bytes.baseAddress else {
                return martlet_pcre2_match(regex.code, &nothing, 0, 0, options, data) > 0
            }
            return martlet_pcre2_match(regex.code, address, text.count, start, options, data) > 0
        }

        /// The bytes that a group captured in the last match (0: the whole match); nil if it took no part.
        func group(_ number: Int) -> Range<Int>? {
            guard let offsets = martlet_pcre2_offsets(data), offsets[2 * number] != ~0, offsets[2 * number] <= offsets[2 * number + 1]
            else { return nil }
            return offsets[2 * number]..<offsets[2 * number + 1]
        }

        /// Calls `body` after each match, from left to right, as Java's `Matcher.find` finds them.
        func forEachMatch(in text: Utf8, _ body: (Matcher, _ match: Range<Int>) -> Void) {
            var start = 0
            while start <= text.count, find(text, from: start), let match = group(0) {
                body(self, match)
                // Behind an empty match the search goes on one character later.
                start =
                    match.isEmpty
                    ? text.index(ofCodePoint: 1, from: match.upperBound) + (match.upperBound == text.count ? 1 : 0) : match.upperBound
            }
        }
    }
}

/// The matchers of one call for one batch: of the pattern if it is a literal, else of each pattern that comes.
struct RegexCache {
    private let literal: JavaRegex.Matcher??
    private var known: [[UInt8]: JavaRegex.Matcher?] = [:]

    /// - Parameter literal: nil if the pattern is no literal; the inner nil: it is malformed.
    init(literal: JavaRegex??) { self.literal = literal.map { $0?.matcher() } }

    /// The matcher of a pattern; nil if it is malformed.
    mutating func matcher(_ pattern: Utf8) -> JavaRegex.Matcher? {
        if let literal { return literal }
        let bytes = Array(pattern)
        if let matcher = known[bytes] { return matcher }
        if known.count > 100 { known.removeAll() }
        let matcher = JavaRegex(pattern.string)?.matcher()
        known[bytes] = .some(matcher)
        return matcher
    }
}

extension Argument {
    /// The compiled pattern, if the argument is a literal text.
    var literalRegex: JavaRegex?? { literalText.map { JavaRegex($0) } }
}
