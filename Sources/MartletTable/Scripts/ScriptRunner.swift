import MartletColumns
import MartletCore
import MartletRuntime
import MartletSQL

/// Runs every statement of a script against one environment and writes down the answers in the form of the conformance suite.
///
/// A statement that fails does not end the script. INSERTs run to their end before the next statement.
package struct ScriptRunner: Sendable {
    package let environment: TableEnvironment
    package let form: AnswerForm

    package init(_ environment: TableEnvironment, form: AnswerForm) {
        self.environment = environment
        self.form = form
    }

    /// Runs a script and hands each line of its answers to `write`, as soon as it is known.
    ///
    /// - Returns: how many statements have failed.
    package func run(_ script: String, write: @Sendable (String) -> Void) async throws -> Int {
        var failures = 0
        for statement in Script.statements(in: script) {
            try Task.checkCancellation()
            write(AnswerSpelling.head(of: statement.text))
            do {
                try await run(statement, write)
            } catch let error as CancellationError {
                throw error
            } catch {
                failures += 1
                for line in AnswerSpelling.error(MartletError.wrapping(error)) { write(line) }
            }
        }
        return failures
    }

    private func run(_ text: ScriptStatement, _ write: @Sendable (String) -> Void) async throws {
        let statement = try Parser.parse(text.text)
        let result = try await environment.execute(statement)
        switch statement.answer {
        case .nothing: break
        case .changelog: try await writeChangelog(of: result, write)
        case .rows:
            if result.isQuery { write(AnswerSpelling.schema(result.schema)) }
            switch form {
            case .changelog: try await writeChangelog(of: result, write)
            case .final: try await writeFinalRows(of: result, write)
            }
        }
        try await result.wait()
    }

    private func writeChangelog(of result: TableResult, _ write: (String) -> Void) async throws {
        let texts = try CellTexts(result.schema, in: environment.session)
        for try await batch in result.batches {
            let cells = try texts.cells(of: batch)
            for row in 0..<batch.count { write("\(batch.kind(row))" + AnswerSpelling.row(cells.map { $0[row] })) }
        }
    }

    private func writeFinalRows(of result: TableResult, _ write: (String) -> Void) async throws {
        let texts = try CellTexts(result.schema, in: environment.session)
        var counts: [String: Int] = [:]
        for try await batch in result.batches {
            let cells = try texts.cells(of: batch)
            for row in 0..<batch.count {
                counts[AnswerSpelling.row(cells.map { $0[row] }), default: 0] += batch.kind(row).isAddition ? 1 : -1
            }
        }
        let rows = counts.flatMap { row, count in Array(repeating: row, count: max(0, count)) }
        for row in rows.sorted(by: { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }) { write(row) }
    }
}

extension Statement {
    /// What the conformance suite records of a statement that succeeds.
    fileprivate enum Answer { case nothing, rows, changelog }

    fileprivate var answer: Answer {
        switch kind {
        case .insert, .statementSet, .set, .reset, .update, .delete: .nothing
        case .execute(let statement): statement.answer
        case .show, .describe, .explain: .changelog
        default: .rows
        }
    }
}
