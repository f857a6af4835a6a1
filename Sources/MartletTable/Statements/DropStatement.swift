import MartletCore
import MartletPlanner
import MartletSQL

extension Drop: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let catalogs = session.catalogs
        let isTemporary = scope != .permanent
        switch kind {
        case .table: try catalogs.drop(.table, catalogs.qualify(name.names), isTemporary: isTemporary, ifExists: ifExists)
        case .view: try catalogs.drop(.view, catalogs.qualify(name.names), isTemporary: isTemporary, ifExists: ifExists)
        case .model: try catalogs.dropModel(catalogs.qualify(name.names), isTemporary: isTemporary, ifExists: ifExists)
        case .function:
            if scope == .temporarySystem {
                try catalogs.dropTemporarySystemFunction(named: name.names.last ?? "", ifExists: ifExists)
            } else {
                try catalogs.dropFunction(catalogs.qualify(name.names), isTemporary: isTemporary, ifExists: ifExists)
            }
        case .catalog: try catalogs.dropCatalog(name.names.last ?? "", ifExists: ifExists)
        case .database:
            let (catalog, database) = try session.databaseName(name, statement: "drop database")
            try catalogs.dropDatabase(database, of: catalog, ifExists: ifExists, cascade: cascade == true)
        case .materializedTable:
            if ifExists { break }
            throw MartletError(
                "Materialized table with identifier '\(catalogs.qualify(name.names).plainDescription)' does not exist.", phase: .validate,
                at: name.range)
        case .connection: throw MartletError("Connections are not supported.", phase: .plan, at: range)
        }
        return .ok
    }
}
