/// CREATE TABLE and REPLACE TABLE, in all their forms.
package struct CreateTable: SyntaxNode {
    package enum Mode: Sendable { case create, createOrReplace, replace }

    package var mode: Mode
    package var isTemporary: Bool
    package var ifNotExists: Bool
    package var name: QualifiedName
    package var elements: [TableElement] = []
    package var comment: String?
    package var distribution: Distribution?
    package var partitionedBy: [Identifier] = []
    package var options: [Option] = []
    /// `LIKE other (..)`
    package var like: TableLike?
    /// `AS query`
    package var query: Query?
    package var location: Location
}

/// What stands in the parentheses of CREATE TABLE, in the order of the text.
package enum TableElement: SyntaxNode {
    case column(ColumnDefinition)
    /// A name alone, in CREATE TABLE AS: the query's column at another place.
    case columnName(Identifier)
    case constraint(TableConstraint)
    case watermark(WatermarkDefinition)

    package var location: Location {
        switch self {
        case .column(let column): column.location
        case .columnName(let name): name.location
        case .constraint(let constraint): constraint.location
        case .watermark(let watermark): watermark.location
        }
    }
}

/// A column of a table that is made or altered.
package struct ColumnDefinition: SyntaxNode {
    package enum Kind: Sendable, Equatable {
        case physical(TypeSyntax, constraint: TableConstraint?)
        /// `type METADATA [FROM 'key'] [VIRTUAL]`
        case metadata(TypeSyntax, key: String?, isVirtual: Bool)
        /// `AS expression`
        case computed(Expression)
    }

    /// More than one part in ALTER TABLE only, for a field of a row.
    package var name: QualifiedName
    package var kind: Kind
    package var comment: String?
    package var location: Location
}

/// `[CONSTRAINT name] PRIMARY KEY (a, b) NOT ENFORCED`
package struct TableConstraint: SyntaxNode {
    package enum Kind: String, Sendable { case primaryKey = "PRIMARY KEY", unique = "UNIQUE" }

    package var name: Identifier?
    package var kind: Kind
    /// Empty when the constraint stands behind a column.
    package var columns: [Identifier]
    /// `nil` where nothing is said.
    package var isEnforced: Bool?
    package var location: Location
}

/// `WATERMARK FOR column AS expression`
package struct WatermarkDefinition: SyntaxNode {
    package var column: QualifiedName
    package var expression: Expression
    package var location: Location
}

/// `DISTRIBUTED BY HASH (a) INTO 4 BUCKETS`
package struct Distribution: SyntaxNode {
    package enum Kind: String, Sendable { case hash = "HASH", range = "RANGE" }

    package var kind: Kind?
    package var columns: [Identifier]
    /// The number as written.
    package var buckets: String?
    package var location: Location
}

/// `LIKE table (INCLUDING ALL ..)`
package struct TableLike: SyntaxNode {
    package enum Merging: String, Sendable { case including = "INCLUDING", excluding = "EXCLUDING", overwriting = "OVERWRITING" }

    package enum Feature: String, Sendable, CaseIterable {
        case all = "ALL"
        case constraints = "CONSTRAINTS"
        case distribution = "DISTRIBUTION"
        case generated = "GENERATED"
        case metadata = "METADATA"
        case options = "OPTIONS"
        case partitions = "PARTITIONS"
        case watermarks = "WATERMARKS"
    }

    package struct Rule: SyntaxNode {
        package var merging: Merging
        package var feature: Feature
        package var location: Location
    }

    package var source: QualifiedName
    package var rules: [Rule]
    package var location: Location
}

/// `ALTER TABLE [IF EXISTS] t ..`
package struct AlterTable: SyntaxNode {
    package enum Action: Sendable, Equatable {
        case rename(to: QualifiedName)
        case renameColumn(QualifiedName, to: Identifier)
        case setOptions([Option])
        case resetOptions([String])
        case add([AlteredElement])
        case modify([AlteredElement])
        case addDistribution(Distribution)
        case modifyDistribution(Distribution)
        case dropColumns([QualifiedName])
        case dropPrimaryKey
        case dropConstraint(Identifier)
        case dropWatermark
        case dropDistribution
        case addPartitions([PartitionDefinition], ifNotExists: Bool)
        case dropPartitions([[PartitionEntry]], ifExists: Bool)
    }

    package var ifExists: Bool
    package var name: QualifiedName
    package var action: Action
    package var location: Location
}

/// An element that ALTER TABLE adds or changes, and where it goes.
package struct AlteredElement: SyntaxNode {
    package enum Place: Sendable, Equatable {
        case first
        case after(QualifiedName)
    }

    package var element: TableElement
    /// Columns only.
    package var place: Place?
    package var location: Location
}

/// `PARTITION (k = v) [WITH (..)]`
package struct PartitionDefinition: SyntaxNode {
    package var entries: [PartitionEntry]
    package var options: [Option]
    package var location: Location
}
