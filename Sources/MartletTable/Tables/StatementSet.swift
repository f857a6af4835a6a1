import MartletCore
import MartletSQL
import Synchronization

/// Several INSERTs that run as one job: Flink's `StatementSet`.
public final class StatementSet: Sendable {
    private let environment: TableEnvironment
    private let inserts = Mutex<[Insert]>([])

    init(_ environment: TableEnvironment) { self.environment = environment }

    /// Adds an INSERT. Flink's `addInsertSql`.
    @discardableResult public func addInsertSql(_ statement: String) throws -> StatementSet {
        guard case .insert(let insert) = try Parser.parse(statement).kind else {
            throw MartletError("Only INSERT statements can be added to a statement set.", phase: .validate)
        }
        inserts.withLock { $0.append(insert) }
        return self
    }

    /// Adds the writing of a table's rows to another. Flink's `addInsert`.
    @discardableResult public func addInsert(_ path: String, _ table: Table, overwrite: Bool = false) throws -> StatementSet {
        let insert = try table.insert(into: path, overwrite: overwrite)
        inserts.withLock { $0.append(insert) }
        return self
    }

    /// Starts the job; the set is empty again.
    @discardableResult public func execute() async throws -> TableResult {
        let taken = inserts.withLock { inserts in
            defer { inserts = [] }
            return inserts
        }
        if taken.isEmpty { throw MartletError("No statement has been added to the statement set.", phase: .validate) }
        return try InsertStatement(inserts: taken).execute(in: environment.session)
    }

    /// How the job would be run.
    public func explain() throws -> String { try environment.session.explain(.inserts(inserts.withLock { $0 })) }
}

extension TableEnvironment {
    /// A set of INSERTs to be run as one job. Flink's `createStatementSet`.
    public func createStatementSet() -> StatementSet { StatementSet(self) }

    /// How a statement would be run. Flink's `explainSql`.
    public func explainSql(_ statement: String) throws -> String {
        try session.explain(Explained(try Parser.parse(statement)))
    }
}
