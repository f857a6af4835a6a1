import MartletCore
import MartletFiles
import MartletFormats
import MartletRuntime

/// The connectors that tables can name in their `'connector'` option.
package struct ConnectorRegistry: Sendable {
    private let connectors: [any TableConnector]
    /// The formats that tables of these connectors can name.
    package let formats: FormatRegistry

    /// A registry of these connectors.
    package init(_ connectors: [any TableConnector], formats: FormatRegistry = .builtIn) {
        self.connectors = connectors
        self.formats = formats
    }

    /// All that come with Martlet.
    package static let builtIn = ConnectorRegistry([
        FilesystemConnector(), DatagenConnector(), PrintConnector(), BlackHoleConnector(), InMemoryConnector(),
    ])

    /// These connectors and others, which win where they have the same name.
    package func adding(_ others: [any TableConnector], formats otherFormats: [any Format] = []) -> ConnectorRegistry {
        ConnectorRegistry(others + connectors, formats: formats.adding(otherFormats))
    }

    /// Their names, for `SHOW` and for messages.
    package var identifiers: [String] { connectors.map(\.identifier).sorted() }

    /// The connector of this name, exactly.
    package subscript(_ identifier: String) -> (any TableConnector)? { connectors.first { $0.identifier == identifier } }

    /// Finds the connector and format that a table's options ask for, and checks the options of both.
    package func resolve(_ options: [String: String]) throws -> ResolvedConnector {
        guard let identifier = options["connector"] else {
            throw MartletError(
                "Table options do not contain an option key 'connector' for discovering a connector.",
                hint: "Available connectors are: \(identifiers.joined(separator: ", ")).", phase: .validate)
        }
        guard let connector = self[identifier] else {
            throw MartletError(
                "Could not find any factory for identifier '\(identifier)'.",
                hint: (didYouMean(identifier, among: identifiers).map { $0 + " " } ?? "")
                    + "Available connectors are: \(identifiers.joined(separator: ", ")).", phase: .validate)
        }
        var own = options.filter { $0.key != "connector" && $0.key != "property-version" }
        guard connector.usesFormat else {
            let declared = try DeclaredOptions(own, declarations: connector.options, owner: "connector '\(identifier)'")
            return ResolvedConnector(connector: connector, options: declared)
        }
        guard let name = own.removeValue(forKey: "format") else {
            let missing = connector.options.filter { $0.isRequired && own[$0.key] == nil }.map(\.key) + ["format"]
            throw MartletError(
                "One or more required options are missing for connector '\(identifier)': \(missing.joined(separator: ", ")).",
                hint: "Available formats are: \(formats.identifiers.joined(separator: ", ")).", phase: .validate)
        }
        let format = try formats.format(named: name)
        let prefix = name + "."
        let formatOptions = own.filter { $0.key.hasPrefix(prefix) }
        own = own.filter { !$0.key.hasPrefix(prefix) }
        return ResolvedConnector(
            connector: connector, options: try DeclaredOptions(own, declarations: connector.options, owner: "connector '\(identifier)'"),
            format: format,
            // Flink does not look at the keys of a format's options before the table is read, and neither can we.
            formatOptions: try DeclaredOptions(
                Dictionary(uniqueKeysWithValues: formatOptions.map { (String($0.key.dropFirst(prefix.count)), $0.value) }),
                declarations: format.options, owner: "format '\(name)'", checksKeys: false))
    }
}

/// What a table's options ask for.
package struct ResolvedConnector: Sendable {
    /// The connector that the option names.
    package let connector: any TableConnector
    /// The connector's own options.
    package let options: DeclaredOptions
    /// nil: the connector uses none.
    package let format: (any Format)?
    /// The format's options, without its prefix.
    package let formatOptions: DeclaredOptions?

    init(connector: any TableConnector, options: DeclaredOptions, format: (any Format)? = nil, formatOptions: DeclaredOptions? = nil) {
        self.connector = connector
        self.options = options
        self.format = format
        self.formatOptions = formatOptions
    }
}
