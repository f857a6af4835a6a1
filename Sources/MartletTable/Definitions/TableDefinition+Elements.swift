import MartletCore
import MartletPlanner
import MartletSQL

extension TableDefinition {
    /// Whose column of the same name a declared one may not repeat.
    struct Base {
        /// How errors speak of it: `the base table`.
        var table: TableDefinition
        var merging: [TableLike.Feature: TableLike.Merging]
    }

    /// Adds what stands in the parentheses of CREATE TABLE, over what a LIKE clause brought along.
    mutating func add(_ elements: [TableElement], over base: Base? = nil) throws {
        let elements = try Self.onePrimaryKey(of: elements)
        for case .column(let column) in elements { try add(column, over: base) }
        let watermarks = elements.compactMap { if case .watermark(let watermark) = $0 { watermark } else { nil } }
        if watermarks.count > 1 { throw MartletError("Multiple WATERMARK declarations are not supported yet.", phase: .parse) }
        if let watermark = watermarks.first { try add(watermark, over: base) }
        if let constraint = Self.constraint(of: elements) { try add(constraint, over: base) }
    }

    private mutating func add(_ definition: ColumnDefinition, over base: Base?) throws {
        let column = try Column(definition)
        guard let index = index(of: column.name) else {
            columns.append(column)
            return
        }
        guard let base, base.table.index(of: column.name) != nil else {
            throw MartletError(
                column.isPhysical && columns[index].isPhysical
                    ? "A regular Column named '\(column.name)' already exists in the table."
                    : "A column named '\(column.name)' already exists in the table. "
                        + "Duplicate columns exist in the \(column.kind.noun) column and regular column.",
                phase: .validate, at: definition.range)
        }
        switch (column.kind, columns[index].kind) {
        case (.computed, .computed):
            try base.check(.generated, "A generated column named '\(column.name)'", at: definition.range)
        case (.metadata, .metadata):
            try base.check(.metadata, "A metadata column named '\(column.name)'", at: definition.range)
        case (.physical, _):
            throw MartletError("A column named '\(column.name)' already exists in the base table.", phase: .validate, at: definition.range)
        case (.computed, _), (.metadata, _):
            let kind = column.kind.noun
            throw MartletError(
                "A column named '\(column.name)' already exists in the base table. "
                    + "\(kind.prefix(1).uppercased() + kind.dropFirst()) columns can only overwrite other \(kind) columns.",
                phase: .validate, at: definition.range)
        }
        columns[index] = column
    }

    mutating func add(_ definition: WatermarkDefinition, over base: Base? = nil) throws {
        let name = definition.column.names.joined(separator: ".")
        if let other = watermark {
            guard let base, other.rowtime == definition.column.names else {
                throw MartletError("Multiple watermark definitions are not supported yet.", phase: .validate, at: definition.range)
            }
            try base.check(.watermarks, "There already exists a watermark spec for column '\(name)'", exists: false, at: definition.range)
        }
        if let first = definition.column.parts.first, index(of: first.name) == nil {
            throw MartletError(
                "The rowtime attribute field '\(name)' is not defined in the table schema.",
                hint: didYouMean(first.name, among: columns.map(\.name)), phase: .validate, at: definition.column.range)
        }
        watermark = Watermark(
            rowtime: definition.column.names, expression: definition.expression, location: definition.column.location)
    }

    /// Adds a primary key; its columns no longer take NULL.
    mutating func add(_ constraint: TableConstraint, over base: Base? = nil) throws {
        try constraint.checkIsSupported()
        if base != nil, primaryKey != nil {
            throw MartletError(
                "The base table already has a primary key. You might want to specify EXCLUDING CONSTRAINTS.", phase: .validate,
                at: constraint.range)
        }
        for column in constraint.columns {
            guard let index = index(of: column.name) else {
                throw MartletError(
                    "Primary key column '\(column.name)' is not defined in the schema.",
                    hint: didYouMean(column.name, among: columns.map(\.name)), phase: .validate, at: column.range)
            }
            guard columns[index].isPhysical else {
                throw MartletError(
                    "Could not create a PRIMARY KEY with column '\(column.name)'.",
                    hint: "A PRIMARY KEY constraint must be declared on physical columns.", phase: .validate, at: column.range)
            }
            columns[index].refuseNulls()
        }
        primaryKey = CatalogTable.PrimaryKey(constraint)
    }

    /// The elements with a key that stands behind its column written as a constraint of its own. More than one key is an error.
    static func onePrimaryKey(of elements: [TableElement]) throws -> [TableElement] {
        var result: [TableElement] = []
        for element in elements {
            guard case .column(var column) = element, case .physical(let type, var constraint?) = column.kind else {
                result.append(element)
                continue
            }
            constraint.columns = column.name.parts.prefix(1).map { $0 }
            column.kind = .physical(type, constraint: nil)
            result += [.column(column), .constraint(constraint)]
        }
        let constraints = result.compactMap { if case .constraint(let constraint) = $0 { constraint } else { nil } }
        for constraint in constraints { try constraint.checkIsSupported() }
        if constraints.count > 1 {
            throw MartletError("Duplicate primary key definition", phase: .validate, at: constraints.last?.range)
        }
        return result
    }

    private static func constraint(of elements: [TableElement]) -> TableConstraint? {
        for case .constraint(let constraint) in elements { return constraint }
        return nil
    }
}

extension TableDefinition.Base {
    /// Throws unless what both tables have may be overwritten.
    fileprivate func check(_ feature: TableLike.Feature, _ what: String, exists: Bool = true, at range: SourceRange) throws {
        if merging[feature] == .overwriting { return }
        throw MartletError(
            what + (exists ? " already exists" : "") + " in the base table. "
                + "You might want to specify EXCLUDING \(feature.rawValue) or OVERWRITING \(feature.rawValue).",
            phase: .validate, at: range)
    }
}

extension TableDefinition.Column {
    init(_ definition: ColumnDefinition) throws {
        name = definition.name.parts.first?.name ?? ""
        comment = definition.comment
        switch definition.kind {
        case .physical(let type, _): kind = .physical(try type.resolved())
        case .metadata(let type, let key, let isVirtual): kind = .metadata(try type.resolved(), key: key, isVirtual: isVirtual)
        case .computed(let expression): kind = .computed(expression)
        }
    }
}

extension TableDefinition.Column.Kind {
    /// Flink's word for the kind, in errors.
    fileprivate var noun: String {
        switch self {
        case .physical: "regular"
        case .computed: "computed"
        case .metadata: "metadata"
        }
    }
}

extension TableConstraint {
    /// Throws unless it is a primary key that is not enforced.
    func checkIsSupported() throws {
        if kind == .unique { throw MartletError("UNIQUE constraint is not supported yet", phase: .validate, at: range) }
        if isEnforced != false {
            throw MartletError(
                "ENFORCED mode is not supported for PRIMARY KEY constraints.",
                hint: "Martlet does not own the data, so it cannot check them: write PRIMARY KEY (..) NOT ENFORCED.", phase: .validate,
                at: range)
        }
    }
}

extension CatalogTable.PrimaryKey {
    init(_ constraint: TableConstraint) {
        let columns = constraint.columns.map(\.name)
        self.init(name: constraint.name?.name ?? "PK_" + columns.joined(separator: "_"), columns: columns)
    }
}
