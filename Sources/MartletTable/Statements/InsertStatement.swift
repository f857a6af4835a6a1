import MartletCore
import MartletPlanner
import MartletRuntime
import MartletSQL

/// INSERTs that run as one job, which is started and not waited for.
struct InsertStatement: ExecutableStatement {
    let inserts: [Insert]

    func execute(in session: Session) throws -> TableResult {
        let plan = try Planner(session.planning).plan(inserts)
        var graph = session.graph
        let sinks = try plan.translate(into: &graph).map(\.node)
        let targets = inserts.map { session.catalogs.qualify($0.target.names).plainDescription }
        let client = try session.submit(graph.leading(to: sinks), defaultName: "insert-into_\(targets.joined(separator: ","))")
        return .written(targets, by: client)
    }
}

extension TableResult {
    /// How many rows a job has written to each table: -1, since that is not known before it ends.
    static func written(_ tables: [String], by client: JobClient?) -> TableResult {
        let fields = tables.map { Field($0, .bigint) }
        var result = rows(fields, [fields.map { _ in .bigint(-1) }])
        result.jobClient = client
        return result
    }
}
