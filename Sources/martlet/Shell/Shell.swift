import MartletSQL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The interactive shell: asks for statements and runs them, until there are no more.
struct Shell {
    private let session: ShellSession

    private static let prompt = "martlet> "
    private static let continuation = "      -> "

    init(_ session: ShellSession) { self.session = session }

    /// Runs the shell and answers the exit status.
    func run() async -> Int32 {
        guard isatty(STDIN_FILENO) == 1, let editor = LineEditor(completer: Completer(session.environment).complete) else {
            return await session.interruptible { try await $0.run(script: TextFile.read("-")) }
        }
        if let history = Self.historyFile { editor.loadHistory(history) }
        session.console.write("Martlet: stream processing with Flink SQL. HELP; tells more, QUIT; or ctrl-D leaves.\n")
        while let text = nextStatements(editor) {
            editor.remember(text)
            for statement in Script.statements(in: text) {
                guard let command = ShellCommand(statement.text) else {
                    _ = await session.interruptible { try await $0.run(statement, of: text, acknowledging: true) }
                    continue
                }
                switch command {
                case .quit: return end(editor)
                case .help: session.console.write(ShellCommand.manual)
                case .clear: session.console.write("\u{1B}[H\u{1B}[2J")
                }
            }
        }
        session.console.write("\n")
        return end(editor)
    }

    /// Lines up to one that ends a statement; nil at the end of the input.
    private func nextStatements(_ editor: LineEditor) -> String? {
        var text = ""
        while true {
            switch Signals.interrupting({ editor.read(prompt: text.isEmpty ? Self.prompt : Self.continuation) }) {
            case .interrupted:
                session.console.write("^C\n")
                text = ""
            case .endOfInput: return nil
            case .text(let line):
                text += line
                // A semicolon within quotes, a comment or a statement set ends nothing.
                if let last = Script.statements(in: text).last { if last.isTerminated { return text } } else { text = "" }
            }
        }
    }

    private func end(_ editor: LineEditor) -> Int32 {
        if let history = Self.historyFile, !editor.saveHistory(history) {
            session.console.message("The history could not be written to \(history).")
        }
        return ExitStatus.success
    }

    private static var historyFile: String? { getenv("HOME").map { String(cString: $0) + "/.martlet_history" } }
}
