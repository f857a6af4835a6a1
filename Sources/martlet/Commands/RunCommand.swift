import ArgumentParser
import MartletCore
import MartletTable

/// `martlet run`: every statement of a script, one after the other.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a script of Flink SQL.",
        discussion: """
            Statements run one after the other, a query or an INSERT to its end; SET holds from there on.

            Results are printed as --output says:
              table      aligned columns: what the result is at last; on a terminal it is shown while it changes
              tableau    every change, in the frame of Flink's SQL client
              csv, json  every row, for other programs; with an op column in front where rows are updated
              changelog  every change, as the conformance suite records it
              final      the rows that remain, sorted, as the conformance suite records them

            A statement that fails ends the script, but for changelog and final, which write the error down and go on.
            """)

    @Argument(help: "The script; - reads standard input.") var file: String
    @Option(help: "How results are printed.") var output = OutputFormat.table
    @OptionGroup var engine: EngineOptions

    func run() async throws {
        let session = try ShellSession(engine.configuration, output: output)
        let script: String
        do {
            script = try TextFile.read(file)
        } catch {
            session.report(error)
            throw ExitCode(ExitStatus.failure)
        }
        let status = await session.interruptible { try await $0.run(script: script) }
        throw ExitCode(status)
    }
}
