import MartletCore
import Testing

@testable import MartletTable

@Suite struct AnswerSpellingTests {
    @Test func headsAreAHundredCharactersOfOneLine() {
        #expect(AnswerSpelling.head(of: "SELECT\n  1,\t2") == "> SELECT 1, 2")
        #expect(AnswerSpelling.head(of: String(repeating: "é", count: 200)).unicodeScalars.count == 102)
    }

    @Test func cellsAreJSON() {
        #expect(AnswerSpelling.row(["1", nil, "a\"b\\c\n\u{1}ž"]) == #"["1", null, "a\"b\\c\n\u0001ž"]"#)
        #expect(AnswerSpelling.row([]) == "[]")
    }

    @Test func errorsTellPhaseAndPlace() {
        let start = SourcePosition(line: 1, column: 8), end = SourcePosition(line: 1, column: 11)
        let error = MartletError("Column 'nope'\nnot found", phase: .validate, at: SourceRange(start, end))
        #expect(AnswerSpelling.error(error) == ["ERROR: Column 'nope' not found", "# error phase=validate at=1:8-1:11"])
        #expect(AnswerSpelling.error(MartletError("x", at: SourceRange(start, start))).last == "# error phase=runtime at=1:8")
    }
}
