import Testing

@testable import MartletSQL

/// What an expression prints as.
private func printed(_ expression: String) throws -> String {
    SQLPrinter.text(of: try Parser.parseExpression(expression))
}

/// A statement must print as a text that parses to the same tree.
private func expectRoundTrip(_ text: String, _ about: String = "") {
    guard let statement = try? Parser.parse(text) else { return }
    let printed = SQLPrinter.text(of: statement)
    do {
        let again = try Parser.parse(printed)
        #expect(again == statement, "\(about) \(text)\n\(printed)")
    } catch {
        Issue.record("\(about) \(error)\n\(text)\n\(printed)")
    }
}

@Test func whatIsPrintedParsesToTheSameTree() throws {
    for probe in AcceptedStatements.all { expectRoundTrip(probe.statement) }
    for script in try Conformance.scripts() {
        for statement in Script.statements(in: script.text) { expectRoundTrip(statement.text, script.name) }
    }
}

@Test func expressionsArePrintedAsFlinkPrintsThem() throws {
    // As SHOW CREATE TABLE of Flink 2.3 spells computed columns.
    let spellings = [
        "a + 1 * 2": "`a` + 1 * 2",
        "(a + 1) * 2": "(`a` + 1) * 2",
        "CASE WHEN a > 1 THEN 'x' ELSE 'y' END": "CASE WHEN `a` > 1 THEN 'x' ELSE 'y' END",
        "CAST(a AS DECIMAL(10,2))": "CAST(`a` AS DECIMAL(10, 2))",
        "b LIKE 'x%' AND NOT a IN (1,2)": "`b` LIKE 'x%' AND NOT `a` IN (1, 2)",
        "r.x": "`r`.`x`",
        "arr[1]": "`arr`[1]",
        "UPPER(b) || 'z'": "UPPER(`b`) || 'z'",
        "a BETWEEN 1 AND 2": "`a` BETWEEN ASYMMETRIC 1 AND 2",
        "ts - INTERVAL '5' SECOND": "`ts` - INTERVAL '5' SECOND",
        "a IS NULL": "`a` IS NULL",
        "-a": "- `a`",
        "(a, b)": "ROW(`a`, `b`)",
        "ARRAY[1,2]": "ARRAY[1, 2]",
        "MAP['a',1]": "MAP['a', 1]",
        "EXTRACT(YEAR FROM ts)": "EXTRACT(YEAR FROM `ts`)",
        "TRIM(BOTH 'x' FROM b)": "TRIM(BOTH 'x' FROM `b`)",
        "DATE '2020-01-01'": "DATE '2020-01-01'",
        "CURRENT_DATE": "CURRENT_DATE",
        "JSON_VALUE(b, '$.x' RETURNING INT DEFAULT 1 ON EMPTY)": "JSON_VALUE(`b`, '$.x' RETURNING INTEGER DEFAULT 1 ON EMPTY)",
        "SUBSTRING(b FROM 1 FOR 2)": "SUBSTRING(`b`, 1, 2)",
        "FLOOR(ts TO HOUR)": "FLOOR(`ts` TO HOUR)",
        "1.50": "1.50",
        "'it''s'": "'it''s'",
        "a <> 1 OR a >= 2": "`a` <> 1 OR `a` >= 2",
        "TRY_CAST(b AS INT)": "TRY_CAST(`b` AS INTEGER)",
        "INTERVAL '1-2' YEAR TO MONTH": "INTERVAL '1-2' YEAR TO MONTH",
        "a IS NOT DISTINCT FROM 2": "`a` IS NOT DISTINCT FROM 2",
        "b NOT LIKE 'x' ESCAPE '!'": "`b` NOT LIKE 'x' ESCAPE '!'",
        "POSITION('a' IN b)": "POSITION('a' IN `b`)",
        "1e3": "1E3",
        "OVERLAY(b PLACING 'x' FROM 1)": "OVERLAY(`b` PLACING 'x' FROM 1)",
        "U&'\\0041'": "_UTF16'A'",
        "X'ab'": "X'AB'",
    ]
    for (expression, spelling) in spellings { #expect(try printed(expression) == spelling) }
}

@Test func flinksSpellingIsThatOfShowCreate() throws {
    let spellings = [
        "'žluť'": "u&'\\017elu\\0165'",
        "U&'\\00e9'": "_UTF16'é'",
        "1.5e2": "1.5E2",
        "10e2": "1.0E3",
        ".5": "0.5",
        "NULLIF(a, 1)": "CASE WHEN `a` = 1 THEN NULL ELSE `a` END",
        "NOT (a = 1)": "NOT `a` = 1",
        "(a = 1) IS NOT TRUE": "`a` = 1 IS NOT TRUE",
        "lower('A')": "LOWER('A')",
        "CASE a WHEN 1 THEN 'x' END": "CASE WHEN `a` = 1 THEN 'x' ELSE NULL END",
        "IFNULL(a, 1)": "`IFNULL`(`a`, 1)",
        "trim('  a')": "TRIM(BOTH ' ' FROM '  a')",
        "coalesce(a, my_function(b))": "COALESCE(`a`, `my_function`(`b`))",
    ]
    for (expression, spelling) in spellings {
        #expect(try SQLPrinter.text(of: Parser.parseExpression(expression), .flink) == spelling)
    }
}

@Test func parenthesesArePrintedOnlyWhereTheyAreNeeded() throws {
    #expect(try printed("((a)) + (b * (c + d))") == "`a` + `b` * (`c` + `d`)")
    #expect(try printed("a - (b - c)") == "`a` - (`b` - `c`)")
    #expect(try printed("NOT (a AND b)") == "NOT (`a` AND `b`)")
    #expect(try printed("NOT a = b") == "NOT `a` = `b`")
    #expect(try printed("(a OR b) IS NULL") == "(`a` OR `b`) IS NULL")
    #expect(try printed("a BETWEEN (b AND c) AND d") == "`a` BETWEEN ASYMMETRIC (`b` AND `c`) AND `d`")
    #expect(try printed("(a).b") == "(`a`).`b`")
    #expect(try printed("- - a") == "- - `a`")
}

@Test func namesOfFunctionsAreQuotedWhereTheyMustBe() throws {
    #expect(try printed("`select`(a)") == "`select`(`a`)")
    #expect(try printed("`my f`(a)") == "`my f`(`a`)")
    #expect(try printed("c.d.f(a)") == "`c`.`d`.`f`(`a`)")
    #expect(try printed("`EXTRACT`(a, b)") == "`EXTRACT`(`a`, `b`)")
}

@Test func aQuoteWithAnAccentBehindItIsStillAQuote() throws {
    #expect(SQLPrinter.quoted(text: "'\u{301}") == "'''\u{301}'")
    #expect(try printed("'\u{301}a'") == "'\u{301}a'")
}
