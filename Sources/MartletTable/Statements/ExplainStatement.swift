import MartletCore
import MartletPlanner
import MartletSQL

extension Explain: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        .list("result", [try session.explain(Explained(statement), details: details)])
    }
}

/// What EXPLAIN can be asked about.
enum Explained {
    case query(Query)
    case inserts([Insert])

    init(_ statement: Statement) throws {
        switch statement.kind {
        case .query(let query): self = .query(query)
        case .insert(let insert): self = .inserts([insert])
        case .statementSet(let set): self = .inserts(set.inserts)
        case .execute(let statement): self = try Explained(statement)
        case .createTable(let create):
            guard let query = create.query else {
                throw MartletError(
                    "Unsupported CREATE statement for EXPLAIN. The statement must define a query using the AS clause.", phase: .parse,
                    at: statement.range)
            }
            self = .query(query)
        default:
            throw MartletError("EXPLAIN takes queries, INSERTs and statement sets only.", phase: .validate, at: statement.range)
        }
    }
}

extension Session {
    /// How a query or INSERTs would be run, as text.
    func explain(_ explained: Explained, details: [Explain.Detail] = []) throws -> String {
        let plan =
            switch explained {
            case .query(let query): try Planner(planning).plan(query)
            case .inserts(let inserts): try Planner(planning).plan(inserts)
            }
        return try plan.explain(Set(details))
    }
}
