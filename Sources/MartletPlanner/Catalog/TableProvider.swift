import MartletCore
import MartletRuntime

/// Finds connectors and formats for tables.
package protocol TableProvider: Sendable {
    /// A source for some columns of a table whose rows a connector provides.
    func makeSource(_ request: SourceRequest) throws -> TableSource
    /// The partitions that a table has now; nil: its connector has none to tell.
    func partitions(of request: SourceRequest) throws -> [TablePartition]?
    /// A sink for all persisted columns of a table.
    func makeSink(_ request: SinkRequest) throws -> TableSink
    /// The metadata columns that the table's connector and format offer, by key.
    func metadata(of table: CatalogTable, configuration: Configuration) throws -> [String: DataType]
}

extension TableProvider {
    package func partitions(of request: SourceRequest) throws -> [TablePartition]? { nil }
}

/// What a query reads of a table.
package struct SourceRequest: Sendable {
    package var table: CatalogTable
    /// Indices into the table's physical columns.
    package var projection: [Int]
    /// Metadata behind the physical columns, by key.
    package var metadata: [(key: String, type: DataType)]
    /// The table's options, those of a hint among them.
    package var options: [String: String]
    /// No more rows than these are wanted.
    package var limit: Int?
    /// The partitions wanted; nil: all.
    package var partitions: [TablePartition]?
    package var configuration: Configuration
    package var runtimeMode: RuntimeMode

    package init(
        table: CatalogTable, projection: [Int], metadata: [(key: String, type: DataType)], options: [String: String], limit: Int? = nil,
        configuration: Configuration, runtimeMode: RuntimeMode
    ) {
        self.table = table
        self.projection = projection
        self.metadata = metadata
        self.options = options
        self.limit = limit
        self.configuration = configuration
        self.runtimeMode = runtimeMode
    }
}

/// What a statement writes to a table.
package struct SinkRequest: Sendable {
    package var table: CatalogTable
    /// The table's options, those of a hint among them.
    package var options: [String: String]
    /// INSERT OVERWRITE.
    package var isOverwrite: Bool
    /// The partition that is written alone, by key; the rows hold these values too.
    package var staticPartition: [String: String]
    package var configuration: Configuration
    package var runtimeMode: RuntimeMode

    package init(
        table: CatalogTable, options: [String: String], isOverwrite: Bool = false, staticPartition: [String: String] = [:],
        configuration: Configuration, runtimeMode: RuntimeMode
    ) {
        self.table = table
        self.options = options
        self.isOverwrite = isOverwrite
        self.staticPartition = staticPartition
        self.configuration = configuration
        self.runtimeMode = runtimeMode
    }
}
