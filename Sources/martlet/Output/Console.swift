import Synchronization

/// The two streams that a person looks at, on which results and a line of progress take turns.
///
/// The line stands below everything else and is taken away before something is written.
final class Console: Sendable {
    private let output = Terminal.standardOutput
    private let messages = Terminal.standardError
    private let hasProgress = Mutex(false)

    /// Whether results are shown on a terminal.
    var isInteractive: Bool { output.isInteractive }
    /// Whether messages are shown on a terminal.
    var showsProgress: Bool { messages.isInteractive }
    /// The size of the terminal that shows results.
    var size: (rows: Int, columns: Int)? { output.size }

    /// Writes a part of a result.
    func write(_ text: String) {
        hasProgress.withLock { hasProgress in
            erase(&hasProgress)
            output.write(text)
        }
    }

    /// Writes a line for a person: an error, a summary.
    func message(_ line: String) {
        hasProgress.withLock { hasProgress in
            erase(&hasProgress)
            messages.write(line + "\n")
        }
    }

    /// Shows a line until something is written, or the next one is shown.
    func showProgress(_ line: String) {
        hasProgress.withLock { hasProgress in
            erase(&hasProgress)
            messages.write(messages.size.map { line.displayWidth > $0.columns ? line.fitted(to: $0.columns) : line } ?? line)
            hasProgress = true
        }
    }

    func hideProgress() { hasProgress.withLock { erase(&$0) } }

    private func erase(_ hasProgress: inout Bool) {
        if hasProgress { messages.write("\r\u{1B}[K") }
        hasProgress = false
    }
}
