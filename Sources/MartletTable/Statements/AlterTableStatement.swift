import MartletCore
import MartletPlanner
import MartletSQL

extension AlterTable: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        let identifier = session.catalogs.qualify(name.names)
        switch action {
        case .addPartitions, .dropPartitions:
            try alterPartitions(of: identifier, in: session)
            return .ok
        default: break
        }
        guard let table = try table(identifier, in: session) else { return .ok }
        if case .rename(let name) = action {
            try session.catalogs.rename(identifier, to: name.parts.last?.name ?? "")
            return .ok
        }
        var definition = TableDefinition(of: table)
        try definition.apply(action) { try session.columns(of: $0, over: table.schema) }
        try session.catalogs.replace(.table(try definition.resolved(identifier, isTemporary: false, in: session)))
        return .ok
    }

    /// The permanent table that is meant; nil: there is none, which IF EXISTS allows.
    private func table(_ identifier: TableIdentifier, in session: Session) throws -> CatalogTable? {
        let object = session.catalogs.object(identifier)
        guard let object, !object.isTemporary else {
            if ifExists { return nil }
            throw MartletError(
                "Table \(identifier) doesn't exist or is a temporary table.",
                hint: object == nil ? didYouMean(identifier.object, among: session.catalogs.candidates(for: name.names)) : nil,
                phase: .validate, at: name.range)
        }
        guard case .table(let table) = object else {
            throw MartletError("ALTER TABLE for a view is not allowed", hint: "Use ALTER VIEW.", phase: .validate, at: name.range)
        }
        return table
    }

    private func alterPartitions(of identifier: TableIdentifier, in session: Session) throws {
        guard case .table(let table) = session.catalogs.permanentObject(identifier) else { throw session.catalogs.missing(identifier) }
        try session.catalogs.alterPartitions(of: identifier) { partitions in
            switch action {
            case .addPartitions(let definitions, let ifNotExists):
                for definition in definitions {
                    let partition = try table.partition(of: definition.entries, isWhole: true)
                    if partitions.contains(partition) {
                        if ifNotExists { continue }
                        throw MartletError(
                            "Partition \(partition.path) of table \(identifier.database).\(identifier.object) in catalog "
                                + "\(identifier.catalog) already exists.", phase: .plan)
                    }
                    partitions.append(partition)
                }
            case .dropPartitions(let specifications, let ifExists):
                for entries in specifications {
                    let partition = try table.partition(of: entries, isWhole: true)
                    guard let index = partitions.firstIndex(of: partition) else {
                        if ifExists { continue }
                        throw MartletError(
                            "Partition \(partition.path) of table \(identifier.database).\(identifier.object) in catalog "
                                + "\(identifier.catalog) does not exist.", phase: .plan)
                    }
                    partitions.remove(at: index)
                }
            default: break
            }
        }
    }
}

extension CatalogTable {
    /// The partition that a PARTITION clause names, in the order of the table's keys.
    func partition(of entries: [PartitionEntry], isWhole: Bool) throws -> CatalogPartition {
        if partitionKeys.isEmpty {
            throw MartletError(
                "Table \(identifier.database).\(identifier.object) in catalog \(identifier.catalog) is not partitioned.", phase: .plan)
        }
        let names = entries.map(\.key.name)
        let fits = isWhole ? Set(names) == Set(partitionKeys) : Set(names).isSubset(of: partitionKeys)
        guard fits, Set(names).count == names.count else {
            throw MartletError(
                "PartitionSpec (\(names.joined(separator: ", "))) does not match partition keys [\(partitionKeys.joined(separator: ", "))] of "
                    + "table \(identifier.database).\(identifier.object) in catalog \(identifier.catalog).", phase: .plan)
        }
        let values = Dictionary(uniqueKeysWithValues: entries.map { ($0.key.name, $0.text) })
        return CatalogPartition(partitionKeys.compactMap { key in values[key].map { CatalogPartition.Entry(key: key, value: $0) } })
    }
}

extension PartitionEntry {
    /// The value as partitions are named: without quotes.
    var text: String {
        guard case .literal(let literal) = value?.kind else { return "" }
        return switch literal {
        case .string(let text, _), .integer(let text), .decimal(let text), .approximate(let text), .date(let text), .time(let text),
            .timestamp(let text), .timestampWithLocalTimeZone(let text):
            text
        case .boolean(let value): value ? "true" : "false"
        case .null, .unknown, .binary, .interval: ""
        }
    }
}
