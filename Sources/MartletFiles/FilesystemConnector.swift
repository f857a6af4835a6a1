import MartletColumns
import MartletCore
import MartletFormats
import MartletRuntime

/// Flink's `filesystem` connector: tables in local files and directories.
package struct FilesystemConnector: TableConnector {
    package let identifier = "filesystem"
    package let usesFormat = true
    package let supportsOverwrite = true
    package let options = FilesystemOptions.declarations

    /// The connector.
    package init() {}

    package var metadata: [String: DataType] { Dictionary(uniqueKeysWithValues: FileMetadata.allCases.map { ($0.rawValue, $0.type) }) }

    /// The partitions that the table's directories hold now, by key; nil: that of NULL.
    package func partitions(of table: ConnectorTable) throws -> [TablePartition]? {
        if table.partitionKeys.isEmpty { return nil }
        return try FilesystemOptions(table).discovery.findPartitions().map { found in
            TablePartition(found.values.map { ($0.key, $0.value) })
        }
    }

    package func makeSource(_ table: ConnectorTable) throws -> TableSource {
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
            options, splitter: FileSplitter(finder: try format.recordFinder(options: formatOptions)), columns: columns,
            decodedTypes: decoded.map { schema.fields[$0].type }, limit: table.limit, check: { try formatOptions.checkKeys() },
            makeDecoder: { try format.makeDecoder(schema, options: formatOptions) })
        return TableSource(source, changelogMode: format.changelogMode)
    }

    package func makeSink(_ table: ConnectorTable) throws -> TableSink {
        let options = try FilesystemOptions(table)
        let (format, formatOptions) = try Self.format(of: table)
        if table.overwrite, table.runtimeMode == .streaming {
            throw MartletError("Streaming mode not support overwrite.", hint: "Set execution.runtime-mode to BATCH.", phase: .plan)
        }
        let fields = table.schema.fields
        let partitionKeys = try table.partitionKeys.map { key in
            guard let index = table.schema.index(of: key) else {
                throw MartletError("The partition key '\(key)' is not a column of the table.", phase: .validate)
            }
            guard ScalarText.canSpell(fields[index].type) else {
                throw MartletError("A partition key cannot be of type \(fields[index].type).", phase: .validate)
            }
            return index
        }
        let schema = FormatSchema(fields: fields.indices.filter { !partitionKeys.contains($0) }.map { fields[$0] })
        _ = try format.makeEncoder(schema, options: formatOptions)
        let root = try LocalFiles.localPath(table.options.string("path"))
        let defaultName = options.discovery.defaultPartitionName
        let sink = FileSinkSettings(
            root: root, policy: options.rollingPolicy, fileName: FileSinkSettings.randomName(),
            committer: FileCommitter(
                root: root, overwriting: Self.overwriting(table, root: root, defaultName: defaultName), successFile: try options.successFile
            ))
        return TableSink(
            parallelism: table.options.integer("sink.parallelism"), changelogMode: { [mode = format.changelogMode] _ in mode },
            factory: {
                try formatOptions.checkKeys()
                let encoder = try format.makeEncoder(schema, options: formatOptions)
                return FileSinkOperator(
                    sink, try TablePartEncoder(encoder, fields: fields, partitionKeys: partitionKeys, defaultPartitionName: defaultName))
            })
    }

    /// What INSERT OVERWRITE replaces.
    private static func overwriting(_ table: ConnectorTable, root: String, defaultName: String) -> FileCommitter.Overwriting {
        if !table.overwrite { return .nothing }
        if table.partitionKeys.isEmpty { return .table }
        let given = table.partitionKeys.compactMap { key in table.staticPartition[key].map { FilePartition.Entry(key, $0) } }
        guard given.count == table.partitionKeys.count else { return .partitions }
        return .partition(directory: root + "/" + FilePartition(given).path(defaultName: defaultName))
    }

    private static func format(of table: ConnectorTable) throws -> (any Format, DeclaredOptions) {
        guard let format = table.format, let options = table.formatOptions else {
            throw MartletError("One or more required options are missing for connector 'filesystem': format.", phase: .validate)
        }
        return (format, options)
    }
}
