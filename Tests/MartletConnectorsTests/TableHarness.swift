import MartletColumns
import MartletConnectors
import MartletCore
import MartletRuntime

/// Reads and writes tables of connectors by small jobs.
struct TableHarness {
    var schema: Schema
    var options: [String: String]
    var partitionKeys: [String] = []
    var parallelism = 1
    var runtimeMode = RuntimeMode.streaming
    var registry = ConnectorRegistry.builtIn

    init(_ schema: [Field], _ options: [String: String], partitionedBy partitionKeys: [String] = [], parallelism: Int = 1) {
        self.schema = Schema(schema)
        self.options = options
        self.partitionKeys = partitionKeys
        self.parallelism = parallelism
    }

    private var configuration: Configuration {
        Configuration(["parallelism.default": String(parallelism), "execution.runtime-mode": runtimeMode.rawValue])
    }

    func table(
        _ resolved: ResolvedConnector, projection: [Int]? = nil, metadata: [String] = [], partitions: [TablePartition]? = nil,
        overwrite: Bool = false, limit: Int? = nil
    ) -> ConnectorTable {
        ConnectorTable(
            name: "t", schema: schema, projection: projection ?? Array(schema.fields.indices),
            metadata: metadata.map { ($0, resolved.connector.metadata[$0] ?? .string) }, partitionKeys: partitionKeys,
            partitions: partitions,
            options: resolved.options, format: resolved.format, formatOptions: resolved.formatOptions, configuration: configuration,
            runtimeMode: runtimeMode, overwrite: overwrite, limit: limit)
    }

    /// The rows of the table, with the job's metrics.
    func readWithMetrics(
        projection: [Int]? = nil, metadata: [String] = [], partitions: [TablePartition]? = nil, limit: Int? = nil
    ) async throws -> (rows: [Row], metrics: JobMetrics) {
        let resolved = try registry.resolve(options)
        let table = table(resolved, projection: projection, metadata: metadata, partitions: partitions, limit: limit)
        let source = try resolved.connector.makeSource(table)
        let collected = InMemoryTables()
        let sinkTable = try ConnectorRegistry([InMemoryConnector(collected)]).resolve(["connector": "in-memory", "data": "rows"])
        let sink = try sinkTable.connector.makeSink(self.table(sinkTable))
        var graph = StreamGraph()
        let from = graph.addSource("source", source.source)
        _ = graph.addOperator("sink", inputs: [StreamEdge(from: from)], isSink: true, sink.factory)
        let job = try LocalHost().submit(JobGraph(graph, name: "read", configuration: configuration))
        let result = try await job.result()
        let fields = table.projectedSchema.fields + table.metadata.map { Field($0.key, $0.type) }
        return (collected.rows(of: "rows", schema: Schema(fields)), result.metrics)
    }

    func read(
        projection: [Int]? = nil, metadata: [String] = [], partitions: [TablePartition]? = nil, limit: Int? = nil
    ) async throws -> [Row] {
        try await readWithMetrics(projection: projection, metadata: metadata, partitions: partitions, limit: limit).rows
    }

    /// Writes rows to the table.
    func write(_ rows: [Row], overwrite: Bool = false) async throws {
        let resolved = try registry.resolve(options)
        let sink = try resolved.connector.makeSink(table(resolved, overwrite: overwrite))
        let given = InMemoryTables()
        try given.append(rows, schema: schema, to: "rows")
        let sourceTable = try ConnectorRegistry([InMemoryConnector(given)]).resolve(["connector": "in-memory", "data": "rows"])
        let source = try sourceTable.connector.makeSource(table(sourceTable))
        var graph = StreamGraph()
        let from = graph.addSource("source", source.source)
        let to = graph.addOperator("sink", inputs: [StreamEdge(from: from)], isSink: true, sink.factory)
        graph[to].parallelism = sink.parallelism
        try await LocalHost().submit(JobGraph(graph, name: "write", configuration: configuration)).result()
    }
}
