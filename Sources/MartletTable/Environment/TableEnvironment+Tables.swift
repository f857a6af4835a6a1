import MartletCore
import MartletPlanner
import MartletSQL

extension TableEnvironment {
    /// The table or view of this name, which may have its database and catalog before it: `orders`, `shop.orders`. Flink's `from`.
    public func from(_ path: String) -> Table { Table(self, query: "SELECT * FROM \(path.quotedPath)") }

    /// The rows of a query. Flink's `sqlQuery`.
    public func sqlQuery(_ query: String) throws -> Table {
        guard case .query = try Parser.parse(query).kind else {
            throw MartletError("Only a query can become a table.", hint: "Use executeSql for other statements.", phase: .validate)
        }
        return Table(self, query: query.trimmingTerminator)
    }

    /// Makes a table of this session. Flink's `createTemporaryTable`.
    public func createTemporaryTable(_ path: String, _ descriptor: TableDescriptor) throws {
        try createTable(path, descriptor, isTemporary: true, ifNotExists: false)
    }

    /// Makes a table in the catalog. Flink's `createTable`.
    public func createTable(_ path: String, _ descriptor: TableDescriptor, ifNotExists: Bool = false) throws {
        try createTable(path, descriptor, isTemporary: false, ifNotExists: ifNotExists)
    }

    private func createTable(_ path: String, _ descriptor: TableDescriptor, isTemporary: Bool, ifNotExists: Bool) throws {
        let identifier = try identifier(path)
        let table = try TableDefinition(descriptor).resolved(identifier, isTemporary: isTemporary, in: session)
        try session.catalogs.create(.table(table), ifNotExists: ifNotExists)
    }

    /// Gives a table a name by which queries of this session find it. Flink's `createTemporaryView`.
    public func createTemporaryView(_ path: String, _ table: Table) throws {
        let view = try session.view(try identifier(path), table.parsed(), columns: [], comment: nil, isTemporary: true)
        try session.catalogs.create(.view(view))
    }

    /// Takes back a table that was made for this session; one that is not there is no error. Flink's `dropTemporaryTable`.
    public func dropTemporaryTable(_ path: String) throws { try drop(.table, path) }
    /// Takes back a view that was made for this session; one that is not there is no error. Flink's `dropTemporaryView`.
    public func dropTemporaryView(_ path: String) throws { try drop(.view, path) }

    private func drop(_ kind: CatalogObject.Kind, _ path: String) throws {
        try session.catalogs.drop(kind, try identifier(path), isTemporary: true, ifExists: true)
    }

    /// Makes `catalog` the one where names are looked for.
    public func useCatalog(_ catalog: String) throws { try session.catalogs.useCatalog(catalog) }
    /// Makes `database` of the current catalog the one where names are looked for.
    public func useDatabase(_ database: String) throws { try session.catalogs.useDatabase(database, of: nil) }

    /// The catalog where names are looked for that do not name one. Flink's `getCurrentCatalog`.
    public var currentCatalog: String { session.catalogs.currentCatalog }
    /// The database where names are looked for that do not name one. Flink's `getCurrentDatabase`.
    public var currentDatabase: String { session.catalogs.currentDatabase }
    /// The names of all catalogs, sorted.
    public func listCatalogs() -> [String] { session.catalogs.catalogNames }
    /// The names of the current catalog's databases, sorted. Throws if the catalog has been dropped.
    public func listDatabases() throws -> [String] { try session.catalogs.databaseNames(of: currentCatalog) }
    /// The names of the current database's tables and views, those of this session among them, sorted.
    public func listTables() throws -> [String] { try objects.map(\.identifier.object) }
    /// The functions that can be called: those of users, and with the core module SQL's own.
    public func listFunctions() -> [String] { session.functionNames(userOnly: false) }
    /// The names of the current database's views, those of this session among them, sorted.
    public func listViews() throws -> [String] { try objects.filter { $0.kind == .view }.map(\.identifier.object) }

    private var objects: [CatalogObject] {
        get throws { try session.catalogs.objects(of: currentCatalog, currentDatabase) }
    }

    /// The full name that a path means.
    func identifier(_ path: String) throws -> TableIdentifier {
        guard let names = path.pathParts, (1...3).contains(names.count) else {
            throw MartletError(
                "'\(path)' is not the name of a table.", hint: "Names have the form [[catalog.]database.]table.", phase: .validate)
        }
        return session.catalogs.qualify(names)
    }
}

extension String {
    /// The parts of a path, which may be quoted with backquotes; nil: it is none.
    var pathParts: [String]? {
        guard case .column(let name)? = try? Parser.parseExpression(quotedPath).kind else { return nil }
        return name.names
    }

    /// A path as it can stand in SQL: parts that are not quoted yet are.
    var quotedPath: String {
        if contains("`") { return self }
        return split(separator: ".", omittingEmptySubsequences: false).map { "`\($0)`" }.joined(separator: ".")
    }

    /// A statement without the semicolon and the white space that may end it.
    fileprivate var trimmingTerminator: String {
        var text = self[...]
        while let last = text.last, last == ";" || last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
