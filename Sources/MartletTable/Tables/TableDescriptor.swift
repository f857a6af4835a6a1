import MartletCore

/// What a table is made of, said in Swift in place of CREATE TABLE: Flink's `TableDescriptor`.
///
///     .forConnector("kafka")
///         .schema(.column("id", .bigint), .column("ts", .timestamp(3)), .watermark("ts", as: col("ts") - .seconds(5)))
///         .option("topic", "orders")
///         .format("json")
public struct TableDescriptor: Sendable {
    var elements: [TableSchemaElement] = []
    var partitionKeys: [String] = []
    var options: [String: String]
    var comment: String?

    /// A table of this connector.
    public static func forConnector(_ connector: String) -> TableDescriptor { TableDescriptor(options: ["connector": connector]) }

    /// Adds columns, a watermark, a primary key.
    public func schema(_ elements: TableSchemaElement...) -> TableDescriptor { with { $0.elements += elements } }

    /// Sets an option of the connector or the format.
    public func option(_ key: String, _ value: String) -> TableDescriptor { with { $0.options[key] = value } }

    /// Sets the format.
    public func format(_ format: String) -> TableDescriptor { option("format", format) }

    /// Divides the table by these columns.
    public func partitionedBy(_ keys: String...) -> TableDescriptor { with { $0.partitionKeys += keys } }

    /// Says what the table is about, as SHOW CREATE TABLE tells it. Flink's `comment`.
    public func comment(_ comment: String) -> TableDescriptor { with { $0.comment = comment } }

    private func with(_ change: (inout TableDescriptor) -> Void) -> TableDescriptor {
        var copy = self
        change(&copy)
        return copy
    }
}

/// A column, watermark or key of a table that is described in Swift: what Flink's `Schema.Builder` adds.
public struct TableSchemaElement: Sendable {
    enum Kind: Sendable {
        case physical(DataType)
        case computed(String)
        case metadata(DataType, key: String?, isVirtual: Bool)
        case watermark(String)
        case primaryKey([String])
    }

    var name: String
    var kind: Kind
    var comment: String?

    /// A column that the connector stores.
    public static func column(_ name: String, _ type: DataType, comment: String? = nil) -> TableSchemaElement {
        TableSchemaElement(name: name, kind: .physical(type), comment: comment)
    }

    /// A column that is computed from others.
    public static func column(_ name: String, as expression: TableExpression, comment: String? = nil) -> TableSchemaElement {
        TableSchemaElement(name: name, kind: .computed(expression.sql), comment: comment)
    }

    /// A column that the connector gives or takes beside the data.
    public static func metadata(
        _ name: String, _ type: DataType, key: String? = nil, isVirtual: Bool = false, comment: String? = nil
    ) -> TableSchemaElement {
        TableSchemaElement(name: name, kind: .metadata(type, key: key, isVirtual: isVirtual), comment: comment)
    }

    /// Makes a column the event time, with watermarks by this expression.
    public static func watermark(_ column: String, as expression: TableExpression) -> TableSchemaElement {
        TableSchemaElement(name: column, kind: .watermark(expression.sql))
    }

    /// Makes columns the key, which nobody checks.
    public static func primaryKey(_ columns: String...) -> TableSchemaElement {
        TableSchemaElement(name: "PK_" + columns.joined(separator: "_"), kind: .primaryKey(columns))
    }
}
