import MartletConnectors
import MartletCore
import MartletPlanner
import MartletRuntime

/// Finds the connectors and formats that tables ask for in their options.
struct ConnectorTables: TableProvider {
    let registry: ConnectorRegistry

    func makeSource(_ request: SourceRequest) throws -> TableSource {
        try named(request.table) {
            let resolved = try registry.resolve(request.options)
            let offered = resolved.connector.metadata
            for (key, _) in request.metadata where offered[key] == nil { throw unknown(key, of: request.table, offered) }
            return try resolved.connector.makeSource(
                ConnectorTable(
                    request.table, resolved, projection: request.projection, metadata: request.metadata, partitions: request.partitions,
                    limit: request.limit, configuration: request.configuration, runtimeMode: request.runtimeMode))
        }
    }

    func partitions(of request: SourceRequest) throws -> [TablePartition]? {
        try named(request.table) {
            let resolved = try registry.resolve(request.options)
            return try resolved.connector.partitions(
                of: ConnectorTable(
                    request.table, resolved, projection: request.projection, configuration: request.configuration,
                    runtimeMode: request.runtimeMode))
        }
    }

    func makeSink(_ request: SinkRequest) throws -> TableSink {
        try named(request.table) {
            let resolved = try registry.resolve(request.options)
            try checkIsWritable(request.table)
            if request.isOverwrite, !resolved.connector.supportsOverwrite {
                throw MartletError(
                    "INSERT OVERWRITE is not supported by connector '\(resolved.connector.identifier)'.", hint: "Use INSERT INTO.",
                    phase: .validate)
            }
            return try resolved.connector.makeSink(
                ConnectorTable(
                    request.table, resolved, projection: Array(request.table.physicalSchema.fields.indices),
                    overwrite: request.isOverwrite, staticPartition: request.staticPartition, configuration: request.configuration,
                    runtimeMode: request.runtimeMode))
        }
    }

    func metadata(of table: CatalogTable, configuration: Configuration) throws -> [String: DataType] {
        switch table.backing {
        case .connector: try registry.resolve(table.options).connector.metadata
        case .stream: ["rowtime": .timestampLTZ(3)]
        }
    }

    /// Throws if the table is declared to store what no sink can store yet.
    private func checkIsWritable(_ table: CatalogTable) throws {
        if table.distribution != nil {
            throw MartletError("The table is distributed into buckets, which its connector does not support.", phase: .plan)
        }
        for column in table.persistedColumns where !column.isPhysical {
            throw MartletError(
                "The metadata column '\(column.name)' is to be stored, which the connector does not support.",
                hint: "Declare it as VIRTUAL if it is only read.", phase: .validate)
        }
    }

    /// Says of errors which table they are about.
    private func named<Result>(_ table: CatalogTable, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch {
            throw MartletError.wrapping(error, phase: .validate).inside("table '\(table.identifier.plainDescription)'")
        }
    }

    private func unknown(_ key: String, of table: CatalogTable, _ offered: [String: DataType]) -> MartletError {
        let column = table.columns.first { column in
            if case .metadata(let other, _) = column.kind { (other ?? column.name) == key } else { false }
        }
        return MartletError(
            "Invalid metadata key '\(key)' in column '\(column?.name ?? key)'.",
            hint: (didYouMean(key, among: offered.keys).map { $0 + " " } ?? "")
                + (offered.isEmpty
                    ? "The connector offers no metadata." : "The connector offers: \(offered.keys.sorted().joined(separator: ", "))."),
            phase: .validate)
    }
}

extension ConnectorTable {
    fileprivate init(
        _ table: CatalogTable, _ resolved: ResolvedConnector, projection: [Int], metadata: [(key: String, type: DataType)] = [],
        partitions: [TablePartition]? = nil, limit: Int? = nil, overwrite: Bool = false, staticPartition: [String: String] = [:],
        configuration: Configuration, runtimeMode: RuntimeMode
    ) {
        let schema = table.physicalSchema
        self.init(
            name: table.identifier.plainDescription, schema: schema, projection: projection, metadata: metadata,
            partitionKeys: table.partitionKeys, partitions: partitions,
            primaryKey: table.primaryKey?.columns.compactMap { schema.index(of: $0) } ?? [],
            options: resolved.options, format: resolved.format, formatOptions: resolved.formatOptions, configuration: configuration,
            runtimeMode: runtimeMode, overwrite: overwrite, staticPartition: staticPartition, limit: limit)
    }
}
