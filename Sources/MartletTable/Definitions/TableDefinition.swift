import MartletCore
import MartletPlanner
import MartletSQL

/// A table that is being made or altered: its columns and constraints as declared, before the types of its expressions are known.
///
/// Statements and the Table API change a definition; `resolved` checks it as a whole and makes the table that the catalog holds.
struct TableDefinition {
    /// A column as declared.
    struct Column {
        enum Kind {
            case physical(DataType)
            case computed(MartletSQL.Expression)
            case metadata(DataType, key: String?, isVirtual: Bool)
        }

        var name: String
        var kind: Kind
        var comment: String?
    }

    struct Watermark {
        /// Dots of the name are parts.
        var rowtime: [String]
        var expression: MartletSQL.Expression
        /// Where the rowtime was named, for errors.
        var location: Location?
    }

    var columns: [Column] = []
    var watermark: Watermark?
    var primaryKey: CatalogTable.PrimaryKey?
    var partitionKeys: [String] = []
    var distribution: Distribution?
    var options: [String: String] = [:]
    var comment: String?

    init() {}

    /// The definition that a table of the catalog was made from.
    init(of table: CatalogTable) {
        columns = table.columns.map(Column.init)
        watermark = table.watermark.map { Watermark(rowtime: $0.rowtime, expression: $0.expression) }
        primaryKey = table.primaryKey
        partitionKeys = table.partitionKeys
        distribution = table.distribution
        options = table.options
        comment = table.comment
    }

    func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

    subscript(_ name: String) -> Column? {
        get { index(of: name).map { columns[$0] } }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let column?): columns[index] = column
            case (let index?, nil): columns.remove(at: index)
            case (nil, let column?): columns.append(column)
            case (nil, nil): break
            }
        }
    }
}

extension TableDefinition.Column {
    init(_ column: TableColumn) {
        name = column.name
        comment = column.comment
        switch column.kind {
        case .physical: kind = .physical(column.type.withoutTimeAttribute)
        case .computed(let expression): kind = .computed(expression)
        case .metadata(let key, let isVirtual): kind = .metadata(column.type.withoutTimeAttribute, key: key, isVirtual: isVirtual)
        }
    }

    var isPhysical: Bool { if case .physical = kind { true } else { false } }

    /// The declared type; nil: only the expression knows.
    var declaredType: DataType? {
        switch kind {
        case .physical(let type), .metadata(let type, _, _): type
        case .computed: nil
        }
    }

    /// The same column, never NULL.
    mutating func refuseNulls() {
        if case .physical(let type) = kind { kind = .physical(type.notNull) }
    }
}
