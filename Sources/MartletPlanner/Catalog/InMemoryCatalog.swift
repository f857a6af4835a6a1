import MartletCore

/// A catalog that lives as long as its session: Flink's GenericInMemoryCatalog.
package struct InMemoryCatalog: Sendable {
    /// The value of the option `type` that makes one.
    package static let type = "generic_in_memory"
    /// The database that a catalog made by CREATE CATALOG begins with.
    package static let defaultDatabase = "default"

    package let name: String
    /// Where USE CATALOG leads to.
    package private(set) var defaultDatabase: String
    package var comment: String?
    package var options: [String: String] {
        didSet {
            defaultDatabase = options["default-database"] ?? defaultDatabase
            if databases[defaultDatabase] == nil { databases[defaultDatabase] = CatalogDatabase() }
        }
    }
    private(set) var databases: [String: CatalogDatabase]

    package init(
        _ name: String, defaultDatabase: String = InMemoryCatalog.defaultDatabase, comment: String? = nil,
        options: [String: String] = ["type": InMemoryCatalog.type]
    ) {
        self.name = name
        self.defaultDatabase = defaultDatabase
        self.comment = comment
        self.options = options
        databases = [defaultDatabase: CatalogDatabase()]
    }

    /// Throws if there are options that no catalog in memory has.
    static func check(_ options: [String: String]) throws {
        let declared = ["type", "default-database", "property-version"]
        guard let unknown = options.keys.filter({ !declared.contains($0) }).min() else { return }
        throw MartletError(
            "Unsupported options found for '\(type)': '\(unknown)'.", hint: "Supported options: \(declared.joined(separator: ", ")).",
            phase: .validate)
    }

    /// The database of this name, or an error.
    func database(_ database: String) throws -> CatalogDatabase {
        guard let found = databases[database] else { throw missing(database: database) }
        return found
    }

    /// Changes a database in place.
    mutating func withDatabase<Result>(_ database: String, _ body: (inout CatalogDatabase) throws -> Result) throws -> Result {
        guard var changed = databases[database] else { throw missing(database: database) }
        let result = try body(&changed)
        databases[database] = changed
        return result
    }

    mutating func create(_ database: CatalogDatabase, named databaseName: String, ifNotExists: Bool) throws {
        if databases[databaseName] != nil {
            if ifNotExists { return }
            throw MartletError("Database \(databaseName) already exists in Catalog \(name).", phase: .validate)
        }
        databases[databaseName] = database
    }

    mutating func drop(database: String, ifExists: Bool, cascade: Bool) throws {
        guard let found = databases[database] else {
            if ifExists { return }
            throw missing(database: database)
        }
        if !found.isEmpty, !cascade {
            throw MartletError(
                "Database \(database) in catalog \(name) is not empty.", hint: "DROP DATABASE … CASCADE drops what is in it, too.",
                phase: .validate)
        }
        databases[database] = nil
    }

    private func missing(database: String) -> MartletError {
        MartletError(
            "Database \(database) does not exist in Catalog \(name).", hint: didYouMean(database, among: databases.keys), phase: .validate)
    }
}
