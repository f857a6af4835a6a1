import MartletCore
import MartletPlanner
import MartletSQL

/// `CREATE TABLE t (..) WITH (..) AS query`, and REPLACE TABLE likewise: a table is made of the query's columns, and filled.
///
/// The two are one after the other, as in Flink: what cannot be filled stays, empty.
struct CreateTableAsStatement: ExecutableStatement {
    let create: CreateTable
    let query: Query

    func execute(in session: Session) async throws -> TableResult {
        try checkForm()
        let identifier = session.catalogs.qualify(create.name.names)
        let definition = try definition(of: try session.schema(of: query).uniqued)
        let table = try definition.resolved(identifier, isTemporary: false, in: session)
        var insert = Insert(into: create.name, query, at: create.location)
        switch create.mode {
        case .create:
            let isNew = session.catalogs.object(identifier) == nil
            try session.catalogs.create(.table(table), ifNotExists: create.ifNotExists)
            // What is there already is filled by position, like any table.
            if isNew { insert.columns = try columns(in: session) }
        case .createOrReplace, .replace:
            guard create.mode == .createOrReplace || session.catalogs.permanentObject(identifier) != nil else {
                throw MartletError(
                    "The table \(identifier) to be replaced doesn't exist.", hint: "CREATE OR REPLACE TABLE makes it.", phase: .plan,
                    at: create.name.range)
            }
            try session.catalogs.replace(.table(table))
            insert.columns = try columns(in: session)
        }
        return try InsertStatement(inserts: [insert]).execute(in: session)
    }

    private func checkForm() throws {
        let statement = create.mode == .create ? "CREATE TABLE AS SELECT" : "CREATE OR REPLACE TABLE AS SELECT"
        if create.isTemporary {
            throw MartletError("\(statement) syntax does not support to create temporary table yet.", phase: .validate, at: create.range)
        }
        if create.mode != .create, create.ifNotExists {
            throw MartletError("\(statement) syntax does not support IF NOT EXISTS statements yet.", phase: .validate, at: create.range)
        }
    }

    /// The columns that the query gives, by name: the table may have others and another order.
    private func columns(in session: Session) throws -> [QualifiedName] {
        try session.schema(of: query).uniqued.names.map { QualifiedName(Identifier($0, at: query.location)) }
    }

    private func definition(of source: Schema) throws -> TableDefinition {
        let names = create.elements.compactMap { if case .columnName(let name) = $0 { name } else { nil } }
        var definition = TableDefinition()
        if names.isEmpty {
            try definition.add(create.elements, overQueryOf: source)
        } else {
            definition.columns = try reordered(source, by: names)
        }
        try create.apply(to: &definition)
        return definition
    }

    private func reordered(_ source: Schema, by names: [Identifier]) throws -> [TableDefinition.Column] {
        guard names.count == source.count else {
            throw MartletError(
                "The number of columns in the column list must match the number of columns in the source schema.", phase: .validate,
                at: create.range)
        }
        return try names.map { name in
            guard let index = source.index(of: name.name) else {
                throw MartletError(
                    "Column '\(name.name)' not found in the source schema.", hint: didYouMean(name.name, among: source.names),
                    phase: .validate, at: name.range)
            }
            return TableDefinition.Column(source.fields[index])
        }
    }
}
