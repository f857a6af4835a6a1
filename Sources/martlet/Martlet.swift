import ArgumentParser
import Logging

/// The command line of Martlet.
@main
struct Martlet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet",
        abstract: "Stream processing with Flink SQL, in one small program.",
        discussion: """
            Start with a script:     martlet run delays.sql
            or look around:          martlet sql

            Exit status: 0 if every statement succeeded, 1 if one failed, 2 for a mistake on the command line,
            130 after ctrl-C and 143 after SIGTERM.
            """,
        version: "0.1.0",
        subcommands: [RunCommand.self, SQLCommand.self])

    static func main() async {
        LoggingSystem.bootstrap { _ in ConsoleLog() }
        await main(nil)
    }
}
