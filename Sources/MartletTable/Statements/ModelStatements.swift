import MartletCore
import MartletPlanner
import MartletSQL

extension CreateModel: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        if query != nil { throw MartletError("CREATE MODEL AS SELECT is not supported.", phase: .plan, at: range) }
        if options.isEmpty { throw MartletError("Model property list can not be empty.", phase: .validate, at: range) }
        let model = CatalogModel(
            identifier: session.catalogs.qualify(name.names), input: try schema(input), output: try schema(output),
            options: options.dictionary, comment: comment, isTemporary: isTemporary)
        try session.catalogs.create(model, ifNotExists: ifNotExists)
        return .ok
    }

    private func schema(_ columns: [ColumnDefinition]) throws -> Schema {
        Schema(
            try columns.map { column in
                guard case .physical(let type, _) = column.kind else {
                    throw MartletError("The columns of a model are names and types only.", phase: .validate, at: column.range)
                }
                return Field(column.name.names.last ?? "", try type.resolved(), comment: column.comment)
            })
    }
}

extension AlterModel: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        try session.catalogs.alterModel(session.catalogs.qualify(name.names), ifExists: ifExists) { model in
            switch action {
            case .rename(let name): model.identifier = TableIdentifier(model.identifier, object: name.names.last ?? "")
            case .setOptions(let options): model.options.merge(options.dictionary) { $1 }
            case .resetOptions(let keys):
                if keys.isEmpty { throw MartletError("ALTER MODEL RESET does not support empty key", phase: .validate) }
                for key in keys { model.options[key] = nil }
            }
        }
        return .ok
    }
}
