import MartletCore
import MartletFunctions
import MartletPlanner
import MartletSQL

extension TableDefinition {
    /// Adds the elements of CREATE TABLE AS and the columns of its query.
    ///
    /// A declared column of a query's name gives that column its type; the others stand before the query's.
    mutating func add(_ elements: [TableElement], overQueryOf source: Schema) throws {
        var queried = source.fields.map(Column.init)
        var own: [TableElement] = []
        var declared: Set<String> = []
        var position = 0
        for element in try Self.onePrimaryKey(of: elements) {
            guard case .column(let definition) = element else {
                own.append(element)
                continue
            }
            position += 1
            let column = try Column(definition)
            guard let index = source.index(of: column.name) else {
                own.append(element)
                continue
            }
            try column.checkTakes(source.fields[index], position: position, at: definition.range)
            queried[index] = column
            declared.insert(column.name)
        }
        columns = queried
        try add(own)
        // What the query gives may be NULL still, and cannot be a key then.
        for (index, field) in source.fields.enumerated() where !declared.contains(field.name) { columns[index] = queried[index] }
        columns = Array(columns[queried.count...]) + columns[..<queried.count]
    }
}

extension TableDefinition.Column {
    /// A column that stores what a query gives.
    init(_ field: Field) {
        self.init(name: field.name, kind: .physical(field.type.timeAttribute == .rowtime ? field.type.withoutTimeAttribute : field.type))
    }

    /// Throws unless the column can take the place of a query's column of the same name.
    fileprivate func checkTakes(_ source: Field, position: Int, at range: SourceRange) throws {
        switch kind {
        case .computed:
            throw MartletError(
                "A column named '\(name)' already exists in the source schema. Computed columns cannot overwrite columns from source.",
                phase: .validate, at: range)
        case .metadata(_, _, isVirtual: true):
            throw MartletError(
                "A column named '\(name)' already exists in the source schema. "
                    + "Virtual metadata columns cannot overwrite columns from source.", phase: .validate, at: range)
        case .physical(let type), .metadata(let type, _, _):
            guard Cast.isImplicit(from: source.type.withoutTimeAttribute, to: type), type.isNullable || !source.type.isNullable else {
                throw MartletError(
                    "Incompatible types for sink column '\(name)' at position \(position). The source column has type '\(source.type)', "
                        + "while the target column has type '\(type)'.", phase: .validate, at: range)
            }
        }
    }
}
