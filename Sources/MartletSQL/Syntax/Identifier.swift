/// One name, as written, without its quotes. Names are case sensitive.
package struct Identifier: SyntaxNode {
    package var name: String
    package var location: Location

    package init(_ name: String, at location: Location) {
        self.name = name
        self.location = location
    }
}

/// A name of one or more parts: `catalog.database.table`, `table.column`, `row.field.field`.
///
/// There is always at least one part.
package struct QualifiedName: SyntaxNode {
    package var parts: [Identifier]
    package var location: Location

    package init(_ parts: [Identifier], at location: Location) {
        self.parts = parts
        self.location = location
    }

    package init(_ part: Identifier) {
        self.init([part], at: part.location)
    }

    /// The parts' texts.
    package var names: [String] { parts.map(\.name) }

    /// The name if it has one part only.
    package var simpleName: String? { parts.count == 1 ? parts[0].name : nil }
}
