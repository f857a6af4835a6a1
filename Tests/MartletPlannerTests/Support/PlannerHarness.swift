import MartletColumns
import MartletCore
import MartletFunctions
import MartletPlanner
import MartletRuntime
import MartletSQL
import MartletTableRuntime

/// Plans and runs statements over test tables.
struct PlannerHarness {
    let session: PlannerSession

    init(
        _ tables: [TestTable] = [], views: [(name: String, query: String)] = [], runtime: RuntimeMode = .streaming,
        options: [String: String] = [:]
    ) throws {
        var configuration = Configuration(options)
        configuration.set(ExecutionOptions.runtimeMode, to: runtime.rawValue)
        if options["pipeline.auto-watermark-interval"] == nil { configuration["pipeline.auto-watermark-interval"] = "0 ms" }
        let settings = configuration
        func session(_ tables: TestTables) -> PlannerSession {
            PlannerSession(catalog: tables, tables: tables, configuration: settings, start: LocalDateTime(milliseconds: 1_700_000_000_000))
        }
        self.session = session(try TestTables(tables, views: views, session: session))
    }

    func plan(_ sql: String) throws -> PhysicalPlan {
        switch try Parser.parse(sql).kind {
        case .query(let query): return try Planner(session).plan(query)
        case .insert(let insert): return try Planner(session).plan([insert])
        default: throw MartletError("Not a query: \(sql)")
        }
    }

    /// The result's schema and changes, as the conformance suite prints them.
    func run(_ sql: String) async throws -> [String] {
        let plan = try plan(sql)
        var graph = StreamGraph()
        let edges = try plan.translate(into: &graph)
        let collector = BatchCollector()
        let sink = graph.addOperator(
            "Collect", inputs: [StreamEdge(from: edges[0].node, partitioning: .global)], isSink: true, collector.factory)
        graph[sink].parallelism = 1
        let job = try JobGraph(graph, name: "test", configuration: session.configuration)
        let client = try LocalHost().submit(job)
        collector.attach(client)
        var lines: [String] = []
        let display = try plan.schema.types.map { try Cast.displayKernel(of: $0) }
        let context = EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))
        while let batch = try await collector.next() as? ColumnBatch {
            let texts = try zip(display, batch.columns).map { kernel, column in
                try kernel(KernelArguments(count: batch.count, context: context) { _ in column })
            }
            for row in 0..<batch.count {
                let cells = texts.map { column -> String in
                    if case .string(let text) = column.value(row, .string) { return text }
                    return "null"
                }
                lines.append("\(batch.kind(row))[\(cells.joined(separator: ", "))]")
            }
        }
        return lines
    }

    /// The rows that are left when all changes have been applied, sorted.
    func final(_ sql: String) async throws -> [String] {
        var rows: [String: Int] = [:]
        for line in try await run(sql) { rows[String(line.dropFirst(2)), default: 0] += line.hasPrefix("+") ? 1 : -1 }
        return rows.flatMap { [String](repeating: $0.key, count: max(0, $0.value)) }.sorted()
    }

    /// The columns of the result, as the conformance suite prints them.
    func schema(_ sql: String) throws -> String { "\(try plan(sql).schema)" }

    /// The error that planning gives.
    func error(_ sql: String) -> MartletError? {
        do {
            _ = try plan(sql)
            return nil
        } catch {
            return error as? MartletError
        }
    }
}
