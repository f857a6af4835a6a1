import MartletColumns
import MartletCore
import MartletDataStream
import MartletPlanner
import MartletRuntime
import MartletSQL

extension TableEnvironment {
    /// A table of the elements of a stream. Flink's `fromDataStream`.
    ///
    ///     let table = try tables.fromDataStream(
    ///         orders, .metadata("time", .timestampLTZ(3), key: "rowtime"), .watermark("time", as: .sourceWatermark))
    ///
    /// Its columns are the record's fields. More can be declared: computed columns, a primary key, the timestamps of the stream as the
    /// metadata `rowtime`, and a watermark, which `.sourceWatermark` takes over from the stream.
    @inlinable public func fromDataStream<Element: Record>(
        _ stream: DataStream<Element>, _ declarations: TableSchemaElement...
    ) throws -> Table {
        try table(of: stream, Element.schema.elements + declarations, .insertOnly) { batch in
            let batch = RecordBatch<Element>(batch)
            return (ColumnBatch(Element.columns(of: batch.records), count: batch.count), batch.timestamps)
        }
    }

    /// Gives the elements of a stream a name by which queries find them. Flink's `createTemporaryView`.
    @inlinable public func createTemporaryView<Element: Record>(
        _ path: String, _ stream: DataStream<Element>, _ declarations: TableSchemaElement...
    ) throws {
        try createTable(path, stream, Element.schema.elements + declarations, .insertOnly) { batch in
            let batch = RecordBatch<Element>(batch)
            return (ColumnBatch(Element.columns(of: batch.records), count: batch.count), batch.timestamps)
        }
    }

    /// A table that a stream of changes keeps up to date. Flink's `fromChangelogStream`.
    ///
    /// The values of a row are those of the declared physical columns, in order. `mode` tells which kinds of rows there are.
    public func fromChangelogStream(
        _ stream: DataStream<Row>, _ declarations: TableSchemaElement..., mode: ChangelogMode = .all
    ) throws -> Table {
        let types = declarations.compactMap { if case .physical(let type) = $0.kind { type } else { nil } }
        return try table(of: stream, declarations, mode) { batch in
            let batch = RecordBatch<Row>(batch)
            return (try ColumnBatch(rows: batch.records, types), batch.timestamps)
        }
    }

    /// A table under a name that nobody gave it: its query names it in full.
    @usableFromInline func table<Element>(
        of stream: DataStream<Element>, _ declarations: [TableSchemaElement], _ mode: ChangelogMode,
        _ convert: @escaping StreamConversion
    ) throws -> Table {
        let name = "Unregistered_DataStream_Source_\(session.nextAnonymousNumber)"
        try createTable(name, stream, declarations, mode, convert)
        return from(name)
    }

    @usableFromInline func createTable<Element>(
        _ path: String, _ stream: DataStream<Element>, _ declarations: [TableSchemaElement], _ mode: ChangelogMode,
        _ convert: @escaping StreamConversion
    ) throws {
        guard let environment = session.streams, environment === stream.environment else {
            throw MartletError(
                "The stream belongs to another StreamExecutionEnvironment than the tables.",
                hint: "Make the TableEnvironment with the environment of the stream.", phase: .validate)
        }
        var descriptor = TableDescriptor(options: [:])
        descriptor.elements = declarations
        let identifier = try identifier(path)
        var table = try TableDefinition(descriptor).resolved(identifier, isTemporary: true, in: session)
        let timestamps = try table.timestampTypes()
        let node = environment.build { graph in
            graph.addOperator("DataStreamToTable(stream=\(identifier.plainDescription))", inputs: stream.origins) {
                StreamToTable(timestamps: timestamps, convert)
            }
        }
        table.backing = .stream(
            StreamBacking(changelogMode: mode, keepsWatermarks: table.watermark?.isOfSource ?? false) { _ in node })
        try session.catalogs.create(.table(table))
    }
}

extension Schema {
    /// The fields as declarations of physical columns.
    @usableFromInline var elements: [TableSchemaElement] { fields.map { .column($0.name, $0.type, comment: $0.comment) } }
}

extension TableExpression {
    /// As a watermark: that of the stream or connector itself. Flink's `sourceWatermark`.
    public static var sourceWatermark: TableExpression { TableExpression(sql: "SOURCE_WATERMARK()") }
}

extension CatalogTable {
    /// The types of the metadata columns that take a stream's timestamps; a stream offers nothing else.
    fileprivate func timestampTypes() throws -> [DataType] {
        try columns.compactMap { column in
            guard case .metadata(let key, _) = column.kind else { return nil }
            guard (key ?? column.name) == "rowtime" else {
                throw MartletError(
                    "Invalid metadata key '\(key ?? column.name)' in column '\(column.name)'.", hint: "A stream offers 'rowtime' only.",
                    phase: .validate)
            }
            guard case .timestampLTZ(let precision) = column.type.kind, precision <= 3 else {
                throw MartletError(
                    "The metadata 'rowtime' of a stream has the type TIMESTAMP_LTZ(3), not \(column.type.withoutTimeAttribute).",
                    phase: .validate)
            }
            return column.type
        }
    }
}
