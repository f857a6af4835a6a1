import MartletCore
import MartletPlanner
import MartletSQL

/// `CREATE TABLE t (..) WITH (..) AS query`, and REPLACE TABLE likewise: a table is made of the query's columns, and filled.
struct CreateTableAsStatement: ExecutableStatement {
    let create: CreateTable
    let query: Query

    func execute(in session: Session) async throws -> TableResult {
        if create.isTemporary {
            throw MartletError("CREATE TABLE AS SELECT syntax does not support to create temporary table yet.", phase: .validate)
        }
        throw MartletError("CREATE TABLE AS is not supported yet.", phase: .plan)
    }
}
