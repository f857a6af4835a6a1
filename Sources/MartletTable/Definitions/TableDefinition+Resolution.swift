import MartletCore
import MartletPlanner
import MartletSQL

extension TableDefinition {
    /// The table, all types known, or what is wrong with it.
    func resolved(_ identifier: TableIdentifier, isTemporary: Bool, in session: Session) throws -> CatalogTable {
        try checkNames()
        let declared = columns.compactMap { column in column.declaredType.map { Field(column.name, $0, comment: column.comment) } }
        var fields: [Field] = []
        for column in columns {
            switch column.kind {
            case .physical(let type), .metadata(let type, _, _): fields.append(Field(column.name, type, comment: column.comment))
            case .computed(let expression):
                let type = try session.type(of: expression, over: Schema(declared))
                fields.append(Field(column.name, type, comment: column.comment))
            }
        }
        let watermark = try self.watermark.map { try resolve($0, &fields, in: session) }
        try checkPrimaryKey(fields)
        try checkPartitions()
        try checkDistribution()
        return CatalogTable(
            identifier: identifier, columns: zip(columns, fields).map { TableColumn($0, type: $1.type) }, watermark: watermark,
            primaryKey: primaryKey, partitionKeys: partitionKeys, distribution: distribution, options: options,
            comment: comment.flatMap { $0.isEmpty ? nil : $0 }, isTemporary: isTemporary)
    }

    private func checkNames() throws {
        var names: Set<String> = [], keys: [String: String] = [:]
        for column in columns {
            guard names.insert(column.name).inserted else {
                throw MartletError("A regular Column named '\(column.name)' already exists in the table.", phase: .validate)
            }
            if case .metadata(_, let key, _) = column.kind, let other = keys.updateValue(column.name, forKey: key ?? column.name) {
                throw MartletError(
                    "The column `\(other)` and `\(column.name)` in the table are both from the same metadata key '\(key ?? column.name)'.",
                    hint: "Specify one of the columns as the metadata column and use the computed column syntax for the others.",
                    phase: .validate)
            }
        }
    }

    /// Types the watermark's expression and marks the column that it is for.
    private func resolve(_ watermark: Watermark, _ fields: inout [Field], in session: Session) throws -> CatalogTable.Watermark {
        let name = watermark.rowtime.joined(separator: ".")
        guard watermark.rowtime.count == 1, let index = fields.firstIndex(where: { $0.name == name }) else {
            throw MartletError(
                "Invalid column name '\(name)' for rowtime attribute in watermark declaration. "
                    + "Available columns are: [\(fields.map(\.name).joined(separator: ", "))]", phase: .validate,
                at: watermark.location?.range)
        }
        let time = fields[index].type
        if time.timeAttribute == .proctime {
            throw MartletError("A watermark can not be defined for a processing-time attribute.", phase: .validate)
        }
        guard time.isTimeAttributeCandidate else {
            throw MartletError(
                "Invalid data type of time field for watermark definition. The field must be of type TIMESTAMP(p) or TIMESTAMP_LTZ(p), "
                    + "the supported precision 'p' is from 0 to 3, but the time field type is \(time)", phase: .validate)
        }
        let type = watermark.expression.isSourceWatermark ? time : try session.type(of: watermark.expression, over: Schema(fields))
        guard type.isTimeAttributeCandidate else {
            throw MartletError(
                "Invalid data type of expression for watermark definition. The field must be of type TIMESTAMP(p) or TIMESTAMP_LTZ(p), "
                    + "the supported precision 'p' is from 0 to 3, but the watermark expression type is \(type)", phase: .validate)
        }
        guard time.kind.isLocalTime == type.kind.isLocalTime else {
            throw MartletError(
                "The watermark declaration's output data type '\(type)' is different from the time field's data type '\(time)'.",
                phase: .validate)
        }
        fields[index].type.timeAttribute = .rowtime
        return CatalogTable.Watermark(rowtime: watermark.rowtime, expression: watermark.expression, type: type)
    }

    private func checkPrimaryKey(_ fields: [Field]) throws {
        guard let key = primaryKey else { return }
        var seen: Set<String> = []
        for name in key.columns {
            guard let index = index(of: name) else {
                throw MartletError("Invalid primary key '\(key.name)'. Column '\(name)' does not exist.", phase: .validate)
            }
            guard columns[index].isPhysical else {
                throw MartletError("Invalid primary key '\(key.name)'. Column '\(name)' is not a physical column.", phase: .validate)
            }
            if fields[index].type.isNullable {
                throw MartletError("Invalid primary key '\(key.name)'. Column '\(name)' is nullable.", phase: .validate)
            }
            guard seen.insert(name).inserted else {
                throw MartletError(
                    "Invalid primary key '\(key.name)'. A primary key must not contain duplicate columns. Found: [\(name)]",
                    phase: .validate)
            }
        }
    }

    private func checkPartitions() throws {
        let physical = columns.filter(\.isPhysical).map(\.name)
        for key in partitionKeys where !physical.contains(key) {
            throw MartletError(
                "Invalid partition key '\(key)'. A partition key must reference a physical column in the schema. "
                    + "Available columns are: [\(physical.joined(separator: ", "))]", hint: didYouMean(key, among: physical),
                phase: .validate)
        }
    }

    private func checkDistribution() throws {
        guard let distribution else { return }
        let physical = columns.filter(\.isPhysical).map(\.name)
        for key in distribution.columns.map(\.name) where !physical.contains(key) {
            throw MartletError(
                "Invalid bucket key '\(key)'. A bucket key for a distribution must reference a physical column in the schema. "
                    + "Available columns are: [\(physical.joined(separator: ", "))]", hint: didYouMean(key, among: physical),
                phase: .validate)
        }
        if let buckets = distribution.buckets, (Int(buckets) ?? 0) < 1 {
            throw MartletError(
                "Invalid bucket count '\(buckets)'. The number of buckets for a distributed table must be at least 1.", phase: .validate)
        }
    }
}

extension TableColumn {
    fileprivate init(_ column: TableDefinition.Column, type: DataType) {
        let kind: Kind =
            switch column.kind {
            case .physical: .physical
            case .computed(let expression): .computed(expression)
            case .metadata(_, let key, let isVirtual): .metadata(key: key, isVirtual: isVirtual)
            }
        self.init(column.name, type, kind: kind, comment: column.comment.flatMap { $0.isEmpty ? nil : $0 })
    }
}

extension DataType {
    /// Whether a column of this type can carry the time of a stream.
    fileprivate var isTimeAttributeCandidate: Bool {
        switch kind {
        case .timestamp(let precision), .timestampLTZ(let precision): precision <= 3
        default: false
        }
    }
}

extension DataType.Kind {
    /// Whether a timestamp is an instant.
    fileprivate var isLocalTime: Bool { if case .timestampLTZ = self { true } else { false } }
}
