import MartletCore
import Testing

@testable import MartletSQL

private func error(of text: String) throws -> MartletError {
    try #require(throws: MartletError.self) { try Parser.parse(text) }
}

@Test func aMistakeIsNamedWithWhatWasExpected() throws {
    #expect(try error(of: "SELECT 1 FROM").message == "Expected a table or a name, but the statement ends here.")
    #expect(try error(of: "SELECT CAST(1, INT)").message == "Expected AS, but found ','.")
    #expect(try error(of: "DROP TABLE a b").message == "Expected the end of the statement, but found 'b'.")
    #expect(try error(of: "SELECT 'a").message == "A quote is opened and not closed.")
    #expect(try error(of: "SELECT /* a").message == "A comment is opened and not closed.")
}

@Test func aMisspeltKeywordIsGuessed() throws {
    #expect(try error(of: "SELECT * FORM users").hint == "Did you mean 'FROM'?")
    #expect(try error(of: "SELEC 1").hint == "Did you mean 'SELECT'?")
    #expect(try error(of: "SELECT 1 FROM t GRUOP BY a").hint == "Did you mean 'GROUP'?")
    #expect(try error(of: "CREATE TABEL t (a INT)").hint == "Did you mean 'TABLE'?")
    #expect(try error(of: "CREATE TABLE t (a INT) WTIH ('a' = 'b')").hint == "Did you mean 'WITH'?")
    #expect(try error(of: "SELECT a FROM t WHERE a IS NUL").hint == "Did you mean 'NULL'?")
    #expect(try error(of: "SHOW TABELS").hint == "Did you mean 'TABLES'?")
}

@Test func aReservedWordUsedAsANameIsExplained() throws {
    let reserved = "timestamp is a reserved word. To use it as a name, write `timestamp`."
    #expect(try error(of: "CREATE TABLE t (timestamp INT)").hint == reserved)
    #expect(try error(of: "SELECT timestamp FROM t").hint == reserved)
    #expect(try error(of: "SELECT a AS value FROM t").hint == "value is a reserved word. To use it as a name, write `value`.")
}

@Test func theWrongQuotesAreExplained() throws {
    #expect(try error(of: "SELECT \"a\"").hint == "Texts stand in single quotes ('text'), names in backquotes (`name`).")
}

@Test func placesCountUTF16() throws {
    let range = try error(of: "SELECT '🦊', naïve naïve naïve").range
    #expect(range == SourceRange(SourcePosition(line: 1, column: 26), SourcePosition(line: 1, column: 30)))
    #expect(try error(of: "SELECT\r\n  a\r\n  FROM t t t").range?.start == SourcePosition(line: 3, column: 12))
}

@Test func whatIsNoMistakeOfTheTextIsFoundLater() throws {
    #expect(try error(of: "SET x = 1").phase == .plan)
    #expect(try error(of: "SELECT X'0'").phase == .validate)
    // A mistake of the text comes first.
    #expect(try error(of: "SELECT X'0' FROM").phase == .parse)
}

@Test func aTextThatNestsTooDeepIsRefused() throws {
    for piece in [
        "(", "- ", "NOT ", "CASE WHEN ", "ARRAY[", "f(", "a + ", "a OR ", "x[", "SELECT ", "(SELECT ", "a IN (", "a BETWEEN ", "{fn ",
        "RUNNING ", "POSITION(",
    ] {
        #expect(throws: MartletError.self, "\(piece)") { try Parser.parse("SELECT " + String(repeating: piece, count: 3_000)) }
    }
    for piece in [" + 1", " UNION SELECT 1", " AND a LIKE b", "[1]", " MULTISET UNION b"] {
        #expect(throws: MartletError.self, "\(piece)") { try Parser.parse("SELECT a" + String(repeating: piece, count: 3_000)) }
    }
    let types = "CREATE TABLE t (a " + String(repeating: "ARRAY<", count: 3_000)
    #expect(throws: MartletError.self) { try Parser.parse(types) }
    let deep = "SELECT " + String(repeating: "(", count: 90) + "1" + String(repeating: ")", count: 90)
    #expect(throws: Never.self) { try Parser.parse(deep) }
}

@Test func aTextGoesOnInTheNextLineOnly() throws {
    #expect(try Parser.parseExpression("'a'\n'b'") == Parser.parseExpression("'ab'"))
    let error = try error(of: "SELECT 'a' 'b'")
    #expect(error.phase == .validate)
    #expect(error.range?.start == SourcePosition(line: 1, column: 12))
    // Options are not looked at that closely.
    #expect(throws: Never.self) { try Parser.parse("SET 'a' = 'b' 'c'") }
}
