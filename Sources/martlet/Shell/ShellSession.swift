import MartletConnectors
import MartletCore
import MartletSQL
import MartletTable
import Synchronization

/// Statements run one after the other, and their results printed: what the commands of the command line share.
final class ShellSession: Sendable {
    let environment: TableEnvironment
    let console = Console()
    let output: OutputFormat

    init(_ configuration: Configuration, output: OutputFormat) {
        switch output {
        case .changelog, .final:
            // Answers are read by programs; what tables print is none of them.
            let connectors = ConnectorRegistry.builtIn.adding([PrintConnector(leavesStandardOutput: true)])
            environment = TableEnvironment(session: Session(configuration, connectors: connectors))
        default: environment = TableEnvironment(configuration)
        }
        self.output = output
    }

    /// Runs `body` as something that ctrl-C and SIGTERM cancel, and answers the exit status.
    ///
    /// A second signal does not wait for the job to end cleanly.
    func interruptible(_ body: @escaping @Sendable (ShellSession) async throws -> Int32) async -> Int32 {
        let received = Received()
        let task = Task { [self] in
            do {
                return try await body(self)
            } catch is CancellationError {
                return ExitStatus.failure
            } catch {
                report(error)
                return ExitStatus.failure
            }
        }
        Signals.handle { signal in
            if received.note(signal) { Signals.exitAtOnce(ExitStatus.ended(by: signal)) }
            task.cancel()
        }
        let status = await task.value
        guard let signal = received.signal else { return status }
        // What the terminal has echoed of ctrl-C stands on a line of its own.
        if console.showsProgress { console.message("") }
        return ExitStatus.ended(by: signal)
    }

    /// The first signal that came.
    private final class Received: Sendable {
        private let first = Mutex<Int32?>(nil)
        var signal: Int32? { first.withLock { $0 } }

        /// Answers whether it was not the first.
        func note(_ signal: Int32) -> Bool {
            first.withLock { first in
                defer { first = first ?? signal }
                return first != nil
            }
        }
    }

    /// Runs every statement of a script and answers the exit status.
    func run(script: String) async throws -> Int32 {
        switch output {
        case .changelog, .final:
            let runner = ScriptRunner(environment, form: output == .final ? .final : .changelog)
            let failures = try await runner.run(script) { [console] in console.write($0 + "\n") }
            return failures == 0 ? ExitStatus.success : ExitStatus.failure
        case .table, .tableau, .csv, .json:
            for statement in Script.statements(in: script) {
                let status = try await run(statement, of: script)
                if status != ExitStatus.success { return status }
            }
            return ExitStatus.success
        }
    }

    /// Runs one statement of a script, prints its result or what is wrong with it, and answers the exit status.
    ///
    /// - Parameter acknowledging: whether a statement that has nothing to show is answered with OK.
    func run(_ statement: ScriptStatement, of script: String, acknowledging: Bool = false) async throws -> Int32 {
        do {
            let isShown = try await run(statement.text)
            if acknowledging, !isShown { console.message("OK") }
            return ExitStatus.success
        } catch let error as CancellationError {
            throw error
        } catch {
            var error = MartletError.wrapping(error)
            error.range = error.range.map(statement.placeInScript)
            report(error, in: script)
            return ExitStatus.failure
        }
    }

    /// Runs a statement and answers whether it had something to show.
    private func run(_ text: String) async throws -> Bool {
        let result = try await environment.executeSql(text)
        if result.kind == .success { return false }
        let progress = result.jobClient.map { JobProgress($0.metrics, on: console) }
        let ticker = Task { await progress?.run() }
        do {
            if result.isQuery || result.jobClient == nil { try await print(result) } else { try await result.wait() }
        } catch {
            ticker.cancel()
            await result.jobClient?.cancel()
            throw error
        }
        ticker.cancel()
        await ticker.value
        if let progress, output == .table, console.showsProgress, progress.isWorthTelling { console.message(progress.summary + "\n") }
        return true
    }

    private func print(_ result: TableResult) async throws {
        let printer = try output.makePrinter(for: environment, on: console)
        try printer.begin(ResultHeading(schema: result.schema, isInsertOnly: result.isInsertOnly))
        for try await batch in result.batches { try printer.write(batch) }
        try printer.end()
    }

    /// Tells a person what went wrong, and where in the text.
    func report(_ error: any Error, in text: String? = nil) {
        let error = MartletError.wrapping(error)
        console.message(text.map { error.diagnostic(in: $0) } ?? "error: \(error)")
    }
}
