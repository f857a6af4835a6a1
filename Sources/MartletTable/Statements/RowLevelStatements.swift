import MartletCore
import MartletPlanner
import MartletSQL

/// `UPDATE` and `DELETE`: no connector can change rows where they are, yet.
struct RowLevelStatement: ExecutableStatement {
    let verb: String
    let target: QualifiedName

    func execute(in session: Session) throws -> TableResult {
        _ = try session.table(target)
        if try session.settings.current[ExecutionOptions.runtimeMode] != .batch {
            throw MartletError("\(verb) statement is not supported for streaming mode now.", phase: .plan, at: target.range)
        }
        throw MartletError("The connector of table '\(target.names.joined(separator: "."))' does not support \(verb).", phase: .plan, at: target.range)
    }
}

/// `TRUNCATE TABLE t`
struct TruncateTableStatement: ExecutableStatement {
    let name: QualifiedName

    func execute(in session: Session) throws -> TableResult {
        _ = try session.table(name)
        if try session.settings.current[ExecutionOptions.runtimeMode] != .batch {
            throw MartletError("TRUNCATE TABLE statement is not supported in streaming mode.", phase: .plan, at: name.range)
        }
        throw MartletError("The connector of table '\(name.names.joined(separator: "."))' does not support TRUNCATE TABLE.", phase: .plan, at: name.range)
    }
}

extension Session {
    /// The table of this name, or an error.
    func table(_ name: QualifiedName) throws -> CatalogTable {
        switch try catalogs.object(named: name.names) {
        case .table(let table): return table
        case .view: throw MartletError("'\(name.names.joined(separator: "."))' is a view.", phase: .validate, at: name.range)
        case nil:
            throw MartletError(
                "Object '\(name.names.joined(separator: "."))' not found.",
                hint: didYouMean(name.names.last ?? "", among: catalogs.candidates(for: name.names)), phase: .validate, at: name.range)
        }
    }
}
