import MartletCore
import MartletFunctions
import MartletPlanner
import MartletSQL

extension Show: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let catalogs = session.catalogs
        switch subject {
        case .catalogs: return list("catalog name", catalogs.catalogNames)
        case .currentCatalog: return .list("current catalog name", [catalogs.currentCatalog])
        case .databases: return list("database name", try databases(in: session))
        case .currentDatabase: return .list("current database name", [catalogs.currentDatabase])
        case .tables: return list("table name", try objects(in: session).map(\.identifier.object))
        case .views: return list("view name", try objects(in: session).filter { $0.kind == .view }.map(\.identifier.object))
        case .materializedTables: return list("materialized table name", [])
        case .models:
            let (catalog, database) = try place(in: session)
            return list("model name", try catalogs.models(of: catalog, database).map(\.identifier.object))
        case .functions(let userOnly): return list("function name", session.functionNames(userOnly: userOnly))
        case .procedures:
            throw MartletError("The catalog '\(catalogs.currentCatalog)' has no procedures.", phase: .plan, at: range)
        case .modules(let full): return modules(full: full, in: session)
        case .connections: throw MartletError("Connections are not supported.", phase: .validate, at: range)
        case .jars: return .list("jars", [])
        case .jobs: throw MartletError("Jobs of other sessions cannot be shown.", phase: .plan, at: range)
        case .columns(let name): return try .columns(of: session.describedObject(name)) { filter?.matches($0) ?? true }
        case .partitions(let name, let entries): return try partitions(of: name, entries, in: session)
        case .createTable, .createView, .createMaterializedTable, .createCatalog, .createModel, .createConnection:
            return .list("result", [try definition(in: session)])
        }
    }

    private func list(_ column: String, _ names: [String]) -> TableResult {
        .list(column, filter.map { filter in names.filter(filter.matches) } ?? names)
    }

    private func databases(in session: Session) throws -> [String] {
        guard let container else { return try session.catalogs.databaseNames(of: session.catalogs.currentCatalog) }
        guard let catalog = container.simpleName else {
            throw MartletError(
                "SHOW DATABASES from/in identifier [ \(container.names.joined(separator: ".")) ] format error, it should be catalog_name.",
                phase: .validate, at: container.range)
        }
        return try session.catalogs.databaseNames(of: catalog)
    }

    /// The catalog and database whose objects are shown.
    private func place(in session: Session) throws -> (catalog: String, database: String) {
        let catalogs = session.catalogs
        guard let container else { return (catalogs.currentCatalog, catalogs.currentDatabase) }
        let names = container.names
        guard names.count <= 2 else {
            throw MartletError(
                "SHOW from/in identifier [ \(names.joined(separator: ".")) ] format error, it should be [catalog_name.]database_name.",
                phase: .validate, at: container.range)
        }
        let (catalog, database) = names.count == 2 ? (names[0], names[1]) : (catalogs.currentCatalog, names[0])
        _ = try catalogs.catalog(catalog)
        guard catalogs.hasDatabase(database, of: catalog) else {
            throw MartletError(
                "Database '\(catalog)'.'\(database)' doesn't exist.",
                hint: didYouMean(database, among: try catalogs.databaseNames(of: catalog)), phase: .validate, at: container.range)
        }
        return (catalog, database)
    }

    private func objects(in session: Session) throws -> [CatalogObject] {
        let (catalog, database) = try place(in: session)
        return try session.catalogs.objects(of: catalog, database)
    }

    private func modules(full: Bool, in session: Session) -> TableResult {
        guard full else { return .list("module name", session.modules.used) }
        return .rows(
            [Field("module name", .string), Field("used", .boolean)], session.modules.all.map { [.string($0.name), .boolean($0.isUsed)] })
    }

    private func partitions(of name: QualifiedName, _ entries: [PartitionEntry], in session: Session) throws -> TableResult {
        let identifier = session.catalogs.qualify(name.names)
        guard case .table(let table) = session.catalogs.permanentObject(identifier) else { throw session.catalogs.missing(identifier) }
        let wanted = try table.partition(of: entries, isWhole: false)
        return list("partition name", try session.catalogs.partitions(of: identifier).filter { $0.matches(wanted) }.map(\.path))
    }
}

extension Show.Filter {
    func matches(_ name: String) -> Bool {
        let text = ignoresCase ? name.lowercased() : name
        let pattern = ignoresCase ? pattern.lowercased() : pattern
        return LikeMatcher(pattern).matches(text) != isNegated
    }
}
