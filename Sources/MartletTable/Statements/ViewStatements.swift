import MartletCore
import MartletPlanner
import MartletSQL

extension CreateView: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let view = try session.view(
            session.catalogs.qualify(name.names), query, columns: columns, comment: comment, isTemporary: isTemporary)
        try session.catalogs.create(.view(view), ifNotExists: ifNotExists)
        return .ok
    }
}

extension AlterView: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let identifier = session.catalogs.qualify(name.names)
        let object = session.catalogs.object(identifier)
        guard let object, !object.isTemporary else {
            throw MartletError("View \(identifier) doesn't exist or is a temporary view.", phase: .validate, at: name.range)
        }
        guard case .view(let view) = object else {
            throw MartletError("ALTER VIEW for a table is not allowed", hint: "Use ALTER TABLE.", phase: .validate, at: name.range)
        }
        switch action {
        case .rename(let name): try session.catalogs.rename(identifier, to: name.parts.last?.name ?? "")
        case .as(let query):
            try session.catalogs.replace(
                .view(try session.view(identifier, query, columns: [], comment: view.comment, isTemporary: false)))
        }
        return .ok
    }
}

extension Session {
    /// A view of a query, under other column names where some are given.
    func view(
        _ identifier: TableIdentifier, _ query: Query, columns: [Identifier], comment: String?, isTemporary: Bool
    ) throws -> CatalogView {
        var schema = try self.schema(of: query)
        if !columns.isEmpty {
            guard columns.count == schema.count else {
                throw MartletError(
                    "VIEW definition and input fields not match: (\(columns.map(\.name).joined(separator: ", "))) names \(columns.count) "
                        + "columns, the query has \(schema.count).", phase: .validate)
            }
            for (index, column) in columns.enumerated() { schema.fields[index].name = column.name }
        }
        var names: Set<String> = []
        for field in schema.fields where !names.insert(field.name).inserted {
            throw MartletError("A column with the same name `\(field.name)` has been defined.", phase: .validate, at: query.range)
        }
        let expanded = try QueryExpander.expand(query, in: planning)
        return CatalogView(
            identifier: identifier, query: expanded, text: SQLPrinter.text(of: expanded, .flink), schema: schema,
            comment: comment.flatMap { $0.isEmpty ? nil : $0 }, isTemporary: isTemporary)
    }
}
