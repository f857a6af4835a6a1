import MartletColumns
import MartletCore

/// A way of reading or writing tables outside, found by a table's `'connector'` option.
///
/// Adding one is a folder and a line in the list of connectors.
public protocol TableConnector: Sendable {
    /// The value of the `'connector'` option.
    var identifier: String { get }
    /// Its own options, without those of formats and without `connector`.
    var options: [OptionDeclaration] { get }
    /// Whether tables take the options of a format, given by `'format'`.
    var usesFormat: Bool { get }
    /// Whether INSERT OVERWRITE can replace what a table holds.
    var supportsOverwrite: Bool { get }
    /// The metadata columns that it offers, by key.
    var metadata: [String: DataType] { get }

    /// The partitions that a partitioned table has now, from which the planner chooses; nil: the connector has none to tell.
    func partitions(of table: ConnectorTable) throws -> [TablePartition]?

    /// A source for the columns that `table` asks for.
    func makeSource(_ table: ConnectorTable) throws -> TableSource
    func makeSink(_ table: ConnectorTable) throws -> TableSink
}

extension TableConnector {
    public var usesFormat: Bool { false }
    public var supportsOverwrite: Bool { false }
    public var metadata: [String: DataType] { [:] }

    public func partitions(of table: ConnectorTable) throws -> [TablePartition]? { nil }

    public func makeSource(_ table: ConnectorTable) throws -> TableSource {
        throw MartletError("Connector '\(identifier)' can only be used as a sink. It cannot be used as a source.", phase: .validate)
    }

    public func makeSink(_ table: ConnectorTable) throws -> TableSink {
        throw MartletError("Connector '\(identifier)' can only be used as a source. It cannot be used as a sink.", phase: .validate)
    }
}

/// What a connector is told of a table.
public struct ConnectorTable: Sendable {
    /// As the user would write it.
    public var name: String
    /// All physical columns, in the table's order.
    public var schema: Schema
    /// Reading: the columns to yield, as indices into `schema`; what is not named need not be decoded. Writing: all.
    public var projection: [Int]
    /// Reading: metadata to yield behind the physical columns, by key; the types are those that the connector offers.
    public var metadata: [(key: String, type: DataType)]
    /// The columns that the table is partitioned by (PARTITIONED BY).
    public var partitionKeys: [String]
    /// Reading: the partitions wanted, of those that the connector told; nil: all.
    public var partitions: [TablePartition]?
    /// Indices into `schema`.
    public var primaryKey: [Int]
    /// The connector's own options.
    public var options: DeclaredOptions
    /// The format, where the connector uses one.
    public var format: (any Format)?
    /// The format's options, without its prefix.
    public var formatOptions: DeclaredOptions?
    /// The session's settings.
    public var configuration: Configuration
    /// `streaming` or `batch`.
    public var runtimeMode: RuntimeMode
    /// Writing: whether what is there is replaced (INSERT OVERWRITE).
    public var overwrite: Bool
    /// Writing: the partition keys whose values the statement gives; the rows hold these values too.
    public var staticPartition: [String: String]
    /// Reading: how many rows are wanted at most.
    public var limit: Int?

    public init(
        name: String, schema: Schema, projection: [Int], metadata: [(key: String, type: DataType)] = [], partitionKeys: [String] = [],
        partitions: [TablePartition]? = nil, primaryKey: [Int] = [], options: DeclaredOptions, format: (any Format)? = nil,
        formatOptions: DeclaredOptions? = nil,
        configuration: Configuration, runtimeMode: RuntimeMode, overwrite: Bool = false,
        staticPartition: [String: String] = [:], limit: Int? = nil
    ) {
        self.name = name
        self.schema = schema
        self.projection = projection
        self.metadata = metadata
        self.partitionKeys = partitionKeys
        self.partitions = partitions
        self.primaryKey = primaryKey
        self.options = options
        self.format = format
        self.formatOptions = formatOptions
        self.configuration = configuration
        self.runtimeMode = runtimeMode
        self.overwrite = overwrite
        self.staticPartition = staticPartition
        self.limit = limit
    }

    /// The columns to yield, in order, without metadata.
    public var projectedSchema: Schema { Schema(projection.map { schema.fields[$0] }) }
}

/// A partition of a table: a value of each partition key, as text.
public struct TablePartition: Sendable {
    /// In the order of the table's partition keys; nil: NULL.
    public var values: [(key: String, value: String?)]

    /// A partition with these values of its keys.
    public init(_ values: [(key: String, value: String?)]) { self.values = values }
}

/// Where a table's rows come from.
public struct TableSource: Sendable {
    /// Yields `ColumnBatch`es of the projected columns, then the metadata.
    public let source: any Source
    /// The kinds of rows that come.
    public let changelogMode: ChangelogMode
    /// nil: that of the job.
    public let parallelism: Int?

    /// Rows from `source`.
    public init(_ source: some Source<ColumnBatch>, changelogMode: ChangelogMode = .insertOnly, parallelism: Int? = nil) {
        self.source = source
        self.changelogMode = changelogMode
        self.parallelism = parallelism
    }
}

/// Where a table's rows go.
public struct TableSink: Sendable {
    /// Given what the query can give, what the sink takes.
    public let changelogMode: @Sendable (ChangelogMode) -> ChangelogMode
    /// nil: that of the input.
    public let parallelism: Int?
    /// Makes the operator that writes `ColumnBatch`es of all columns of the table.
    public let factory: OperatorFactory

    public init(
        parallelism: Int? = nil, changelogMode: @escaping @Sendable (ChangelogMode) -> ChangelogMode, factory: @escaping OperatorFactory
    ) {
        self.changelogMode = changelogMode
        self.parallelism = parallelism
        self.factory = factory
    }
}
