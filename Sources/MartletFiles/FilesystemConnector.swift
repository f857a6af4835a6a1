import MartletColumns
import MartletCore
import MartletRuntime

/// Flink's `filesystem` connector: tables in local files and directories.
public struct FilesystemConnector: TableConnector {
    public let identifier = "filesystem"
    public let usesFormat = true
    public let options = FilesystemOptions.declarations

    public init() {}

    public var metadata: [String: DataType] { Dictionary(uniqueKeysWithValues: FileMetadata.allCases.map { ($0.rawValue, $0.type) }) }

    /// The partitions that the table's directories hold now, by key; nil: that of NULL.
    public func partitions(of table: ConnectorTable) throws -> [TablePartition]? {
        if table.partitionKeys.isEmpty { return nil }
        return try FilesystemOptions(table).discovery.findPartitions().map { found in
            TablePartition(found.values.map { ($0.key, $0.value) })
        }
    }

    public func makeSource(_ table: ConnectorTable) throws -> TableSource {
        let options = try FilesystemOptions(table)
        let (format, formatOptions) = try Self.format(of: table)
        let stored = table.schema.fields.indices.filter { !table.partitionKeys.contains(table.schema.fields[$0].name) }
        var decoded: [Int] = []
        var columns = table.projection.map { index -> FileTableSource.ColumnOrigin in
            let field = table.schema.fields[index]
            if table.partitionKeys.contains(field.name) { return .partition(key: field.name, type: field.type) }
            decoded.append(stored.firstIndex(of: index) ?? 0)
            return .decoded(decoded.count - 1)
        }
        columns += try table.metadata.map { wanted in
            guard let metadata = FileMetadata(rawValue: wanted.key) else {
                throw MartletError("Invalid metadata key '\(wanted.key)'.", phase: .validate)
            }
            return .metadata(metadata)
        }
        let schema = FormatSchema(fields: stored.map { table.schema.fields[$0] }, projection: decoded)
        // Made once here so that what is wrong with the options or the types is found before anything runs.
        _ = try format.makeDecoder(schema, options: formatOptions)
        let source = FileTableSource(
            discovery: options.discovery, splitter: FileSplitter(finder: try format.recordFinder(options: formatOptions)),
            monitorInterval: options.monitorInterval, columns: columns, decodedTypes: decoded.map { schema.fields[$0].type },
            limit: table.limit, check: { try formatOptions.checkKeys() },
            makeDecoder: { try format.makeDecoder(schema, options: formatOptions) })
        return TableSource(source, changelogMode: format.changelogMode)
    }

    private static func format(of table: ConnectorTable) throws -> (any Format, DeclaredOptions) {
        guard let format = table.format, let options = table.formatOptions else {
            throw MartletError("One or more required options are missing for connector 'filesystem': format.", phase: .validate)
        }
        return (format, options)
    }
}
