import MartletColumns
import MartletCore
import MartletPlanner
import MartletRuntime
import MartletSQL
import MartletTableRuntime
import MartletTesting

/// A table of a test: columns as in CREATE TABLE, rows as a text table.
struct TestTable: Sendable {
    var name: String
    var definition: String
    var rows: String

    init(_ name: String, _ definition: String, _ rows: String = "") {
        self.name = name
        self.definition = definition
        self.rows = rows
    }
}

/// A catalog of test tables and views, and their rows.
struct TestTables: CatalogReader, TableProvider {
    var currentCatalog: String { "default_catalog" }
    var currentDatabase: String { "default_database" }
    private var tables: [String: CatalogTable] = [:]
    private var views: [String: CatalogView] = [:]
    private var rows: [String: String] = [:]

    init(_ tables: [TestTable], views: [(name: String, query: String)] = [], session: (TestTables) -> PlannerSession) throws {
        for table in tables {
            guard case .createTable(let statement) = try Parser.parse("CREATE TABLE \(table.name) (\(table.definition))").kind else {
                continue
            }
            self.tables[table.name] = try catalogTable(statement, name: table.name, session: session(self))
            rows[table.name] = table.rows
        }
        for view in views {
            guard case .query(let query) = try Parser.parse(view.query).kind else { continue }
            let schema = try Planner(session(self)).schema(of: query)
            self.views[view.name] = CatalogView(identifier: qualify([view.name]), query: query, text: view.query, schema: schema)
        }
    }

    private func catalogTable(_ statement: CreateTable, name: String, session: PlannerSession) throws -> CatalogTable {
        var columns: [TableColumn] = []
        var fields: [Field] = []
        var watermark: CatalogTable.Watermark?
        var key: CatalogTable.PrimaryKey?
        for element in statement.elements {
            guard case .column(let column) = element, case .physical(let syntax, _) = column.kind else { continue }
            fields.append(Field(column.name.names[0], try syntax.resolved()))
        }
        for element in statement.elements {
            switch element {
            case .column(let column):
                let name = column.name.names[0]
                switch column.kind {
                case .physical(let syntax, _): columns.append(TableColumn(name, try syntax.resolved()))
                case .computed(let expression):
                    let bound = try Binder(session: session).bind(expression, over: fields)
                    columns.append(TableColumn(name, bound.type, kind: .computed(expression)))
                case .metadata(let syntax, let key, let isVirtual):
                    columns.append(TableColumn(name, try syntax.resolved(), kind: .metadata(key: key, isVirtual: isVirtual)))
                }
            case .watermark(let definition):
                guard let index = columns.firstIndex(where: { $0.name == definition.column.names[0] }) else { continue }
                columns[index].type.timeAttribute = .rowtime
                watermark = CatalogTable.Watermark(
                    rowtime: definition.column.names, expression: definition.expression, type: columns[index].type)
            case .constraint(let constraint):
                key = CatalogTable.PrimaryKey(name: "PK", columns: constraint.columns.map(\.name))
                for index in columns.indices where key?.columns.contains(columns[index].name) ?? false {
                    columns[index].type.isNullable = false
                }
            case .columnName: break
            }
        }
        return CatalogTable(identifier: qualify([name]), columns: columns, watermark: watermark, primaryKey: key)
    }

    // MARK: CatalogReader

    func object(named names: [String]) throws -> CatalogObject? {
        let name = qualify(names)
        guard name.catalog == currentCatalog, name.database == currentDatabase else { return nil }
        return tables[name.object].map { .table($0) } ?? views[name.object].map { .view($0) }
    }

    func candidates(for names: [String]) -> [String] { Array(tables.keys) + Array(views.keys) }

    // MARK: TableProvider

    func makeSource(_ request: SourceRequest) throws -> TableSource {
        let schema = request.table.physicalSchema
        let batch = try TextTable.rows(rows[request.table.identifier.object] ?? "", schema: schema)
        let projected = ColumnBatch(request.projection.map { batch.columns[$0] }, count: batch.count, kinds: batch.kinds)
        return TableSource(
            ValuesSource(rows: projected), changelogMode: batch.kinds == nil ? .insertOnly : ChangelogMode(Set(batch.kinds ?? [])))
    }

    func makeSink(_ request: SinkRequest) throws -> TableSink {
        let isAppendOnly = request.table.identifier.object.hasPrefix("append")
        let isUpsert = request.table.primaryKey != nil
        return TableSink(changelogMode: { _ in isAppendOnly ? .insertOnly : isUpsert ? .upsert : .all }) { UnionSink() }
    }

    func metadata(of table: CatalogTable, configuration: Configuration) throws -> [String: DataType] { [:] }
}

/// A sink that nobody looks at.
private final class UnionSink: StreamOperator {
    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {}
}
