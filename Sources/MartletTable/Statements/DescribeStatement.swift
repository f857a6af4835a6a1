import MartletCore
import MartletFunctions
import MartletPlanner
import MartletSQL

extension Describe: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        switch subject {
        case .table(let name): return try .columns(of: session.describedObject(name))
        case .explicitTable(let name, _):
            throw MartletError(
                "DESCRIBE TABLE \(name.names.joined(separator: ".")) is not supported: leave TABLE out.", phase: .plan, at: range)
        case .catalog(let name): return try describeCatalog(name, in: session)
        case .database(let name): return try describeDatabase(name, in: session)
        case .function(let name): return try describeFunction(name, in: session)
        case .model(let name): return try describeModel(name, in: session)
        case .connection: throw MartletError("Connections are not supported.", phase: .plan, at: range)
        case .job: throw MartletError("Jobs of other sessions cannot be described.", phase: .plan, at: range)
        }
    }

    private func describeCatalog(_ name: QualifiedName, in session: Session) throws -> TableResult {
        let catalog = try session.describedCatalog(name)
        var rows: [[Value]] = [
            [.string("name"), .string(catalog.name)], [.string("type"), .string(catalog.options["type"] ?? InMemoryCatalog.type)],
            [.string("comment"), catalog.comment.map { .string($0) } ?? .null],
        ]
        if isExtended {
            for (key, value) in catalog.options.sorted(by: { $0.key < $1.key }) where key != "type" {
                rows.append([.string("option:\(key)"), .string(value)])
            }
        }
        return .information(rows)
    }

    private func describeDatabase(_ name: QualifiedName, in session: Session) throws -> TableResult {
        // Flink parses the statement, then takes the name for a column's.
        throw MartletError(
            "Column '\(name.names.joined(separator: "."))' not found in any table.", hint: "DESCRIBE DATABASE is not supported.",
            phase: .validate, at: name.range)
    }

    private func describeFunction(_ name: QualifiedName, in session: Session) throws -> TableResult {
        let spelling = name.names.joined(separator: ".")
        if let function = session.catalogs.catalogFunction(named: name.names), function.scalar == nil {
            throw function.missingImplementation(phase: .validate)
        }
        let user = session.catalogs.function(named: name.names)
        guard let function = user ?? name.simpleName.flatMap(ScalarFunctionCatalog.function(named:)) else {
            throw MartletError(
                "Function with the identifier '`\(spelling)`' doesn't exist.", phase: .validate, at: name.range)
        }
        return .information([
            [.string("is system function"), .string(user == nil ? "true" : "false")], [.string("name"), .string(function.name)],
            [.string("description"), .string(function.summary)],
        ])
    }

    private func describeModel(_ name: QualifiedName, in session: Session) throws -> TableResult {
        let identifier = session.catalogs.qualify(name.names)
        guard let model = session.catalogs.model(identifier) else {
            throw MartletError(
                "Model with the identifier '\(identifier.plainDescription)' doesn't exist.", phase: .validate, at: name.range)
        }
        let columns = model.input.fields.map { ($0, true) } + model.output.fields.map { ($0, false) }
        let hasComments = columns.contains { $0.0.comment != nil }
        let fields = [
            Field("name", .string), Field("type", .string), Field("null", .boolean), Field("is input", .boolean), Field("comment", .string),
        ]
        return .rows(
            hasComments ? fields : Array(fields.dropLast()),
            columns.map { column, isInput in
                let row: [Value] = [
                    .string(column.name), .string(column.type.nullable.description), .boolean(column.type.isNullable), .boolean(isInput),
                ]
                return hasComments ? row + [column.comment.map { .string($0) } ?? .null] : row
            })
    }
}

extension Session {
    /// The table or view that DESCRIBE and SHOW COLUMNS are about.
    func describedObject(_ name: QualifiedName) throws -> CatalogObject {
        guard let object = try catalogs.object(named: name.names) else {
            throw MartletError(
                "Tables or views with the identifier '\(catalogs.qualify(name.names).plainDescription)' doesn't exist.",
                hint: didYouMean(name.names.last ?? "", among: catalogs.candidates(for: name.names)), phase: .validate, at: name.range)
        }
        return object
    }

    /// The catalog that a statement asks about.
    func describedCatalog(_ name: QualifiedName) throws -> InMemoryCatalog {
        let name = name.names.last ?? ""
        do { return try catalogs.catalog(name) } catch {
            throw MartletError(
                "Cannot obtain metadata information from Catalog \(name).", hint: didYouMean(name, among: catalogs.catalogNames),
                phase: .validate)
        }
    }
}

extension TableResult {
    /// Pairs of a name and a value.
    fileprivate static func information(_ rows: [[Value]]) -> TableResult {
        .rows([Field("info name", .string), Field("info value", .string)], rows)
    }

    /// The columns of a table or view, those that `filter` lets through; comments only where there are some.
    static func columns(of object: CatalogObject, where filter: (String) -> Bool = { _ in true }) throws -> TableResult {
        let hasComments = object.schema.fields.contains { $0.comment != nil }
        let names = ["name", "type", "null", "key", "extras", "watermark"]
        var fields = names.map { Field($0, $0 == "null" ? .boolean : .string) }
        if hasComments { fields.append(Field("comment", .string)) }
        let table: CatalogTable? = if case .table(let table) = object { table } else { nil }
        let rows: [[Value]] = object.schema.fields.enumerated().filter { filter($0.element.name) }.map { index, field in
            var row: [Value] = [
                .string(field.name), .string(field.type.nullable.description), .boolean(field.type.isNullable),
                table?.key(of: field.name).map { .string($0) } ?? .null, table?.columns[index].extras.map { .string($0) } ?? .null,
                table?.watermark(of: field.name).map { .string($0) } ?? .null,
            ]
            if hasComments { row.append(field.comment.map { .string($0) } ?? .null) }
            return row
        }
        return .rows(fields, rows)
    }
}

extension CatalogTable {
    fileprivate func key(of column: String) -> String? {
        guard let key = primaryKey, key.columns.contains(column) else { return nil }
        return "PRI(\(key.columns.joined(separator: ", ")))"
    }

    fileprivate func watermark(of column: String) -> String? {
        guard let watermark, watermark.rowtime == [column] else { return nil }
        return SQLPrinter.text(of: watermark.expression, .flink)
    }
}

extension TableColumn {
    /// What makes the column more than a stored value, as SQL writes it; nil: nothing does.
    var extras: String? {
        switch kind {
        case .physical: nil
        case .computed(let expression): "AS " + SQLPrinter.text(of: expression, .flink)
        case .metadata(let key, let isVirtual):
            "METADATA" + (key.map { " FROM '\($0.escapingQuotes)'" } ?? "") + (isVirtual ? " VIRTUAL" : "")
        }
    }
}
