import MartletCore
import MartletRuntime

/// The formats that tables can name in their `'format'` option.
package struct FormatRegistry: Sendable {
    private let formats: [any Format]

    /// A registry of these formats.
    package init(_ formats: [any Format]) { self.formats = formats }

    /// All that come with Martlet.
    package static let builtIn = FormatRegistry(
        [CsvFormat(), JsonFormat(), RawFormat()] + ChangelogDialect.allCases.map { ChangelogJsonFormat(dialect: $0) })

    /// These formats and others, which win where they have the same name.
    package func adding(_ others: [any Format]) -> FormatRegistry { FormatRegistry(others + formats) }

    /// Their names, for `SHOW` and for messages.
    package var identifiers: [String] { formats.map(\.identifier).sorted() }

    /// The format of this name, exactly.
    package subscript(_ identifier: String) -> (any Format)? { formats.first { $0.identifier == identifier } }

    /// The format that a table asks for. Throws a message that lists what there is.
    package func format(named identifier: String) throws -> any Format {
        if let format = self[identifier] { return format }
        throw MartletError(
            "Could not find any format factory for identifier '\(identifier)'.",
            hint: (didYouMean(identifier, among: identifiers).map { $0 + " " } ?? "")
                + "Available formats are: \(identifiers.joined(separator: ", ")).", phase: .validate)
    }
}
