import MartletCore
import MartletPlanner
import MartletSQL

// USE, LOAD, UNLOAD, SET, RESET, CALL, ANALYZE.

extension Use: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        switch subject {
        case .catalog(let name): try session.catalogs.useCatalog(name.name)
        case .database(let name):
            let (catalog, database) = try session.databaseName(name, statement: "use database")
            try session.catalogs.useDatabase(database, of: catalog)
        case .modules(let names): try session.modules.use(names.map(\.name))
        }
        return .ok
    }
}

extension LoadModule: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        try session.modules.load(name.name)
        return .ok
    }
}

/// `UNLOAD MODULE m`
struct UnloadModuleStatement: ExecutableStatement {
    let name: String

    func execute(in session: Session) throws -> TableResult {
        try session.modules.unload(name)
        return .ok
    }
}

/// `SET 'key' = 'value'`; without both, all settings.
struct SetStatement: ExecutableStatement {
    let option: Option?

    func execute(in session: Session) throws -> TableResult {
        guard let option else {
            let settings = session.settings.current.all.sorted { $0.key < $1.key }
            return .rows(
                [Field("key", .string), Field("value", .string)], settings.map { [.string($0.key), .string($0.value)] })
        }
        session.settings.set(option.key, to: option.value)
        return .ok
    }
}

/// `RESET 'key'`; without, all settings.
struct ResetStatement: ExecutableStatement {
    let key: String?

    func execute(in session: Session) -> TableResult {
        if let key { session.settings.reset(key) } else { session.settings.resetAll() }
        return .ok
    }
}

/// `CALL procedure(..)`. No catalog has procedures yet.
struct CallStatement: ExecutableStatement {
    let procedure: QualifiedName

    func execute(in session: Session) throws -> TableResult {
        throw MartletError(
            "There is no procedure '\(procedure.names.joined(separator: "."))': the catalog '\(session.catalogs.currentCatalog)' has none.",
            phase: .validate, at: procedure.range)
    }
}

extension AnalyzeTable: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let identifier = session.catalogs.qualify(name.names)
        guard let object = session.catalogs.object(identifier), !object.isTemporary else {
            throw MartletError("Table \(identifier) doesn't exist or is a temporary table.", phase: .validate, at: name.range)
        }
        guard case .table = object else {
            throw MartletError("ANALYZE TABLE for a view is not allowed", phase: .validate, at: name.range)
        }
        if try session.settings.current[ExecutionOptions.runtimeMode] != .batch {
            throw MartletError("ANALYZE TABLE is not supported for streaming mode now", phase: .plan, at: range)
        }
        throw MartletError("ANALYZE TABLE is not supported: the planner keeps no statistics.", phase: .plan, at: range)
    }
}
