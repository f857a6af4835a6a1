import MartletCore
import MartletFunctions
import MartletPlanner
import MartletSQL

// UPDATE, DELETE and TRUNCATE: no connector can change rows where they are yet, but what is wrong with a statement is said first.

extension Update: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let table = try session.table(target)
        var assigned: Set<String> = []
        for assignment in assignments {
            let name = assignment.column.names.joined(separator: ".")
            guard let column = table.persistedColumns.first(where: { $0.name == name }) else {
                throw MartletError(
                    "Unknown target column '\(name)'", hint: didYouMean(name, among: table.persistedColumns.map(\.name)), phase: .validate,
                    at: assignment.column.range)
            }
            guard assigned.insert(name).inserted else {
                throw MartletError("Target column '\(name)' is assigned more than once", phase: .validate, at: assignment.column.range)
            }
            try session.check(assignment.value, canBeStoredIn: column, of: table, alias: alias)
        }
        if let condition { try session.check(condition: condition, over: table, alias: alias) }
        throw try session.refusal(ofChanging: "UPDATE", table, at: target.range)
    }
}

extension Delete: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let table = try session.table(target)
        if let condition { try session.check(condition: condition, over: table, alias: alias) }
        throw try session.refusal(ofChanging: "DELETE", table, at: target.range)
    }
}

/// `TRUNCATE TABLE t`
struct TruncateTableStatement: ExecutableStatement {
    let name: QualifiedName

    func execute(in session: Session) throws -> TableResult {
        throw session.refusal(of: "TRUNCATE TABLE", try session.table(name), in: try session.runtimeMode, at: name.range)
    }
}

extension Session {
    /// The table of this name, or an error.
    fileprivate func table(_ name: QualifiedName) throws -> CatalogTable {
        switch try catalogs.object(named: name.names) {
        case .table(let table): return table
        case .view: throw MartletError("'\(name.names.joined(separator: "."))' is a view.", phase: .validate, at: name.range)
        case nil:
            throw MartletError(
                "Object '\(name.names.joined(separator: "."))' not found.",
                hint: didYouMean(name.names.last ?? "", among: catalogs.candidates(for: name.names)), phase: .validate, at: name.range)
        }
    }

    fileprivate func check(condition: MartletSQL.Expression, over table: CatalogTable, alias: Identifier?) throws {
        let type = try Binder(session: planning).bind(condition, over: table.schema.fields, alias: alias?.name ?? table.identifier.object)
            .type
        guard type.kind == .boolean || type.kind == .null else {
            throw MartletError("WHERE clause must be a condition", phase: .validate, at: condition.range)
        }
    }

    fileprivate func check(
        _ value: MartletSQL.Expression, canBeStoredIn column: TableColumn, of table: CatalogTable, alias: Identifier?
    ) throws {
        let type = try Binder(session: planning).bind(value, over: table.schema.fields, alias: alias?.name ?? table.identifier.object).type
        guard Cast.isImplicit(from: type.withoutTimeAttribute, to: column.type.withoutTimeAttribute) else {
            throw MartletError(
                "Cannot assign to target field '\(column.name)' of type \(column.type) from a value of type \(type).", phase: .validate,
                at: value.range)
        }
    }

    /// That the rows of a table cannot be changed where they are; or why the table cannot be written at all.
    fileprivate func refusal(ofChanging statement: String, _ table: CatalogTable, at range: SourceRange) throws -> MartletError {
        let mode = try runtimeMode
        _ = try planning.tables.makeSink(
            SinkRequest(table: table, options: table.options, configuration: settings.current, runtimeMode: mode))
        return refusal(of: statement, table, in: mode, at: range)
    }

    fileprivate var runtimeMode: RuntimeMode { get throws { try settings.current[ExecutionOptions.runtimeMode] } }

    /// That a statement cannot be executed.
    fileprivate func refusal(
        of statement: String, _ table: CatalogTable, in mode: RuntimeMode, at range: SourceRange
    ) -> MartletError {
        if mode != .batch {
            return MartletError("\(statement) is not supported in streaming mode.", phase: .plan, at: range)
        }
        return MartletError(
            "The connector of table '\(table.identifier.plainDescription)' does not support \(statement).", phase: .plan, at: range)
    }
}
