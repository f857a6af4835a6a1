/// Writes syntax trees as SQL, the way Flink does: names in backquotes, a clause of a query a line.
package struct SQLPrinter {
    /// How closely a text follows what was written.
    package enum Spelling: Sendable {
        /// The text parses to an equal tree.
        case exact
        /// The text is that of SHOW CREATE and DESCRIBE in Flink, which spells some things in one way only: functions that Calcite
        /// knows are in capitals, others quoted; `CASE a WHEN b` becomes `CASE WHEN a = b`, and NULLIF too.
        case flink
    }

    let spelling: Spelling
    private(set) var text = ""

    /// The text of a statement.
    package static func text(of statement: Statement, _ spelling: Spelling = .exact) -> String {
        text(spelling) { $0.print(statement) }
    }

    /// The text of a query.
    package static func text(of query: Query, _ spelling: Spelling = .exact) -> String { text(spelling) { $0.print(query) } }

    /// The text of an expression.
    package static func text(of expression: Expression, _ spelling: Spelling = .exact) -> String {
        text(spelling) { $0.print(expression) }
    }

    /// The text of a data type.
    package static func text(of type: TypeSyntax) -> String { text(.exact) { $0.print(type) } }

    /// A name in backquotes.
    package static func quoted(name: String) -> String { "`" + doubled("`", in: name) + "`" }

    /// Whether a name is one without backquotes.
    package static func isPlain(name: String) -> Bool {
        name.first.map { !$0.isNumber } ?? false && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            && Keyword(name)?.isReserved != true
    }

    /// A text in single quotes.
    package static func quoted(text: String) -> String { "'" + doubled("'", in: text) + "'" }

    private static func text(_ spelling: Spelling, _ print: (inout SQLPrinter) -> Void) -> String {
        var printer = SQLPrinter(spelling: spelling)
        print(&printer)
        return printer.text
    }

    /// Scalar by scalar: a quote and an accent behind it are one `Character`.
    private static func doubled(_ quote: Unicode.Scalar, in text: String) -> String {
        guard text.unicodeScalars.contains(quote) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == quote { result.append(quote) }
            result.append(scalar)
        }
        return String(result)
    }
}

// The parts that everything is made of.
extension SQLPrinter {
    mutating func write(_ words: String) { text += words }

    /// Writes elements with something between them.
    mutating func list<Element>(_ elements: [Element], separator: String = ", ", _ print: (inout SQLPrinter, Element) -> Void) {
        for (index, element) in elements.enumerated() {
            if index > 0 { write(separator) }
            print(&self, element)
        }
    }

    /// `(a, b)`
    mutating func parenthesizedList<Element>(_ elements: [Element], _ print: (inout SQLPrinter, Element) -> Void) {
        write("(")
        list(elements, print)
        write(")")
    }

    /// Elements a line each in parentheses.
    mutating func block<Element>(_ elements: [Element], _ print: (inout SQLPrinter, Element) -> Void) {
        write("(\n  ")
        list(elements, separator: ",\n  ", print)
        write("\n)")
    }

    mutating func print(_ name: Identifier) { write(Self.quoted(name: name.name)) }

    mutating func print(_ name: QualifiedName) { list(name.parts, separator: ".") { $0.print($1) } }

    mutating func print(string: String) { write(Self.quoted(text: string)) }

    /// Words only if a condition holds.
    mutating func write(_ words: String, if condition: Bool) {
        if condition { write(words) }
    }

    mutating func print(_ option: Option) {
        print(string: option.key)
        write(" = ")
        print(string: option.value)
    }

    /// `\nWITH (..)`, if there are options.
    mutating func with(_ options: [Option]) {
        guard !options.isEmpty else { return }
        write("\nWITH ")
        block(options) { $0.print($1) }
    }

    /// `\nCOMMENT '..'`, if there is one.
    mutating func comment(_ comment: String?) {
        guard let comment else { return }
        write("\nCOMMENT ")
        print(string: comment)
    }

    mutating func print(_ hints: [Hint]) {
        guard !hints.isEmpty else { return }
        write("/*+ ")
        list(hints) { $0.print($1) }
        write(" */")
    }

    private mutating func print(_ hint: Hint) {
        print(hint.name)
        switch hint.arguments {
        case .none: break
        case .list(let words): parenthesizedList(words) { $0.print(string: $1) }
        case .options(let options): parenthesizedList(options) { $0.print($1) }
        }
    }

    /// `(k = v, ..)`
    mutating func print(_ partition: [PartitionEntry]) {
        parenthesizedList(partition) { printer, entry in
            printer.print(entry.key)
            guard let value = entry.value else { return }
            printer.write(" = ")
            printer.print(value)
        }
    }
}
