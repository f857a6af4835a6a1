import Foundation
import MartletCore
import MartletSQL
import MartletTable
import Testing

/// Whatever stands in a script, every statement has a result or an error, and never ends the process.
@Suite struct MutationTests {
    /// `MARTLET_MUTATIONS=100` makes so many mutants of each script, `MARTLET_MUTATION_SEED=7` others.
    private static let mutants = Int(ProcessInfo.processInfo.environment["MARTLET_MUTATIONS"] ?? "") ?? 2
    private static let seed = UInt64(ProcessInfo.processInfo.environment["MARTLET_MUTATION_SEED"] ?? "") ?? 1

    @Test func mutatedScriptsArePlannedOrRefused() async throws {
        let scripts = try ConformanceScript.all(of: .conformance)
        for mutant in 0..<Self.mutants {
            for (number, script) in scripts.enumerated() {
                var mutation = ScriptMutation(seed: Self.seed &* 1_000_003 &+ UInt64(mutant * scripts.count + number))
                await plan(mutation.mutated(script.text.replacingOccurrences(of: "${DATA}", with: Suite.data)))
            }
        }
    }

    @Test(arguments: DeepStatement.all) func deepStatementsArePlannedOrRefused(_ statement: DeepStatement) async {
        for depth in [50, 500, 5000] { await plan(statement.text(depth)) }
    }

    @Test(arguments: [
        "", ";", ";;;", "\u{0}", "\u{FFFD}\u{FFFD}", "'", "`", "/*", "--", "\u{202E}SELECT 1", "SELECT \u{1F980}", "SELECT 'a",
        String(repeating: "9", count: 100_000), "SELECT " + String(repeating: "9", count: 100_000),
        "SELECT '" + String(repeating: "é", count: 100_000) + "'", "SELECT 1e" + String(repeating: "9", count: 1000),
        "SELECT X'" + String(repeating: "f", count: 99_999) + "'", "SELECT INTERVAL '9223372036854775807' SECOND",
        "SELECT * FROM (VALUES (1)) AS t(a) LIMIT 9223372036854775807 OFFSET 9223372036854775807",
        "SELECT TIMESTAMPADD(YEAR, 2147483647, DATE '2020-01-01')",
        "SELECT SUM(a) OVER w FROM (VALUES (1)) AS t(a) WINDOW w AS (w ORDER BY a)",
    ])
    func oddTextsAreRunOrRefused(_ text: String) async {
        await plan(text)
        let runner = ScriptRunner(TableEnvironment(), form: .changelog)
        _ = try? await runner.run(text) { _ in }
    }

    @Test func bytesThatAreNoTextAreRefused() {
        var generator = ScriptMutation(seed: Self.seed)
        for _ in 0..<500 {
            let bytes = (0..<generator.number(below: 60)).map { _ in UInt8(generator.number(below: 256)) }
            _ = Script.statements(in: String(decoding: bytes, as: UTF8.self)).map { try? Parser.parse($0.text) }
        }
    }

    /// Runs what changes the catalog and plans what would read or write: a mutant might read for ever.
    private func plan(_ text: String) async {
        let tables = TableEnvironment(Configuration(["table.local-time-zone": "UTC"]))
        for part in Script.statements(in: text) {
            guard let statement = try? Parser.parse(part.text) else { continue }
            switch statement.kind {
            case .query, .insert, .statementSet: _ = try? tables.explainSql(part.text)
            case .createTable(let table) where table.query != nil: break
            case .execute, .executePlan, .explain, .update, .delete: break
            default: _ = try? await tables.executeSql(part.text)
            }
        }
    }
}

/// Statements that can nest as deep as one likes.
struct DeepStatement: Sendable, CustomTestStringConvertible {
    let before: String, middle: String, after: String
    var head = "SELECT ", tail = ""

    func text(_ depth: Int) -> String {
        head + String(repeating: before, count: depth) + middle + String(repeating: after, count: depth) + tail
    }

    var testDescription: String { head + before + "…" }

    static let all = [
        DeepStatement(before: "(", middle: "1", after: ")"),
        DeepStatement(before: "NOT ", middle: "TRUE", after: ""),
        DeepStatement(before: "- ", middle: "1", after: ""),
        DeepStatement(before: "1 + ", middle: "1", after: ""),
        DeepStatement(before: "TRUE AND ", middle: "TRUE", after: ""),
        DeepStatement(before: "TRUE OR (", middle: "TRUE", after: ")"),
        DeepStatement(before: "UPPER(", middle: "'a'", after: ")"),
        DeepStatement(before: "CASE WHEN TRUE THEN ", middle: "1", after: " END"),
        DeepStatement(before: "COALESCE(1, ", middle: "1", after: ")"),
        DeepStatement(before: "CAST(", middle: "1", after: " AS INT)"),
        DeepStatement(before: "ARRAY[", middle: "1", after: "]"),
        DeepStatement(before: "ROW(", middle: "1", after: ")"),
        DeepStatement(before: "1 IN (", middle: "1", after: ")"),
        DeepStatement(before: "EXISTS (SELECT ", middle: "1", after: ")"),
        DeepStatement(before: "(SELECT ", middle: "1", after: ")"),
        DeepStatement(before: "", middle: "a", after: "[1]", tail: " FROM (VALUES (1)) AS t(a)"),
        DeepStatement(before: "a.", middle: "a", after: "", tail: " FROM (VALUES (1)) AS t(a)"),
        DeepStatement(before: "ARRAY<", middle: "INT", after: ">", head: "SELECT CAST(NULL AS ", tail: ")"),
        DeepStatement(before: "(SELECT * FROM ", middle: "(VALUES (1))", after: ")", head: "SELECT * FROM "),
        DeepStatement(before: "(", middle: "SELECT 1", after: ")", head: "SELECT * FROM "),
        DeepStatement(before: "(", middle: "SELECT 1", after: ")", head: ""),
        DeepStatement(before: "SELECT 1 UNION ALL ", middle: "SELECT 1", after: "", head: ""),
        DeepStatement(before: "SELECT 1 INTERSECT (", middle: "SELECT 1", after: ")", head: ""),
        DeepStatement(before: "(VALUES (1)) JOIN ", middle: "(VALUES (1))", after: " ON TRUE", head: "SELECT * FROM "),
        DeepStatement(before: "(VALUES (1)), ", middle: "(VALUES (1))", after: "", head: "SELECT 1 FROM "),
        DeepStatement(before: "a = 1 OR ", middle: "a = 2", after: "", head: "SELECT a FROM (VALUES (1)) AS t(a) WHERE "),
        DeepStatement(before: "EXPLAIN ", middle: "SELECT 1", after: "", head: ""),
        DeepStatement(before: "WITH t AS (", middle: "SELECT 1", after: ") SELECT 1", head: ""),
    ]
}
