import MartletCore
import MartletRuntime
import MartletSQL

/// A table as the catalog holds it, with the types of all its columns known: Flink's ResolvedCatalogTable.
package struct CatalogTable: Sendable {
    /// Who provides and takes the rows.
    package enum Backing: Sendable {
        /// The connector that the options name.
        case connector
        /// Rows of a stream of the same program.
        case stream(StreamBacking)
    }

    package var identifier: TableIdentifier
    /// In the order of the declaration.
    package var columns: [TableColumn]
    package var watermark: Watermark?
    package var primaryKey: PrimaryKey?
    package var partitionKeys: [String]
    package var distribution: Distribution?
    package var options: [String: String]
    package var comment: String?
    package var isTemporary: Bool
    package var backing: Backing

    package init(
        identifier: TableIdentifier, columns: [TableColumn], watermark: Watermark? = nil, primaryKey: PrimaryKey? = nil,
        partitionKeys: [String] = [], distribution: Distribution? = nil, options: [String: String] = [:], comment: String? = nil,
        isTemporary: Bool = false, backing: Backing = .connector
    ) {
        self.identifier = identifier
        self.columns = columns
        self.watermark = watermark
        self.primaryKey = primaryKey
        self.partitionKeys = partitionKeys
        self.distribution = distribution
        self.options = options
        self.comment = comment
        self.isTemporary = isTemporary
        self.backing = backing
    }

    /// `WATERMARK FOR rowtime AS expression`
    package struct Watermark: Sendable {
        /// The time attribute; dots lead into a row.
        package var rowtime: [String]
        package var expression: Expression
        /// The type of `expression`.
        package var type: DataType

        package init(rowtime: [String], expression: Expression, type: DataType) {
            self.rowtime = rowtime
            self.expression = expression
            self.type = type
        }

        /// Whether the watermarks are those of the stream or connector itself: `SOURCE_WATERMARK()`.
        package var isOfSource: Bool { expression.isSourceWatermark }
    }

    /// `CONSTRAINT name PRIMARY KEY (columns) NOT ENFORCED`
    package struct PrimaryKey: Sendable, Hashable {
        package var name: String
        package var columns: [String]

        package init(name: String, columns: [String]) {
            self.name = name
            self.columns = columns
        }
    }
}

extension CatalogTable {
    /// The columns as a query sees them, time attributes marked.
    package var schema: Schema { Schema(columns.map { Field($0.name, $0.type, comment: $0.comment) }) }

    /// The columns that a sink writes: all but computed and virtual ones.
    package var persistedColumns: [TableColumn] { columns.filter(\.isPersisted) }

    /// The columns that the connector stores, in order.
    package var physicalSchema: Schema {
        Schema(columns.filter(\.isPhysical).map { Field($0.name, $0.type.withoutTimeAttribute, comment: $0.comment) })
    }
}

/// A column of a table.
package struct TableColumn: Sendable {
    package enum Kind: Sendable {
        case physical
        /// `AS expression`
        case computed(Expression)
        /// `METADATA FROM 'key' [VIRTUAL]`; without a key, the column's name is the key.
        case metadata(key: String?, isVirtual: Bool)
    }

    package var name: String
    /// As a query sees it: a rowtime or processing-time attribute is marked.
    package var type: DataType
    package var kind: Kind
    package var comment: String?

    package init(_ name: String, _ type: DataType, kind: Kind = .physical, comment: String? = nil) {
        self.name = name
        self.type = type
        self.kind = kind
        self.comment = comment
    }

    package var isPhysical: Bool { if case .physical = kind { true } else { false } }

    /// Whether INSERT writes it.
    package var isPersisted: Bool {
        switch kind {
        case .physical: true
        case .computed: false
        case .metadata(_, let isVirtual): !isVirtual
        }
    }
}

/// The rows of a stream of the same program, as a table.
package struct StreamBacking: Sendable {
    /// Adds what is missing to the graph and returns the node whose main output are `ColumnBatch`es of the table's physical columns.
    package var attach: @Sendable (inout StreamGraph) throws -> StreamNode.ID
    package var changelogMode: ChangelogMode
    /// Whether the stream's own watermarks are those of the table.
    package var keepsWatermarks: Bool
    package var isBounded: Bool

    package init(
        changelogMode: ChangelogMode = .insertOnly, keepsWatermarks: Bool = false, isBounded: Bool = false,
        attach: @escaping @Sendable (inout StreamGraph) throws -> StreamNode.ID
    ) {
        self.attach = attach
        self.changelogMode = changelogMode
        self.keepsWatermarks = keepsWatermarks
        self.isBounded = isBounded
    }
}

extension Expression {
    /// `SOURCE_WATERMARK()`
    package var isSourceWatermark: Bool {
        guard case .call(let call) = kind else { return false }
        return call.arguments.isEmpty && call.name.simpleName?.uppercased() == "SOURCE_WATERMARK"
    }
}
