import Testing

@testable import MartletSQL

/// The context at the mark `|` of a text.
private func context(_ text: String) -> CompletionContext {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    return CompletionContext(in: parts.joined(), at: parts[0].utf8.count)
}

@Test func keywordsAreCompletedByWhatTheGrammarAllows() {
    #expect(context("|").keywords.starts(with: ["SELECT", "WITH", "VALUES"]))
    #expect(context("SEL|").keywords == ["SELECT"])
    #expect(context("select * fr|").keywords == ["FROM"])
    #expect(context("CREATE T|").keywords == ["TEMPORARY", "TABLE"])
    #expect(context("CREATE TABLE t (a DE|").keywords == ["DECIMAL"])
    #expect(context("CREATE TABLE t (a INT) W|").keywords == ["WITH"])
    #expect(context("SHOW TA|").keywords == ["TABLES"])
    #expect(context("SELECT a FROM t WHERE a |").keywords.contains("IS NOT NULL"))
    #expect(context("SELECT a FROM t WHERE a IS N|").keywords == ["NOT", "NULL"])
    #expect(
        context("SELECT a FROM t GROUP |").keywords.contains("BY")
            || context("SELECT a FROM t GR|").keywords.contains { $0.hasPrefix("GROUP") })
    #expect(context("SELECT a FROM t LEFT |").keywords == ["OUTER", "JOIN"])
    #expect(context("SELECT INTERVAL '1' M|").keywords == ["MINUTE", "MONTH"])
    #expect(context("SELECT 1; SHOW CAT|").keywords == ["CATALOGS"])
}

@Test func theWordBeforeTheCursorIsReplaced() {
    let one = context("SELECT é, na| FROM t")
    #expect(one.word == "na")
    #expect(one.replaced == 11..<13)
    #expect(!one.isQuoted)
    let two = context("SELECT `my na| FROM t")
    #expect(two.word == "my na")
    #expect(two.replaced == 7..<13)
    #expect(two.isQuoted)
    #expect(two.keywords.isEmpty)
    #expect(context("SELECT |").replaced == 7..<7)
}

@Test func namesAreOfTheKindThatThePlaceWants() {
    #expect(context("SELECT | FROM t").names == [.column, .function])
    #expect(context("SELECT a FROM |").names == [.table, .view, .function])
    #expect(context("SELECT a FROM t JOIN s|").names == [.table, .view, .function])
    #expect(context("INSERT INTO |").names == [.table])
    #expect(context("DROP TABLE IF EXISTS |").names == [.table])
    #expect(context("DROP VIEW |").names == [.view])
    #expect(context("DESCRIBE EXTENDED |").names == [.table, .view])
    #expect(context("SHOW CREATE TABLE |").names == [.table])
    #expect(context("USE CATALOG |").names == [.catalog])
    #expect(context("USE |").names == [.catalog, .database])
    #expect(context("CREATE TABLE t (a INT, PRIMARY KEY (|").names == [.column])
    #expect(context("CREATE TABLE |").names.isEmpty)
}

@Test func aQualifierNarrowsWhatIsNamed() {
    let column = context("SELECT u.na| FROM users AS u")
    #expect(column.qualifier == ["u"])
    #expect(column.names == [.column])
    #expect(column.keywords.isEmpty)
    let table = context("SELECT * FROM c.`d e`.|")
    #expect(table.qualifier == ["c", "d e"])
    #expect(table.names.contains(.table))
}

@Test func theTablesOfTheStatementAreKnownOnBothSidesOfTheCursor() {
    let tables = context("SELECT 1 FROM x; SELECT | FROM users AS u, c.d.orders o JOIN `my t` ON TRUE; SELECT 1 FROM y").tables
    #expect(
        tables == [
            .init(name: ["users"], alias: "u"), .init(name: ["c", "d", "orders"], alias: "o"), .init(name: ["my t"], alias: nil),
        ])
}

@Test func nothingIsCompletedInTextsNumbersAndComments() {
    for text in ["SELECT 'a|", "SELECT 12|", "SELECT 1 -- a|", "SELECT /* a|", "SELECT 'a'|"] {
        let context = context(text)
        #expect(context.keywords.isEmpty && context.names.isEmpty, "\(text)")
    }
    #expect(context("SELECT 1 /* -- */ FR|").keywords == ["FROM"])
}

@Test func completionNeverFails() {
    for probe in AcceptedStatements.all {
        let count = probe.statement.utf8.count
        for cursor in stride(from: 0, through: count, by: 7) { _ = CompletionContext(in: probe.statement, at: cursor) }
    }
}
