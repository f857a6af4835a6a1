import MartletCore
import Testing

@testable import MartletSQL

private func texts(_ script: String) -> [String] { Script.statements(in: script).map(\.text) }

@Test func aScriptIsCutAtSemicolons() {
    #expect(texts("SELECT 1; SELECT 2") == ["SELECT 1", "SELECT 2"])
    #expect(texts(" ;; SELECT 1 ;\n;") == ["SELECT 1"])
    #expect(texts("SELECT ';' , `;`; SELECT 2;") == ["SELECT ';' , `;`", "SELECT 2"])
    #expect(texts("SELECT 'it''s; fine'; SELECT E'it\\'s; fine'") == ["SELECT 'it''s; fine'", "SELECT E'it\\'s; fine'"])
}

@Test func commentsAreCutOutOfAScriptAndHintsAreNot() {
    #expect(texts("-- one; two\nSELECT 1 -- three;\n, 2;") == ["SELECT 1 \n, 2"])
    #expect(texts("SELECT /* ; */ 1; SELECT /*+ H(a) */ 2") == ["SELECT  1", "SELECT /*+ H(a) */ 2"])
    #expect(texts("SELECT 1 // a; b\n, 2") == ["SELECT 1 // a; b\n, 2"])
    #expect(texts("SELECT/**/1") == ["SELECT 1"])
}

@Test func aStatementSetIsOneStatement() {
    let set = "EXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT CASE WHEN TRUE THEN 1 END;\nINSERT INTO b SELECT 2;\nEND"
    #expect(texts(set + "; SELECT 1") == [set, "SELECT 1"])
    #expect(texts("BEGIN STATEMENT SET; INSERT INTO a SELECT 1; END;") == ["BEGIN STATEMENT SET", "INSERT INTO a SELECT 1", "END"])
}

@Test func aPlaceInAStatementIsFoundInItsScript() throws {
    let script = "SELECT 1;\n  -- about\n  SELECT /* x */ a,\n    b FROM t;"
    let statement = try #require(Script.statements(in: script).last)
    #expect(statement.text == "SELECT  a,\n    b FROM t")
    // SELECT
    #expect(statement.placeInScript(SourcePosition(line: 1, column: 1)) == SourcePosition(line: 3, column: 3))
    // a, behind the comment
    #expect(statement.placeInScript(SourcePosition(line: 1, column: 9)) == SourcePosition(line: 3, column: 18))
    // b
    #expect(statement.placeInScript(SourcePosition(line: 2, column: 5)) == SourcePosition(line: 4, column: 5))
}

@Test func onlyASemicolonEndsAStatementForGood() {
    #expect(Script.statements(in: "SELECT 1; SELECT").map(\.isTerminated) == [true, false])
}

@Test func theSuiteIsCutAsFlinkWasAsked() throws {
    let scripts = try Conformance.scripts()
    #expect(scripts.count > 100)
    for script in scripts {
        let heads = texts(script.text).map {
            String($0.split(whereSeparator: \.isWhitespace).joined(separator: " ").unicodeScalars.prefix(100))
        }
        #expect(heads == Conformance.answers(in: script.answers).map(\.head), "\(script.name)")
    }
}
