import MartletCore

// Tables and views, permanent and temporary.

extension CatalogManager {
    package func object(named names: [String]) throws -> CatalogObject? {
        guard (1...3).contains(names.count) else { return nil }
        return object(qualify(names))
    }

    /// The table or view of a full name; nil: there is none.
    package func object(_ identifier: TableIdentifier) -> CatalogObject? {
        state.withLock { $0.temporaryObjects[identifier] ?? $0.permanentObject(identifier) }
    }

    /// The permanent table or view of a full name, whether a temporary one hides it or not.
    package func permanentObject(_ identifier: TableIdentifier) -> CatalogObject? { state.withLock { $0.permanentObject(identifier) } }

    package func candidates(for names: [String]) -> [String] {
        let identifier = qualify(names)
        return state.withLock { state in
            let permanent = state.catalogs[identifier.catalog]?.databases[identifier.database]?.objects.keys.map { $0 } ?? []
            let temporary = state.temporaryObjects.keys.filter { $0.isIn(identifier.catalog, identifier.database) }.map(\.object)
            return (permanent + temporary).sorted()
        }
    }

    /// The tables and views of a database, with the temporary ones in place of those that they hide, by name.
    package func objects(of catalog: String, _ database: String) throws -> [CatalogObject] {
        try state.withLock { state in
            var objects = try state.catalog(catalog).database(database).objects
            for (identifier, object) in state.temporaryObjects where identifier.isIn(catalog, database) {
                objects[identifier.object] = object
            }
            return objects.values.sorted { $0.identifier.object < $1.identifier.object }
        }
    }

    package func create(_ object: CatalogObject, ifNotExists: Bool = false, replacing: Bool = false) throws {
        let identifier = object.identifier
        try state.withLock { state in
            if object.isTemporary {
                if state.temporaryObjects[identifier] != nil, !replacing {
                    if ifNotExists { return }
                    throw MartletError("Temporary table '\(identifier)' already exists", phase: .validate)
                }
                state.temporaryObjects[identifier] = object
                return
            }
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                if database.objects[identifier.object] != nil, !replacing {
                    if ifNotExists { return }
                    throw alreadyExists(identifier)
                }
                database.objects[identifier.object] = object
            }
        }
    }

    /// Puts an altered table or view in the place of the one of the same name.
    package func replace(_ object: CatalogObject) throws {
        try create(object, replacing: true)
    }

    /// Drops the table or view, as `kind` says; one of the other kind counts as not there.
    package func drop(_ kind: CatalogObject.Kind, _ identifier: TableIdentifier, isTemporary: Bool, ifExists: Bool) throws {
        try state.withLock { state in
            if isTemporary {
                if state.temporaryObjects[identifier]?.kind == kind {
                    state.temporaryObjects[identifier] = nil
                } else if !ifExists {
                    throw MartletError(
                        "Temporary table or view with identifier '\(identifier.plainDescription)' does not exist.", phase: .validate)
                }
                return
            }
            if state.temporaryObjects[identifier]?.kind == kind {
                let name = kind.rawValue.lowercased()
                throw MartletError(
                    "Temporary \(name) with identifier '\(identifier)' exists. Drop it first before removing the permanent \(name).",
                    hint: "DROP TEMPORARY \(kind.rawValue) does that.", phase: .validate)
            }
            guard state.permanentObject(identifier)?.kind == kind else {
                if ifExists { return }
                let name = kind.rawValue.prefix(1) + kind.rawValue.dropFirst().lowercased()
                throw MartletError("\(name) with identifier '\(identifier.plainDescription)' does not exist.", phase: .validate)
            }
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                database.objects[identifier.object] = nil
                database.partitions[identifier.object] = nil
            }
        }
    }

    /// Gives a permanent table or view another name in its own database, whatever database the new name may say: as Flink.
    package func rename(_ identifier: TableIdentifier, to name: String) throws {
        try state.withLock { state in
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                guard let object = database.objects[identifier.object] else { throw missing(identifier) }
                if database.objects[name] != nil { throw alreadyExists(TableIdentifier(identifier, object: name)) }
                database.objects[identifier.object] = nil
                database.objects[name] = object.renamed(TableIdentifier(identifier, object: name))
                database.partitions[name] = database.partitions.removeValue(forKey: identifier.object)
            }
        }
    }

    /// The partitions of a table, which ALTER TABLE .. ADD PARTITION has made known.
    package func partitions(of identifier: TableIdentifier) throws -> [CatalogPartition] {
        try state.withLock { state in
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                guard database.objects[identifier.object] != nil else { throw missing(identifier) }
                return database.partitions[identifier.object] ?? []
            }
        }
    }

    package func alterPartitions(of identifier: TableIdentifier, _ change: (inout [CatalogPartition]) throws -> Void) throws {
        try state.withLock { state in
            try state.withDatabase(identifier.catalog, identifier.database) { database in
                guard database.objects[identifier.object] != nil else { throw missing(identifier) }
                try change(&database.partitions[identifier.object, default: []])
            }
        }
    }

    /// That a table or view is not there.
    package func missing(_ identifier: TableIdentifier) -> MartletError {
        MartletError(
            "Table (or view) \(identifier.database).\(identifier.object) does not exist in Catalog \(identifier.catalog).", phase: .validate
        )
    }

    private func alreadyExists(_ identifier: TableIdentifier) -> MartletError {
        MartletError(
            "Table (or view) \(identifier.database).\(identifier.object) already exists in Catalog \(identifier.catalog).", phase: .validate
        )
    }
}

extension CatalogManager.State {
    func permanentObject(_ identifier: TableIdentifier) -> CatalogObject? {
        catalogs[identifier.catalog]?.databases[identifier.database]?.objects[identifier.object]
    }
}

extension TableIdentifier {
    /// Another object of the same database.
    package init(_ neighbour: TableIdentifier, object: String) {
        self.init(catalog: neighbour.catalog, database: neighbour.database, object: object)
    }

    func isIn(_ catalog: String, _ database: String) -> Bool { self.catalog == catalog && self.database == database }
}

extension CatalogObject {
    /// Flink's word for what an object is.
    package enum Kind: String, Sendable { case table = "TABLE", view = "VIEW" }

    package var kind: Kind {
        switch self {
        case .table: .table
        case .view: .view
        }
    }

    package var isTemporary: Bool {
        switch self {
        case .table(let table): table.isTemporary
        case .view(let view): view.isTemporary
        }
    }

    func renamed(_ identifier: TableIdentifier) -> CatalogObject {
        switch self {
        case .table(var table):
            table.identifier = identifier
            return .table(table)
        case .view(var view):
            view.identifier = identifier
            return .view(view)
        }
    }
}
