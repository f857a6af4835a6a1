import MartletCore
import MartletFunctions
import MartletSQL

/// What a name in FROM or INTO can stand for.
package enum CatalogObject: Sendable {
    case table(CatalogTable)
    case view(CatalogView)

    package var identifier: TableIdentifier {
        switch self {
        case .table(let table): table.identifier
        case .view(let view): view.identifier
        }
    }

    package var schema: Schema {
        switch self {
        case .table(let table): table.schema
        case .view(let view): view.schema
        }
    }
}

/// What the planner asks of the catalogs.
package protocol CatalogReader: Sendable {
    var currentCatalog: String { get }
    var currentDatabase: String { get }

    /// The table or view of a name of one to three parts, the missing ones from the current catalog and database; nil: there is none.
    func object(named names: [String]) throws -> CatalogObject?

    /// The names that could have been meant where `names` was not found, for suggestions.
    func candidates(for names: [String]) -> [String]

    /// The user's function of this name; nil: there is none. Built-in functions are not asked for here.
    func function(named names: [String]) -> ScalarFunction?
}

extension CatalogReader {
    package func candidates(for names: [String]) -> [String] { [] }
    package func function(named names: [String]) -> ScalarFunction? { nil }

    /// The full name that `names` stands for.
    package func qualify(_ names: [String]) -> TableIdentifier {
        TableIdentifier(
            catalog: names.count > 2 ? names[names.count - 3] : currentCatalog,
            database: names.count > 1 ? names[names.count - 2] : currentDatabase, object: names.last ?? "")
    }
}
