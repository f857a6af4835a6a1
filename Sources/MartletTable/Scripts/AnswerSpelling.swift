import MartletCore

/// How the results of a script's queries are written down.
package enum AnswerForm: String, Sendable, CaseIterable {
    /// Every change, in order: `+I["1", "a"]`.
    case changelog
    /// The rows that are left when all changes are applied, sorted: `["1", "a"]`.
    case final
}

/// Spells the answers of statements in the form of the conformance suite (`Tests/Conformance/README.md`), a line each.
package struct AnswerSpelling {
    /// `> SELECT …`: the statement's first hundred characters, white space as single spaces.
    static func head(of statement: String) -> String {
        "> " + String(statement.split(whereSeparator: \.isWhitespace).joined(separator: " ").unicodeScalars.prefix(100))
    }

    /// ``# ( `a` INT NOT NULL )``
    static func schema(_ schema: Schema) -> String { "# \(schema)" }

    /// `["1", null]`: cells as JSON, as Python's `json.dumps` writes it.
    static func row(_ cells: [String?]) -> String {
        var text = "["
        for (index, cell) in cells.enumerated() {
            if index > 0 { text += ", " }
            if let cell { appendQuoted(cell, to: &text) } else { text += "null" }
        }
        return text + "]"
    }

    /// `ERROR: …` and where it was found.
    static func error(_ error: MartletError) -> [String] {
        var facts = "# error phase=\(error.phase.rawValue)"
        if let range = error.range { facts += " at=" + (range.start == range.end ? "\(range.start)" : "\(range)") }
        return ["ERROR: " + error.description.split(whereSeparator: \.isNewline).joined(separator: " "), facts]
    }

    private static func appendQuoted(_ cell: String, to text: inout String) {
        text += "\""
        for scalar in cell.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{8}": text += "\\b"
            case "\u{C}": text += "\\f"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
