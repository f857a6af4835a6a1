extension MartletError {
    /// The error as a person reads it best, with the line of `text` that it is about, and carets under the place:
    ///
    ///     error: Column 'amout' not found in any table.
    ///       --> line 2, column 8
    ///       2 | SELECT amout FROM orders
    ///         |        ^^^^^
    ///     hint: Did you mean 'amount'?
    public func diagnostic(in text: String) -> String {
        var lines = ["error: " + context.map { $0 + ": " }.joined() + message]
        if let range {
            let number = String(range.start.line)
            lines.append("  --> line \(number), column \(range.start.column)")
            let source = text.split(omittingEmptySubsequences: false) { $0.isNewline }
            if range.start.line >= 1, range.start.line <= source.count {
                let line = source[range.start.line - 1]
                let end = range.end.line == range.start.line ? range.end.column : line.utf16.count
                let margin = String(repeating: " ", count: number.count)
                // Tabs are kept, so that the carets stand below what they point at.
                let indent = line.utf16.prefix(max(0, range.start.column - 1)).map { $0 == 0x09 ? "\t" : " " }.joined()
                let carets = String(repeating: "^", count: max(1, end - range.start.column + 1))
                lines += ["  \(number) | \(line)", "  \(margin) | \(indent)\(carets)"]
            }
        }
        if let hint { lines.append("hint: " + hint) }
        return lines.joined(separator: "\n")
    }
}
