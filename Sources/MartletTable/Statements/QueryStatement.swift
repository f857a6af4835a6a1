import MartletCore
import MartletPlanner
import MartletRuntime
import MartletSQL

/// A query: it is started, and its rows are taken from the result.
struct QueryStatement: ExecutableStatement {
    let query: Query

    func execute(in session: Session) throws -> TableResult {
        let plan = try Planner(session.planning).plan(query)
        var graph = session.graph
        var sinks: [StreamNode.ID] = []
        let collector = BatchCollector()
        for edge in try plan.translate(into: &graph) {
            let sink = graph.addOperator(
                "Collect table sink", inputs: [StreamEdge(from: edge.node, partitioning: edge.partitioning)], isSink: true,
                collector.factory)
            graph[sink].parallelism = 1
            sinks.append(sink)
        }
        let client = try session.submit(graph.leading(to: sinks), defaultName: "collect")
        collector.attach(client)
        var result = TableResult(
            schema: plan.schema, kind: .successWithContent, isQuery: true, jobClient: client, rows: .running(collector))
        result.isInsertOnly = plan.isInsertOnly
        return result
    }
}

extension Session {
    /// The columns of a query's result.
    func schema(of query: Query) throws -> Schema { try Planner(planning).schema(of: query) }

    /// Starts a job under the name of `pipeline.name`.
    func submit(_ graph: StreamGraph, defaultName: String) throws -> JobClient {
        let configuration = settings.current
        let name = try configuration[ExecutionOptions.jobName]
        return try host.submit(JobGraph(graph, name: name.isEmpty ? defaultName : name, configuration: configuration))
    }
}
