import MartletCore
import MartletPlanner
import MartletSQL

extension CreateCatalog: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        try session.catalogs.createCatalog(name.name, comment: comment, options: options.dictionary, ifNotExists: ifNotExists)
        return .ok
    }
}

extension AlterCatalog: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        try session.catalogs.alterCatalog(name.names.last ?? "") { catalog in
            switch action {
            case .setOptions(let options): catalog.options.merge(options.dictionary) { $1 }
            case .resetOptions(let keys):
                if keys.isEmpty { throw MartletError("ALTER CATALOG RESET does not support empty key", phase: .validate) }
                if keys.contains("type") { throw MartletError("ALTER CATALOG RESET does not support changing 'type'", phase: .validate) }
                for key in keys { catalog.options[key] = nil }
            case .comment(let comment): catalog.comment = comment
            }
        }
        return .ok
    }
}

extension CreateDatabase: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let (catalog, database) = try session.databaseName(name, statement: "create database")
        try session.catalogs.createDatabase(
            CatalogDatabase(comment: comment, options: options.dictionary), named: database, in: catalog, ifNotExists: ifNotExists)
        return .ok
    }
}

extension AlterDatabase: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let (catalog, database) = try session.databaseName(name, statement: "alter database")
        try session.catalogs.alterDatabase(database, of: catalog) { $0.options.merge(options.dictionary) { $1 } }
        return .ok
    }
}

extension Session {
    /// `[catalog.]database`, the catalog being the current one where none is said.
    func databaseName(_ name: QualifiedName, statement: String) throws -> (catalog: String, database: String) {
        switch name.names.count {
        case 1: return (catalogs.currentCatalog, name.names[0])
        case 2: return (name.names[0], name.names[1])
        default:
            throw MartletError(
                "\(statement) identifier format error: '\(name.names.joined(separator: "."))'.",
                hint: "It should be [catalog_name.]database_name.", phase: .validate, at: name.range)
        }
    }
}

extension [Option] {
    /// By key; what is said last counts.
    var dictionary: [String: String] { Dictionary(map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }) }
}
