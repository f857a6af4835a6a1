import MartletCore
import MartletPlanner
import MartletSQL

// SHOW CREATE: the statement that would make the object again.

extension Show {
    func definition(in session: Session) throws -> String {
        switch subject {
        case .createTable(let name):
            guard case .table(let table) = try object(name, as: .table, in: session) else { preconditionFailure("a table was asked for") }
            return table.statement
        case .createView(let name):
            guard case .view(let view) = try object(name, as: .view, in: session) else { preconditionFailure("a view was asked for") }
            return view.statement
        case .createCatalog(let name): return try session.describedCatalog(name).statement
        case .createModel(let name):
            let identifier = session.catalogs.qualify(name.names)
            guard let model = session.catalogs.model(identifier) else {
                throw MartletError(
                    "Could not execute SHOW CREATE MODEL. Model with identifier \(identifier) does not exist.", phase: .validate,
                    at: name.range)
            }
            return model.statement
        case .createMaterializedTable(let name, _):
            let identifier = session.catalogs.qualify(name.names)
            throw MartletError(
                "Could not execute SHOW CREATE MATERIALIZED TABLE. Materialized table with identifier \(identifier) does not exist.",
                phase: .validate, at: name.range)
        default: throw MartletError("Connections are not supported.", phase: .plan, at: range)
        }
    }

    private func object(_ name: QualifiedName, as kind: CatalogObject.Kind, in session: Session) throws -> CatalogObject {
        let identifier = session.catalogs.qualify(name.names)
        guard let object = session.catalogs.object(identifier) else {
            let noun = kind.rawValue.prefix(1) + kind.rawValue.dropFirst().lowercased()
            throw MartletError(
                "Could not execute SHOW CREATE \(kind.rawValue). \(noun) with identifier \(identifier) does not exist.",
                hint: didYouMean(identifier.object, among: session.catalogs.candidates(for: name.names)), phase: .validate, at: name.range)
        }
        guard object.kind == kind else {
            throw MartletError(
                "SHOW CREATE \(kind.rawValue) is only supported for \(kind.rawValue.lowercased())s, but \(identifier) is a "
                    + "\(object.kind.rawValue.lowercased()).", hint: "Please use SHOW CREATE \(object.kind.rawValue) instead.",
                phase: .plan,
                at: name.range)
        }
        return object
    }
}

extension CatalogTable {
    fileprivate var statement: String {
        var elements = columns.map(\.declaration)
        if let watermark {
            let rowtime = watermark.rowtime.map(\.quotedName).joined(separator: ".")
            elements.append("WATERMARK FOR \(rowtime) AS \(SQLPrinter.text(of: watermark.expression, .flink))")
        }
        if let primaryKey {
            elements.append("CONSTRAINT \(primaryKey.name.quotedName) PRIMARY KEY (\(primaryKey.columns.quotedNames)) NOT ENFORCED")
        }
        var text = "CREATE \(isTemporary ? "TEMPORARY " : "")TABLE \(identifier) (\n"
        text += elements.map { "  " + $0 }.joined(separator: ",\n") + "\n)\n"
        text += comment.clause
        if let distribution { text += distribution.clause }
        if !partitionKeys.isEmpty { text += "PARTITIONED BY (\(partitionKeys.quotedNames))\n" }
        return text + options.clause
    }
}

extension TableColumn {
    fileprivate var declaration: String {
        let name = name.quotedName
        let comment = comment.map { " COMMENT '\($0.escapingQuotes)'" } ?? ""
        return switch kind {
        case .physical: "\(name) \(type.sqlSpelling)\(comment)"
        case .computed: "\(name) \(extras ?? "")\(comment)"
        case .metadata: "\(name) \(type.sqlSpelling) \(extras ?? "")\(comment)"
        }
    }
}

extension Distribution {
    fileprivate var clause: String {
        var text = "DISTRIBUTED"
        if !columns.isEmpty { text += " BY \(kind?.rawValue ?? "")(\(columns.map(\.name).quotedNames))" }
        if let buckets { text += " INTO \(buckets) BUCKETS" }
        return text + "\n"
    }
}

extension CatalogView {
    fileprivate var statement: String {
        var text = "CREATE \(isTemporary ? "TEMPORARY " : "")VIEW \(identifier) (\n"
        text += schema.names.map { "  " + $0.quotedName }.joined(separator: ",\n") + "\n)\n"
        return text + comment.clause + "AS \(self.text)\n"
    }
}

extension InMemoryCatalog {
    fileprivate var statement: String { "CREATE CATALOG \(name.quotedName)\n" + comment.clause + options.clause }
}

extension CatalogModel {
    fileprivate var statement: String {
        var text = "CREATE \(isTemporary ? "TEMPORARY " : "")MODEL \(identifier)\n"
        if input.count > 0 { text += "INPUT (\(input.declarations))\n" }
        if output.count > 0 { text += "OUTPUT (\(output.declarations))\n" }
        return text + comment.clause + options.clause
    }
}

extension Schema {
    fileprivate var declarations: String {
        fields.map { field in
            "\(field.name.quotedName) \(field.type.sqlSpelling)" + (field.comment.map { " COMMENT '\($0.escapingQuotes)'" } ?? "")
        }.joined(separator: ", ")
    }
}

extension String? {
    fileprivate var clause: String { map { "COMMENT '\($0.escapingQuotes)'\n" } ?? "" }
}

extension [String: String] {
    fileprivate var clause: String {
        if isEmpty { return "" }
        let options = sorted { $0.key < $1.key }.map { "  '\($0.key.escapingQuotes)' = '\($0.value.escapingQuotes)'" }
        return "WITH (\n" + options.joined(separator: ",\n") + "\n)\n"
    }
}

extension String {
    fileprivate var quotedName: String { "`\(escapingBackquotes)`" }
}

extension [String] {
    fileprivate var quotedNames: String { map(\.quotedName).joined(separator: ", ") }
}
