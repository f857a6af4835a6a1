import MartletCore
import MartletFunctions

// Functions that users have made. Their names count in any case.

extension CatalogManager {
    package func function(named names: [String]) -> ScalarFunction? { catalogFunction(named: names)?.scalar }

    /// The function that a call of one to three parts means: temporary system functions first, then temporary, then permanent ones.
    package func catalogFunction(named names: [String]) -> CatalogFunction? {
        guard (1...3).contains(names.count) else { return nil }
        let identifier = qualify(names).lowercasingObject
        return state.withLock { state in
            if names.count == 1, let function = state.temporarySystemFunctions[identifier.object] { return function }
            return state.temporaryFunctions[identifier]
                ?? state.catalogs[identifier.catalog]?.databases[identifier.database]?.functions[identifier.object]
        }
    }

    /// The names of users' functions that can be called by their name alone.
    package var userFunctionNames: [String] {
        state.withLock { state in
            let (catalog, database) = (state.currentCatalog, state.currentDatabase)
            let permanent = state.catalogs[catalog]?.databases[database]?.functions.keys.map { $0 } ?? []
            let temporary = state.temporaryFunctions.keys.filter { $0.isIn(catalog, database) }.map(\.object)
            return Set(permanent + temporary + state.temporarySystemFunctions.keys).sorted()
        }
    }

    package func createFunction(_ function: CatalogFunction, _ identifier: TableIdentifier, isTemporary: Bool, ifNotExists: Bool) throws {
        let identifier = identifier.lowercasingObject
        try state.withLock { state in
            if isTemporary {
                if state.temporaryFunctions[identifier] != nil {
                    if ifNotExists { return }
                    throw MartletError("Temporary catalog function \(identifier) already exists", phase: .validate)
                }
                state.temporaryFunctions[identifier] = function
                return
            }
            guard state.catalogs[identifier.catalog]?.databases[identifier.database] != nil else {
                throw MartletError(
                    "Database \(identifier.database) does not exist in Catalog \(identifier.catalog).", phase: .plan)
            }
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                if database.functions[identifier.object] != nil {
                    if ifNotExists { return }
                    throw MartletError(
                        "Function \(identifier.database).\(identifier.object) already exists in Catalog \(identifier.catalog).",
                        phase: .validate)
                }
                database.functions[identifier.object] = function
            }
        }
    }

    package func createTemporarySystemFunction(_ function: CatalogFunction, named name: String, ifNotExists: Bool) throws {
        try state.withLock { state in
            if state.temporarySystemFunctions[name.lowercased()] != nil {
                if ifNotExists { return }
                throw MartletError(
                    "Could not register temporary system function. A function named '\(name)' does already exist.", phase: .validate)
            }
            state.temporarySystemFunctions[name.lowercased()] = function
        }
    }

    package func alterFunction(_ function: CatalogFunction, _ identifier: TableIdentifier, ifExists: Bool) throws {
        let identifier = identifier.lowercasingObject
        try state.withLock { state in
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                guard database.functions[identifier.object] != nil else {
                    if ifExists { return }
                    throw missing(function: identifier)
                }
                database.functions[identifier.object] = function
            }
        }
    }

    package func dropFunction(_ identifier: TableIdentifier, isTemporary: Bool, ifExists: Bool) throws {
        let identifier = identifier.lowercasingObject
        try state.withLock { state in
            let hidden = state.temporaryFunctions[identifier] != nil
            if isTemporary {
                if !hidden, !ifExists { throw MartletError("Temporary catalog function \(identifier) doesn't exist", phase: .validate) }
                state.temporaryFunctions[identifier] = nil
                return
            }
            if hidden {
                throw MartletError(
                    "Could not drop catalog function. A temporary function '\(identifier)' does already exist. "
                        + "Please drop the temporary function first.", phase: .validate)
            }
            if try state.catalog(identifier.catalog).databases[identifier.database] == nil {
                if ifExists { return }
                throw missing(function: identifier)
            }
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                if database.functions.removeValue(forKey: identifier.object) == nil, !ifExists { throw missing(function: identifier) }
            }
        }
    }

    package func dropTemporarySystemFunction(named name: String, ifExists: Bool) throws {
        try state.withLock { state in
            if state.temporarySystemFunctions.removeValue(forKey: name.lowercased()) == nil, !ifExists {
                throw MartletError("Could not drop temporary system function. A function named '\(name)' doesn't exist.", phase: .validate)
            }
        }
    }

    private func missing(function identifier: TableIdentifier) -> MartletError {
        MartletError(
            "Function \(identifier.database).\(identifier.object) does not exist in Catalog \(identifier.catalog).", phase: .validate)
    }
}

extension TableIdentifier {
    fileprivate var lowercasingObject: TableIdentifier { TableIdentifier(self, object: object.lowercased()) }
}
