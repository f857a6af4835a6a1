import MartletCore
import Testing

private func error(_ line: Int, _ first: Int, _ lastLine: Int, _ last: Int) -> MartletError {
    MartletError(
        "Expected FROM, but found 'users'.", hint: "Did you mean 'FROM'?", phase: .parse,
        at: SourceRange(SourcePosition(line: line, column: first), SourcePosition(line: lastLine, column: last)))
}

@Test func anErrorIsShownUnderTheLineItIsAbout() {
    let shown = error(3, 15, 3, 19).diagnostic(in: "-- all\n\nSELECT * FORM users\nWHERE a", named: "orders.sql")
    #expect(
        shown == """
            error: Expected FROM, but found 'users'.
             --> orders.sql:3:15
              |
            3 | SELECT * FORM users
              |               ^^^^^
            hint: Did you mean 'FROM'?
            """)
}

@Test func theUnderlineFollowsTabsAndWideCharacters() {
    let lines = error(1, 9, 1, 9).diagnostic(in: "\t'🦊表', a").split(separator: "\n")
    #expect(lines[3] == "1 | \t'🦊表', a")
    #expect(lines[4] == "  | \t        ^")
}

@Test func aRangeOfSeveralLinesIsUnderlinedToTheEndOfItsFirst() {
    let lines = error(1, 4, 2, 1).diagnostic(in: "a (b\r\nc)").split(separator: "\n")
    #expect(lines[3] == "1 | a (b")
    #expect(lines[4] == "  |    ^")
}

@Test func aPlaceBehindTheTextIsUnderlinedToo() {
    #expect(error(1, 9, 1, 9).diagnostic(in: "SELECT (").contains("SELECT (\n  |         ^"))
    #expect(!error(7, 1, 7, 1).diagnostic(in: "SELECT 1").contains("|"))
    #expect(MartletError("No.").diagnostic(in: "SELECT 1") == "error: No.")
}
