// Errors shown with the text they are about.
extension MartletError {
    /// The error as a person at a terminal reads it: what is wrong, where, the line with the place underlined, and what to do.
    ///
    ///     error: Expected FROM, but found 'users'.
    ///      --> orders.sql:3:15
    ///       |
    ///     3 | SELECT * FORM users
    ///       |               ^^^^^
    ///     hint: Did you mean 'FROM'?
    ///
    /// - Parameters:
    ///   - source: the text that `range` counts in.
    ///   - name: what the text is called, a file for example.
    public func diagnostic(in source: String, named name: String? = nil) -> String {
        var lines = ["error: " + context.map { $0 + ": " }.joined() + message]
        if let range {
            lines.append(" --> " + (name.map { $0 + ":" } ?? "") + range.start.description)
            lines += excerpt(of: source, at: range)
        }
        if let hint { lines.append("hint: " + hint) }
        return lines.joined(separator: "\n")
    }

    /// The line that a range begins in, numbered and underlined.
    private func excerpt(of source: String, at range: SourceRange) -> [String] {
        guard let line = SourceLine(range.start.line, of: source) else { return [] }
        let number = String(range.start.line)
        let margin = String(repeating: " ", count: number.count)
        // A range of several lines is underlined up to the end of its first.
        let last = range.end.line == range.start.line ? range.end.column : Int.max
        let underline = line.underline(from: range.start.column, through: last)
        return ["\(margin) |", "\(number) | \(line.text)", "\(margin) | \(underline)"]
    }
}

/// One line of a text.
private struct SourceLine {
    var text: String

    /// The line of that number, from 1; nil if there are less. A line ends with \n, \r or both.
    init?(_ number: Int, of source: String) {
        let bytes = Array(source.utf8)
        var current = 1
        var start = 0
        var index = 0
        while index < bytes.count, current < number {
            let isEnd = bytes[index] == 0x0A || bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
            index += 1
            if isEnd { (current, start) = (current + 1, index) }
        }
        guard current == number else { return nil }
        let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        text = String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Carets below the columns, which count UTF-16 code units. Tabs stay tabs, so that a terminal keeps both lines in step.
    func underline(from first: Int, through last: Int) -> String {
        var result = ""
        var column = 1
        for scalar in text.unicodeScalars {
            if column > last { break }
            let isMarked = column >= first
            if scalar == "\t", !isMarked {
                result += "\t"
            } else {
                result += String(repeating: isMarked ? "^" : " ", count: scalar.terminalWidth)
            }
            column += UTF16.width(scalar)
        }
        // Something may be missing behind the last character.
        return result.hasSuffix("^") ? result : result + "^"
    }
}

extension Unicode.Scalar {
    /// How many cells of a terminal a character takes, as far as the common scripts go.
    fileprivate var terminalWidth: Int {
        switch value {
        case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0x1F300...0x1FAFF,
            0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
