import MartletCore
import MartletSQL

/// A statement that can be executed. Each group of statements has a file beside this one.
protocol ExecutableStatement: Sendable {
    func execute(in session: Session) async throws -> TableResult
}

extension Statement {
    /// Executes the statement.
    func execute(in session: Session) async throws -> TableResult { try await executable.execute(in: session) }

    private var executable: any ExecutableStatement {
        switch kind {
        case .query(let query): QueryStatement(query: query)
        case .insert(let insert): InsertStatement(inserts: [insert])
        case .statementSet(let set): InsertStatement(inserts: set.inserts)
        case .execute(let statement): statement.executable
        case .update(let update): update
        case .delete(let delete): delete
        case .truncateTable(let name): TruncateTableStatement(name: name)
        case .createTable(let create): create
        case .createView(let create): create
        case .createFunction(let create): create
        case .createModel(let create): create
        case .createCatalog(let create): create
        case .createDatabase(let create): create
        case .alterTable(let alter): alter
        case .alterView(let alter): alter
        case .alterFunction(let alter): alter
        case .alterModel(let alter): alter
        case .alterCatalog(let alter): alter
        case .alterDatabase(let alter): alter
        case .drop(let drop): drop
        case .explain(let explain): explain
        case .describe(let describe): describe
        case .show(let show): show
        case .use(let use): use
        case .loadModule(let load): load
        case .unloadModule(let name): UnloadModuleStatement(name: name.name)
        case .set(let option): SetStatement(option: option)
        case .reset(let key): ResetStatement(key: key)
        case .call(let call): CallStatement(procedure: call.name)
        case .analyzeTable(let analyze): analyze
        case .merge, .beginStatementSet, .endStatementSet, .createMaterializedTable, .alterMaterializedTable, .createConnection,
            .alterConnection, .compilePlan, .executePlan, .addJar, .removeJar, .stopJob:
            UnsupportedStatement(statement: self)
        }
    }
}

/// A statement that is understood but cannot be executed.
struct UnsupportedStatement: ExecutableStatement {
    let statement: Statement

    func execute(in session: Session) throws -> TableResult {
        throw MartletError("This statement is not supported: \(statement.title).", phase: .plan, at: statement.range)
    }
}

extension Statement {
    /// The statement's leading words, for messages.
    fileprivate var title: String {
        switch kind {
        case .merge: "MERGE"
        case .beginStatementSet, .endStatementSet: "BEGIN STATEMENT SET; write EXECUTE STATEMENT SET BEGIN .. END"
        case .createMaterializedTable: "CREATE MATERIALIZED TABLE"
        case .alterMaterializedTable: "ALTER MATERIALIZED TABLE"
        case .createConnection: "CREATE CONNECTION"
        case .alterConnection: "ALTER CONNECTION"
        case .compilePlan: "COMPILE PLAN"
        case .executePlan: "EXECUTE PLAN"
        case .addJar: "ADD JAR"
        case .removeJar: "REMOVE JAR"
        case .stopJob: "STOP JOB"
        default: "\(kind)"
        }
    }
}
