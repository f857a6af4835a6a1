import ArgumentParser

/// `martlet sql`: a shell.
struct SQLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Type Flink SQL and see what it gives.",
        discussion: """
            A statement ends with ; and may go over several lines. Tab completes keywords, tables and columns; the arrow keys
            go back in the history, which is kept in ~/.martlet_history. ctrl-C ends what runs, ctrl-D leaves.

            HELP lists the statements that only the shell has.
            """)

    @Option(name: [.customShort("i"), .long], help: "A script to run before the first prompt, such as one that creates tables.")
    var initialize: String?
    @Option(name: [.customShort("f"), .long], help: "A script to run instead of asking for statements.")
    var file: String?
    @Option(name: [.customShort("e"), .long], help: "A statement to run instead of asking for statements. May be repeated.")
    var execute: [String] = []
    @Option(help: "How results are printed: table, tableau, csv, json, changelog or final.") var output = OutputFormat.table
    @OptionGroup var engine: EngineOptions

    func run() async throws {
        let session = try ShellSession(engine.configuration, output: output)
        var scripts: [String] = []
        do {
            scripts = try [initialize, file].compactMap { try $0.map(TextFile.read) } + execute
        } catch {
            session.report(error)
            throw ExitCode(ExitStatus.failure)
        }
        for script in scripts {
            let status = await session.interruptible { try await $0.run(script: script) }
            if status != ExitStatus.success { throw ExitCode(status) }
        }
        if file == nil, execute.isEmpty { throw ExitCode(await Shell(session).run()) }
    }
}
