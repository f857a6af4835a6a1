import MartletCore
import MartletFunctions
import Synchronization

/// The catalogs of a session, its temporary objects, and where a name without catalog or database is looked for.
///
/// Temporary objects hide permanent ones of the same full name, and need neither catalog nor database to exist. Errors are those of
/// validation. What an object may be altered to is not decided here.
package final class CatalogManager: CatalogReader {
    package static let builtInCatalog = "default_catalog"
    package static let builtInDatabase = "default_database"

    struct State: Sendable {
        var catalogs: [String: InMemoryCatalog]
        var currentCatalog: String
        var currentDatabase: String
        var temporaryObjects: [TableIdentifier: CatalogObject] = [:]
        var temporaryFunctions: [TableIdentifier: CatalogFunction] = [:]
        /// By their names in lower case: functions are found in any case.
        var temporarySystemFunctions: [String: CatalogFunction] = [:]
        var temporaryModels: [TableIdentifier: CatalogModel] = [:]

        /// The catalog of this name, or an error.
        func catalog(_ name: String) throws -> InMemoryCatalog {
            guard let catalog = catalogs[name] else {
                throw MartletError("Catalog \(name) does not exist.", hint: didYouMean(name, among: catalogs.keys), phase: .validate)
            }
            return catalog
        }

        /// Changes a database in place.
        mutating func withDatabase<Result>(
            _ catalog: String, _ database: String, _ body: (inout CatalogDatabase) throws -> Result
        ) throws -> Result {
            var changed = try self.catalog(catalog)
            let result = try changed.withDatabase(database, body)
            catalogs[catalog] = changed
            return result
        }
    }

    let state: Mutex<State>

    package init(catalog: String = builtInCatalog, database: String = builtInDatabase) {
        state = Mutex(
            State(
                catalogs: [catalog: InMemoryCatalog(catalog, defaultDatabase: database)], currentCatalog: catalog,
                currentDatabase: database))
    }

    package var currentCatalog: String { state.withLock { $0.currentCatalog } }
    package var currentDatabase: String { state.withLock { $0.currentDatabase } }
}
