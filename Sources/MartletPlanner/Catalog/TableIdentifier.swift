import MartletCore

/// The full name of a table or view: Flink's ObjectIdentifier, under a name that is not taken in Swift.
package struct TableIdentifier: Hashable, Sendable, CustomStringConvertible {
    package var catalog: String
    package var database: String
    package var object: String

    package init(catalog: String, database: String, object: String) {
        self.catalog = catalog
        self.database = database
        self.object = object
    }

    package var names: [String] { [catalog, database, object] }

    /// `` `catalog`.`database`.`object` ``
    package var description: String { names.map { "`\($0.escapingBackquotes)`" }.joined(separator: ".") }

    /// `catalog.database.object`, as sources and sinks are named in plans.
    package var plainDescription: String { names.joined(separator: ".") }
}
