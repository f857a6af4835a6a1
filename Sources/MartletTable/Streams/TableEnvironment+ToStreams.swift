import MartletColumns
import MartletCore
import MartletDataStream
import MartletFunctions
import MartletPlanner
import MartletRuntime

extension TableEnvironment {
    /// The rows of a table as records of a stream, which only ever adds rows. Flink's `toDataStream`.
    ///
    /// Fields are found by their names. A rowtime column gives the records their timestamps, and the stream has the table's watermarks. The
    /// job is run by the `StreamExecutionEnvironment` that the tables were made with.
    @inlinable public func toDataStream<Element: Record>(_ table: Table, as type: Element.Type = Element.self) throws -> DataStream<Element>
    {
        try stream(of: table, schema: Element.schema, isChangelog: false) { batch, timestamps in
            RecordBatch(try Element.records(from: batch), timestamps: timestamps)
        }
    }

    /// The rows of a table, which only ever adds rows, as a stream. Flink's `toDataStream`.
    public func toDataStream(_ table: Table) throws -> DataStream<Row> {
        let types = try table.schema.types
        return try stream(of: table, schema: nil, isChangelog: false) { batch, timestamps in
            RecordBatch(batch.rows(types), timestamps: timestamps)
        }
    }

    /// The changes of a table, each row with its kind. Flink's `toChangelogStream`.
    public func toChangelogStream(_ table: Table) throws -> DataStream<Row> {
        let types = try table.schema.types
        return try stream(of: table, schema: nil, isChangelog: true) { batch, timestamps in
            RecordBatch(batch.rows(types), timestamps: timestamps)
        }
    }

    /// The stream of a table whose columns, `schema`'s where there is one, `convert` makes elements of.
    @usableFromInline func stream<Element: Sendable>(
        of table: Table, schema: Schema?, isChangelog: Bool,
        _ convert: @escaping @Sendable (ColumnBatch, [Timestamp]?) throws -> RecordBatch<Element>
    ) throws -> DataStream<Element> {
        guard let environment = session.streams else {
            throw MartletError(
                "The tables have no StreamExecutionEnvironment.", hint: "Make them with TableEnvironment(environment).", phase: .validate)
        }
        let table = try schema.map { try table.fitted(to: $0) } ?? table
        let planner = Planner(session.planning)
        let plan = try planner.plan(table.parsed())
        if !isChangelog, !plan.isInsertOnly {
            throw MartletError(
                "The table is updated and deleted from, which a stream of its rows cannot say.", hint: "Use toChangelogStream.",
                phase: .validate)
        }
        let count = schema?.count ?? plan.schema.count
        let rowtime = plan.schema.fields.lastIndex { $0.type.timeAttribute == .rowtime }
        let node = try environment.build { graph in
            let inputs = try plan.translate(into: &graph).map { StreamEdge(from: $0.node, partitioning: $0.partitioning) }
            return graph.addOperator("TableToDataStream(type=\(Element.self))", inputs: inputs) {
                BatchOperator { batch, output in
                    guard var columns = batch as? ColumnBatch else {
                        preconditionFailure("a table's rows came as \(Swift.type(of: batch))")
                    }
                    let timestamps = rowtime.flatMap { columns.columns[$0].timestamps }
                    if columns.columns.count > count { columns.columns.removeSubrange(count...) }
                    try output.emit(convert(columns, timestamps))
                }
            }
        }
        return DataStream(environment, origins: [StreamEdge(from: node)])
    }
}

extension Table {
    /// The columns that a record has fields for, as the fields' types, and behind them the rowtime column that is none of them.
    fileprivate func fitted(to record: Schema) throws -> Table {
        let own = try schema
        var columns = try record.fields.map { field -> any ColumnSelection in
            guard let column = own.fields.first(where: { $0.name == field.name }) else {
                throw MartletError(
                    "The table has no column '\(field.name)' for the record's field.",
                    hint: "Its columns are \(own.names.joined(separator: ", ")).", phase: .validate)
            }
            if column.type.kind == field.type.kind { return col(field.name) }
            guard Cast.isImplicit(from: column.type.withoutTimeAttribute, to: field.type) else {
                throw MartletError(
                    "The column '\(field.name)' of type \(column.type) cannot be a field of type \(field.type).",
                    hint: "Cast it in the query.", phase: .validate)
            }
            return col(field.name).cast(field.type).as(field.name)
        }
        if let rowtime = own.fields.first(where: { $0.type.timeAttribute == .rowtime }) {
            columns.append(col(rowtime.name).as("$rowtime"))
        }
        return Table(environment, query: "SELECT \(columns.selectList) FROM \(source())")
    }
}

extension ColumnBatch {
    /// The rows as dynamic values, with their kinds.
    fileprivate func rows(_ types: [DataType]) -> [Row] {
        (0..<count).map { row in Row(zip(columns, types).map { $0.value(row, $1) }, kind: kind(row)) }
    }
}

extension Column {
    /// Of a column of TIMESTAMP(3) or TIMESTAMP_LTZ(3): its values as timestamps; nil if there are none.
    fileprivate var timestamps: [Timestamp]? {
        guard case .int64(let column) = self, !hasNulls else { return nil }
        return (0..<column.count).map { Timestamp(milliseconds: column.values[$0]) }
    }
}
