import MartletCore

// Catalogs and databases.

extension CatalogManager {
    package var catalogNames: [String] { state.withLock { $0.catalogs.keys.sorted() } }

    package func catalog(_ name: String) throws -> InMemoryCatalog { try state.withLock { try $0.catalog(name) } }

    package func createCatalog(_ name: String, comment: String?, options: [String: String], ifNotExists: Bool) throws {
        guard let type = options["type"] else {
            throw MartletError(
                "Catalog options do not contain an option key 'type' for discovering a catalog.",
                hint: "WITH ('type' = '\(InMemoryCatalog.type)') makes a catalog in memory.", phase: .validate)
        }
        try state.withLock { state in
            if state.catalogs[name] != nil {
                if ifNotExists { return }
                throw MartletError("Catalog \(name) already exists.", phase: .validate)
            }
            guard type == InMemoryCatalog.type else {
                throw MartletError(
                    "Could not find any catalog for identifier '\(type)'.", hint: "Available catalogs: \(InMemoryCatalog.type).",
                    phase: .validate)
            }
            try InMemoryCatalog.check(options)
            state.catalogs[name] = InMemoryCatalog(
                name, defaultDatabase: options["default-database"] ?? InMemoryCatalog.defaultDatabase, comment: comment, options: options)
        }
    }

    package func alterCatalog(_ name: String, _ change: (inout InMemoryCatalog) throws -> Void) throws {
        try state.withLock { state in
            var catalog = try state.catalog(name)
            try change(&catalog)
            try InMemoryCatalog.check(catalog.options)
            state.catalogs[name] = catalog
        }
    }

    package func dropCatalog(_ name: String, ifExists: Bool) throws {
        try state.withLock { state in
            if state.catalogs[name] == nil, ifExists { return }
            _ = try state.catalog(name)
            if state.currentCatalog == name {
                throw MartletError(
                    "Cannot drop a catalog which is currently in use.", hint: "USE CATALOG another one first.", phase: .validate)
            }
            state.catalogs[name] = nil
        }
    }

    package func useCatalog(_ name: String) throws {
        try state.withLock { state in
            guard let catalog = state.catalogs[name] else {
                throw MartletError(
                    "A catalog with name [\(name)] does not exist.", hint: didYouMean(name, among: state.catalogs.keys), phase: .validate)
            }
            state.currentCatalog = name
            state.currentDatabase = catalog.defaultDatabase
        }
    }

    /// Makes `database` of `catalog` (nil: the current one) the one where names are looked for.
    package func useDatabase(_ database: String, of catalog: String?) throws {
        try state.withLock { state in
            let name = catalog ?? state.currentCatalog
            guard let catalog = state.catalogs[name] else {
                throw MartletError(
                    "A catalog with name [\(name)] does not exist.", hint: didYouMean(name, among: state.catalogs.keys), phase: .validate)
            }
            guard catalog.databases[database] != nil else {
                throw MartletError(
                    "A database with name [\(database)] does not exist in the catalog: [\(name)].",
                    hint: didYouMean(database, among: catalog.databases.keys), phase: .validate)
            }
            state.currentCatalog = name
            state.currentDatabase = database
        }
    }

    package func databaseNames(of catalog: String) throws -> [String] { try self.catalog(catalog).databases.keys.sorted() }

    package func hasDatabase(_ database: String, of catalog: String) -> Bool {
        state.withLock { $0.catalogs[catalog]?.databases[database] != nil }
    }

    package func createDatabase(_ database: CatalogDatabase, named name: String, in catalog: String, ifNotExists: Bool) throws {
        try state.withLock { state in
            guard var changed = state.catalogs[catalog] else { throw missing(catalog: catalog) }
            try changed.create(database, named: name, ifNotExists: ifNotExists)
            state.catalogs[catalog] = changed
        }
    }

    package func alterDatabase(_ name: String, of catalog: String, _ change: (inout CatalogDatabase) throws -> Void) throws {
        try state.withLock { try $0.withDatabase(catalog, name, change) }
    }

    package func dropDatabase(_ name: String, of catalog: String, ifExists: Bool, cascade: Bool) throws {
        try state.withLock { state in
            guard var changed = state.catalogs[catalog] else { throw missing(catalog: catalog) }
            if catalog == state.currentCatalog, name == state.currentDatabase {
                throw MartletError("Cannot drop a database which is currently in use.", hint: "USE another one first.", phase: .plan)
            }
            try changed.drop(database: name, ifExists: ifExists, cascade: cascade)
            state.catalogs[catalog] = changed
        }
    }

    /// That a catalog is not there, found when a database was to be made or dropped: not before the statement is executed, as in Flink.
    private func missing(catalog: String) -> MartletError {
        MartletError("Catalog \(catalog) does not exist.", phase: .plan)
    }
}
