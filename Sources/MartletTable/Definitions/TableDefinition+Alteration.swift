import MartletCore
import MartletPlanner
import MartletSQL

// What ALTER TABLE does to a definition. What an expression of the table still needs can neither be dropped nor renamed.

extension TableDefinition {
    /// Which columns an expression of the table reads.
    typealias References = (MartletSQL.Expression) throws -> Set<String>

    mutating func apply(_ action: AlterTable.Action, references: References) throws {
        switch action {
        case .renameColumn(let column, let name): try rename(try simple(column), to: name.name, at: column.range, references)
        case .setOptions(let options): for option in options { self.options[option.key] = option.value }
        case .resetOptions(let keys): try reset(keys)
        case .add(let elements): try add(altered: elements)
        case .modify(let elements): try modify(altered: elements)
        case .addDistribution(let distribution):
            if self.distribution != nil { throw Self.failure("The base table has already defined the distribution.") }
            self.distribution = distribution
        case .modifyDistribution(let distribution):
            if self.distribution == nil { throw Self.failure("The base table does not define any distribution. Use ADD instead.") }
            self.distribution = distribution
        case .dropColumns(let columns): try drop(try columns.map { (try simple($0), $0.range) }, references)
        case .dropPrimaryKey: try dropPrimaryKey(named: nil)
        case .dropConstraint(let name): try dropPrimaryKey(named: name.name)
        case .dropWatermark:
            if watermark == nil { throw Self.failure("The base table does not define any watermark strategy.") }
            watermark = nil
        case .dropDistribution:
            if distribution == nil { throw Self.failure("The base table does not define any distribution.") }
            distribution = nil
        case .rename, .addPartitions, .dropPartitions: preconditionFailure("not a matter of the definition: \(action)")
        }
    }

    static func failure(_ reason: String, hint: String? = nil, at range: SourceRange? = nil) -> MartletError {
        MartletError("Failed to execute ALTER TABLE statement. \(reason)", hint: hint, phase: .validate, at: range)
    }

    /// The name of a column of the table itself; fields of rows cannot be altered.
    private func simple(_ name: QualifiedName) throws -> String {
        guard let simple = name.simpleName else {
            throw MartletError(
                "Failed to execute ALTER TABLE statement. Alter nested row type \(name.names.joined(separator: ".")) is not supported yet.",
                phase: .plan, at: name.range)
        }
        return simple
    }

    private func existing(_ name: String, at range: SourceRange) throws -> Int {
        guard let index = index(of: name) else {
            throw Self.failure(
                "The column `\(name)` does not exist in the base table.", hint: didYouMean(name, among: columns.map(\.name)), at: range)
        }
        return index
    }

    private mutating func reset(_ keys: [String]) throws {
        if keys.isEmpty { throw MartletError("ALTER TABLE RESET does not support empty key", phase: .validate) }
        if keys.contains("connector") { throw MartletError("ALTER TABLE RESET does not support changing 'connector'", phase: .validate) }
        for key in keys { options[key] = nil }
    }

    private mutating func rename(_ old: String, to new: String, at range: SourceRange, _ references: References) throws {
        let index = try existing(old, at: range)
        if self.index(of: new) != nil { throw Self.failure("The column `\(new)` already existed in table schema.", at: range) }
        try checkIsUnused(old, besides: [], at: range, references)
        if partitionKeys.contains(old) {
            throw Self.failure("Can not rename column `\(old)` because it is used as the partition keys.", at: range)
        }
        columns[index].name = new
        if let place = primaryKey?.columns.firstIndex(of: old) { primaryKey?.columns[place] = new }
    }

    private mutating func drop(_ names: [(name: String, range: SourceRange)], _ references: References) throws {
        var dropped: Set<String> = []
        for (name, range) in names where !dropped.insert(name).inserted {
            throw Self.failure("Duplicate column `\(name)`.", at: range)
        }
        for (name, range) in names {
            _ = try existing(name, at: range)
            try checkIsUnused(name, besides: dropped, at: range, references)
            if primaryKey?.columns.contains(name) == true {
                throw Self.failure("The column `\(name)` is used as the primary key.", at: range)
            }
            if partitionKeys.contains(name) { throw Self.failure("The column `\(name)` is used as the partition keys.", at: range) }
        }
        columns.removeAll { dropped.contains($0.name) }
    }

    /// Throws if a computed column (not one of `besides`), the watermark or the distribution needs the column.
    private func checkIsUnused(_ name: String, besides: Set<String>, at range: SourceRange, _ references: References) throws {
        for column in columns where !besides.contains(column.name) {
            if case .computed(let expression) = column.kind, try references(expression).contains(name) {
                throw Self.failure("The column `\(name)` is referenced by computed column `\(column.name)`.", at: range)
            }
        }
        if let watermark, try watermark.rowtime.first == name || references(watermark.expression).contains(name) {
            throw Self.failure("The column `\(name)` is referenced by watermark expression.", at: range)
        }
        if let distribution, distribution.columns.contains(where: { $0.name == name }) {
            throw Self.failure("The column `\(name)` is used as a distribution key.", at: range)
        }
    }

    private mutating func dropPrimaryKey(named name: String?) throws {
        guard let key = primaryKey else { throw Self.failure("The base table does not define any primary key.") }
        if let name, name != key.name {
            throw Self.failure(
                "The base table does not define a primary key constraint named '\(name)'. Available constraint name: ['\(key.name)'].")
        }
        primaryKey = nil
    }
}

// ADD and MODIFY.

extension TableDefinition {
    private mutating func add(altered elements: [AlteredElement]) throws {
        try checkAreDistinct(elements)
        for element in elements {
            guard case .column(let definition) = element.element else { continue }
            let column = try Column(definition, simple(definition.name))
            if index(of: column.name) != nil {
                throw Self.failure("Try to add a column `\(column.name)` which already exists in the table.", at: definition.range)
            }
            columns.insert(column, at: try index(for: element.place) ?? columns.count)
        }
        for element in try Self.onePrimaryKey(of: elements.map(\.element)) {
            switch element {
            case .constraint(let constraint):
                if let key = primaryKey {
                    throw Self.failure(
                        "The base table has already defined the primary key constraint [\(key.columns.joined(separator: ", "))].",
                        hint: "Drop it before adding a new one.", at: constraint.range)
                }
                try setPrimaryKey(constraint)
            case .watermark(let watermark):
                if self.watermark != nil {
                    throw Self.failure(
                        "The base table has already defined the watermark strategy.", hint: "Drop it before adding a new one.",
                        at: watermark.range)
                }
                try add(watermark)
            case .column, .columnName: break
            }
        }
    }

    private mutating func modify(altered elements: [AlteredElement]) throws {
        try checkAreDistinct(elements)
        for element in elements {
            guard case .column(let definition) = element.element else { continue }
            var column = try Column(definition, simple(definition.name))
            let index = try existing(column.name, at: definition.range)
            column.comment = column.comment ?? columns[index].comment
            columns[index] = column
            if element.place != nil {
                columns.remove(at: index)
                columns.insert(column, at: try self.index(for: element.place) ?? columns.count)
            }
        }
        for element in try Self.onePrimaryKey(of: elements.map(\.element)) {
            switch element {
            case .constraint(let constraint):
                if primaryKey == nil {
                    throw Self.failure(
                        "The base table does not define any primary key constraint.", hint: "ADD a new one.", at: constraint.range)
                }
                try setPrimaryKey(constraint)
            case .watermark(let definition):
                if watermark == nil {
                    throw Self.failure(
                        "The base table does not define any watermark strategy.", hint: "ADD a new one.", at: definition.range)
                }
                watermark = nil
                try add(definition)
            case .column, .columnName: break
            }
        }
        for name in primaryKey?.columns ?? [] { if let index = index(of: name) { columns[index].refuseNulls() } }
    }

    /// Sets the key; what is wrong with its columns shows when the definition is resolved.
    private mutating func setPrimaryKey(_ constraint: TableConstraint) throws {
        try constraint.checkIsSupported()
        let key = CatalogTable.PrimaryKey(constraint)
        for name in key.columns { if let index = index(of: name) { columns[index].refuseNulls() } }
        primaryKey = key
    }

    private func checkAreDistinct(_ elements: [AlteredElement]) throws {
        var names: Set<String> = []
        for element in elements {
            guard case .column(let column) = element.element, let name = column.name.simpleName else { continue }
            if !names.insert(name).inserted { throw Self.failure("Encounter duplicate column `\(name)`.", at: column.range) }
        }
    }

    /// Where FIRST and AFTER lead to; nil: nothing is said.
    private func index(for place: AlteredElement.Place?) throws -> Int? {
        switch place {
        case nil: return nil
        case .first: return 0
        case .after(let column):
            let name = try simple(column)
            guard let index = index(of: name) else {
                throw Self.failure(
                    "Referenced column `\(name)` by 'AFTER' does not exist in the table.",
                    hint: didYouMean(name, among: columns.map(\.name)), at: column.range)
            }
            return index + 1
        }
    }
}

extension TableDefinition.Column {
    fileprivate init(_ definition: ColumnDefinition, _ name: String) throws {
        try self.init(definition)
        self.name = name
    }
}
