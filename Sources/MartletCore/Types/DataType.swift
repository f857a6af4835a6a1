/// A type of Flink SQL: what kind of values, and whether NULL is among them.
///
/// Bounds, defaults and spellings are Flink's (https://nightlies.apache.org/flink/flink-docs-stable/docs/sql/reference/data-types/).
public struct DataType: Hashable, Sendable {
    /// What kind of values, with the kind's parameters.
    public indirect enum Kind: Hashable, Sendable {
        case boolean
        case tinyint, smallint, int, bigint
        case float, double
        case decimal(precision: Int, scale: Int)
        case char(Int), varchar(Int)
        case binary(Int), varbinary(Int)
        case date
        case time(precision: Int)
        case timestamp(precision: Int)
        case timestampLTZ(precision: Int)
        /// Months.
        case intervalYearMonth
        /// Milliseconds.
        case intervalDayTime
        case array(DataType)
        case multiset(DataType)
        case map(key: DataType, value: DataType)
        case row([Field])
        case structured(name: String, [Field])
        case variant
        case bitmap
        /// The type of a bare NULL.
        case null
        /// A column name passed to a table function.
        case descriptor
    }

    /// Whether a timestamp column carries the time of a stream.
    public enum TimeAttribute: Hashable, Sendable {
        case rowtime, proctime
    }

    public var kind: Kind
    public var isNullable: Bool
    /// Set on timestamp columns that event-time or processing-time operations may be based on.
    public var timeAttribute: TimeAttribute?

    public init(_ kind: Kind, nullable: Bool = true, timeAttribute: TimeAttribute? = nil) {
        self.kind = kind
        isNullable = nullable
        self.timeAttribute = timeAttribute
    }

    /// The longest CHAR, VARCHAR, BINARY or VARBINARY; STRING is a VARCHAR and BYTES a VARBINARY of this length.
    public static let maxLength = 2_147_483_647
    /// The largest precision of a DECIMAL.
    public static let maxDecimalPrecision = 38

    public static let boolean = DataType(.boolean)
    public static let tinyint = DataType(.tinyint)
    public static let smallint = DataType(.smallint)
    public static let int = DataType(.int)
    public static let bigint = DataType(.bigint)
    public static let float = DataType(.float)
    public static let double = DataType(.double)
    public static let string = DataType(.varchar(maxLength))
    public static let bytes = DataType(.varbinary(maxLength))
    public static let date = DataType(.date)
    public static let null = DataType(.null)
    public static func decimal(_ precision: Int, _ scale: Int) -> DataType { DataType(.decimal(precision: precision, scale: scale)) }
    public static func char(_ length: Int) -> DataType { DataType(.char(length)) }
    public static func varchar(_ length: Int) -> DataType { DataType(.varchar(length)) }
    public static func time(_ precision: Int = 0) -> DataType { DataType(.time(precision: precision)) }
    public static func timestamp(_ precision: Int = 6) -> DataType { DataType(.timestamp(precision: precision)) }
    public static func timestampLTZ(_ precision: Int = 6) -> DataType { DataType(.timestampLTZ(precision: precision)) }
    public static func array(_ element: DataType) -> DataType { DataType(.array(element)) }
    public static func map(_ key: DataType, _ value: DataType) -> DataType { DataType(.map(key: key, value: value)) }
    public static func row(_ fields: [Field]) -> DataType { DataType(.row(fields)) }

    /// The same type without NULL.
    public var notNull: DataType { nullable(false) }
    /// The same type with NULL.
    public var nullable: DataType { nullable(true) }

    public func nullable(_ isNullable: Bool) -> DataType {
        var copy = self
        copy.isNullable = isNullable
        return copy
    }

    /// The same type as plain values: no longer the time of a stream.
    public var withoutTimeAttribute: DataType {
        var copy = self
        copy.timeAttribute = nil
        return copy
    }
}

/// A named part of a row, or a column of a table.
public struct Field: Hashable, Sendable {
    public var name: String
    public var type: DataType
    public var comment: String?

    public init(_ name: String, _ type: DataType, comment: String? = nil) {
        self.name = name
        self.type = type
        self.comment = comment
    }
}

/// The columns of a table or the fields of a record, in order.
public struct Schema: Hashable, Sendable {
    public var fields: [Field]

    public init(_ fields: [Field]) { self.fields = fields }

    public var names: [String] { fields.map(\.name) }
    public var types: [DataType] { fields.map(\.type) }
    public var count: Int { fields.count }

    public func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }

    /// As a ROW type.
    public var rowType: DataType { .row(fields).notNull }
}

extension Schema: CustomStringConvertible {
    /// As Flink prints a resolved schema: ``( `a` INT NOT NULL, `b` STRING )``.
    public var description: String {
        "( " + fields.map { "`\($0.name.escapingBackquotes)` \($0.type)" }.joined(separator: ", ") + " )"
    }
}

extension String {
    package var escapingBackquotes: String { contains("`") ? split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") : self }
    package var escapingQuotes: String { contains("'") ? split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") : self }
}
