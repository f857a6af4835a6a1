import MartletCore
import MartletPlanner
import MartletSQL

extension CreateTable: ExecutableStatement {
    func execute(in session: Session) async throws -> TableResult {
        if let query { return try await CreateTableAsStatement(create: self, query: query).execute(in: session) }
        let identifier = session.catalogs.qualify(name.names)
        let table = try definition(in: session).resolved(identifier, isTemporary: isTemporary, in: session)
        try session.catalogs.create(.table(table), ifNotExists: ifNotExists)
        return .ok
    }

    /// What the statement declares, without its query.
    private func definition(in session: Session) throws -> TableDefinition {
        guard let like else {
            var definition = TableDefinition()
            try definition.add(elements)
            try apply(to: &definition)
            return definition
        }
        let source = try source(of: like, in: session)
        let merging = like.merging
        var definition = TableDefinition(like: source, merging: merging)
        try definition.add(elements, over: TableDefinition.Base(table: TableDefinition(of: source), merging: merging))
        try checkDoesNotRepeat(source, merging)
        try apply(to: &definition)
        return definition
    }

    /// Adds what stands behind the parentheses.
    func apply(to definition: inout TableDefinition) throws {
        if !partitionedBy.isEmpty { definition.partitionKeys = partitionedBy.map(\.name) }
        if let distribution { definition.distribution = distribution }
        for option in options { definition.options[option.key] = option.value }
        definition.comment = comment
    }

    private func source(of like: TableLike, in session: Session) throws -> CatalogTable {
        let name = session.catalogs.qualify(like.source.names)
        switch session.catalogs.object(name) {
        case .table(let table): return table
        case .view:
            throw MartletError("Source table '\(name)' of the LIKE clause can not be a VIEW.", phase: .validate, at: like.source.range)
        case nil:
            throw MartletError(
                "Source table '\(name)' of the LIKE clause not found in the catalog.",
                hint: didYouMean(name.object, among: session.catalogs.candidates(for: like.source.names)), phase: .validate,
                at: like.source.range)
        }
    }

    /// Throws if partitions, distribution or options are given that the other table has, too, and that are included.
    private func checkDoesNotRepeat(_ source: CatalogTable, _ merging: [TableLike.Feature: TableLike.Merging]) throws {
        if !partitionedBy.isEmpty, !source.partitionKeys.isEmpty, merging[.partitions] != .excluding {
            throw MartletError(
                "The base table already has partitions defined. You might want to specify EXCLUDING PARTITIONS.", phase: .validate)
        }
        if distribution != nil, source.distribution != nil, merging[.distribution] != .excluding {
            throw MartletError(
                "The base table already has a distribution defined. You might want to specify EXCLUDING DISTRIBUTION.", phase: .validate)
        }
        guard merging[.options] == .including else { return }
        for option in options {
            guard let other = source.options[option.key] else { continue }
            throw MartletError(
                "There already exists an option ['\(option.key)' -> '\(other)'] in the base table. "
                    + "You might want to specify EXCLUDING OPTIONS or OVERWRITING OPTIONS.", phase: .validate, at: option.range)
        }
    }
}
