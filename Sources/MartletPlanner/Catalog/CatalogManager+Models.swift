import MartletCore

// Models, permanent and temporary.

extension CatalogManager {
    /// The model of a full name, a temporary one first; nil: there is none.
    package func model(_ identifier: TableIdentifier) -> CatalogModel? {
        state.withLock { $0.temporaryModels[identifier] ?? $0.permanentModel(identifier) }
    }

    /// The models of a database, with the temporary ones in place of those that they hide, by name.
    package func models(of catalog: String, _ database: String) throws -> [CatalogModel] {
        try state.withLock { state in
            var models = try state.catalog(catalog).database(database).models
            for (identifier, model) in state.temporaryModels where identifier.isIn(catalog, database) { models[identifier.object] = model }
            return models.values.sorted { $0.identifier.object < $1.identifier.object }
        }
    }

    package func create(_ model: CatalogModel, ifNotExists: Bool) throws {
        let identifier = model.identifier
        try state.withLock { state in
            if model.isTemporary {
                if state.temporaryModels[identifier] != nil {
                    if ifNotExists { return }
                    throw MartletError("Temporary model '\(identifier)' already exists.", phase: .validate)
                }
                state.temporaryModels[identifier] = model
                return
            }
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                if database.models[identifier.object] != nil {
                    if ifNotExists { return }
                    throw alreadyExists(model: identifier)
                }
                database.models[identifier.object] = model
            }
        }
    }

    /// Changes a permanent model.
    package func alterModel(_ identifier: TableIdentifier, ifExists: Bool, _ change: (inout CatalogModel) throws -> Void) throws {
        try state.withLock { state in
            guard var model = state.permanentModel(identifier), state.temporaryModels[identifier] == nil else {
                if ifExists { return }
                throw MartletError("Model \(identifier) doesn't exist or is a temporary model.", phase: .validate)
            }
            try change(&model)
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                if model.identifier.object != identifier.object {
                    if database.models[model.identifier.object] != nil { throw alreadyExists(model: model.identifier) }
                    database.models[identifier.object] = nil
                }
                database.models[model.identifier.object] = model
            }
        }
    }

    package func dropModel(_ identifier: TableIdentifier, isTemporary: Bool, ifExists: Bool) throws {
        try state.withLock { state in
            if isTemporary {
                if state.temporaryModels.removeValue(forKey: identifier) == nil, !ifExists {
                    throw MartletError(
                        "Temporary model with identifier '\(identifier.plainDescription)' does not exist.", phase: .validate)
                }
                return
            }
            guard state.permanentModel(identifier) != nil else {
                if ifExists { return }
                throw MartletError("Model with identifier '\(identifier.plainDescription)' does not exist.", phase: .validate)
            }
            try state.withDatabase(identifier.catalog, identifier.database) { $0.models[identifier.object] = nil }
        }
    }

    private func alreadyExists(model identifier: TableIdentifier) -> MartletError {
        MartletError(
            "Model \(identifier.database).\(identifier.object) already exists in Catalog \(identifier.catalog).", phase: .validate)
    }
}

extension CatalogManager.State {
    func permanentModel(_ identifier: TableIdentifier) -> CatalogModel? {
        catalogs[identifier.catalog]?.databases[identifier.database]?.models[identifier.object]
    }
}
