import MartletCore
import MartletFunctions
import MartletSQL

extension Binder {
    /// `INSERT INTO t PARTITION (k = v) (a, b) query`: the query's columns put in the order of the table's, cast to their types.
    package func bind(_ insert: Insert) throws -> LogicalSink {
        if insert.isUpsert {
            throw MartletError("UPSERT INTO statement is not supported. Please use INSERT INTO instead.", phase: .validate)
        }
        let table = try sinkTable(insert.target)
        let columns = table.persistedColumns
        let staticValues = try staticPartition(insert, table)
        let targets = try targetColumns(insert, columns)

        let query = try bind(insert.source)
        // What the query gives, in order: the named columns, or all that the partition does not fix.
        let given = (targets ?? Array(columns.indices)).filter { staticValues[columns[$0].name] == nil }
        guard query.schema.count == given.count else {
            if targets != nil, case .values = insert.source.body {
                throw MartletError("Number of columns must match number of query columns", phase: .validate, at: insert.source.range)
            }
            throw mismatch(table, query.schema, given.map { columns[$0] })
        }
        var sources = [BoundExpression?](repeating: nil, count: columns.count)
        for (position, column) in given.enumerated() {
            sources[column] = .column(position, query.schema.fields[position].type)
        }
        let values = try columns.enumerated().map { index, column -> BoundExpression in
            let type = column.type.withoutTimeAttribute
            if let value = staticValues[column.name] { return try assign(value, to: type) ?? value.cast(to: type) }
            guard let source = sources[index] else {
                if !type.isNullable {
                    throw MartletError("Column '\(column.name)' has no default value and does not allow NULLs", phase: .validate)
                }
                return .null(type)
            }
            guard let value = try assign(source, to: type) else { throw mismatch(table, query.schema, given.map { columns[$0] }) }
            return value
        }
        let folding = try folding
        return LogicalSink(
            input: LogicalProject(query, values, names: columns.map(\.name)), table: table, isOverwrite: insert.isOverwrite,
            options: hintOptions(insert.hints),
            staticPartition: staticValues.compactMapValues { folding.value(of: $0).flatMap(\.partitionText) },
            conflictAction: insert.onConflict.flatMap { LogicalSink.ConflictAction(rawValue: $0.rawValue) }, targetColumns: targets)
    }

    /// The value as one that may be stored as `type` without saying so; nil if it may not.
    private func assign(_ value: BoundExpression, to type: DataType) throws -> BoundExpression? {
        if value.type.kind == type.kind { return value }
        guard value.type.kind == .null || Cast.isImplicit(from: value.type, to: type) else { return nil }
        return try value.cast(to: type)
    }

    private func sinkTable(_ name: QualifiedName) throws -> CatalogTable {
        switch try catalog.object(named: name.names) {
        case .table(let table): return table
        case .view(let view):
            throw MartletError("Sink '\(view.identifier.plainDescription)' does not exists", hint: "It is a view.", phase: .plan)
        case nil:
            let identifier = catalog.qualify(name.names)
            throw MartletError(
                "Cannot find table '\(identifier)' in any of the catalogs, nor as a temporary table.",
                hint: didYouMean(identifier.object, among: catalog.candidates(for: name.names)), phase: .validate)
        }
    }

    /// The columns that the statement names, as indices into `columns`; nil: all.
    private func targetColumns(_ insert: Insert, _ columns: [TableColumn]) throws -> [Int]? {
        if insert.columns.isEmpty { return nil }
        var targets: [Int] = []
        for name in insert.columns {
            let text = name.names.joined(separator: ".")
            guard let index = columns.firstIndex(where: { $0.name == text }) else { throw unknownTarget(text, columns, at: name.range) }
            if targets.contains(index) {
                throw MartletError("Target column '\(text)' is assigned more than once", phase: .validate, at: name.range)
            }
            targets.append(index)
        }
        return targets
    }

    private func staticPartition(_ insert: Insert, _ table: CatalogTable) throws -> [String: BoundExpression] {
        var values: [String: BoundExpression] = [:]
        for entry in insert.partition {
            let name = entry.key.name
            guard table.persistedColumns.contains(where: { $0.name == name }) else {
                throw unknownTarget(name, table.persistedColumns, at: entry.key.range)
            }
            guard table.partitionKeys.contains(name) else {
                throw MartletError(
                    "Static partition column '\(name)' should be in the partition keys list [\(table.partitionKeys.joined(separator: ", "))] "
                        + "for table '\(table.identifier.plainDescription)'.", phase: .validate)
            }
            guard let value = entry.value else { continue }
            values[name] = try ExpressionBinder(self, scope: makeScope([], parent: nil), clause: .values).bind(value)
        }
        return values
    }

    private func unknownTarget(_ name: String, _ columns: [TableColumn], at range: SourceRange) -> MartletError {
        MartletError(
            "Unknown target column '\(name)'", hint: didYouMean(name, among: columns.map(\.name)), phase: .validate, at: range)
    }

    private func mismatch(_ table: CatalogTable, _ query: Schema, _ columns: [TableColumn]) -> MartletError {
        let sink = columns.map { "\($0.name): \($0.type.withoutTimeAttribute)" }.joined(separator: ", ")
        let given = query.fields.map { "\($0.name): \($0.type.withoutTimeAttribute)" }.joined(separator: ", ")
        return MartletError(
            "Column types of query result and sink for '\(table.identifier.plainDescription)' do not match.",
            hint: "Query schema: [\(given)]. Sink schema: [\(sink)].", phase: .validate)
    }

    private func hintOptions(_ hints: [Hint]) -> [String: String] {
        var options: [String: String] = [:]
        for hint in hints where hint.name.name.uppercased() == "OPTIONS" {
            if case .options(let entries) = hint.arguments { for entry in entries { options[entry.key] = entry.value } }
        }
        return options
    }
}

extension Value {
    /// As a partition is named after it.
    fileprivate var partitionText: String? {
        switch self {
        case .null: nil
        case .string(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .tinyint(let value): "\(value)"
        case .smallint(let value): "\(value)"
        case .int(let value): "\(value)"
        case .bigint(let value): "\(value)"
        case .float(let value): "\(value)"
        case .double(let value): "\(value)"
        case .decimal(let value): "\(value)"
        case .date(let value): "\(value)"
        case .time(let value): "\(value)"
        case .timestamp(let value): "\(value)"
        case .instant(let value): "\(value.utc)"
        default: nil
        }
    }
}
