/// A type of Flink SQL: what kind of values, and whether NULL is among them.
///
/// Bounds, defaults and spellings are Flink's (https://nightlies.apache.org/flink/flink-docs-stable/docs/sql/reference/data-types/).
public struct DataType: Hashable, Sendable {
    /// What kind of values, with the kind's parameters.
    public indirect enum Kind: Hashable, Sendable {
        /// TRUE and FALSE.
        case boolean
        /// Signed integers of 8, 16, 32 and 64 bits.
        case tinyint, smallint, int, bigint
        /// IEEE 754 numbers of 32 and 64 bits.
        case float, double
        /// Exact numbers of 1 to 38 digits, `scale` of them behind the point.
        case decimal(precision: Int, scale: Int)
        /// Texts of exactly or at most so many characters.
        case char(Int), varchar(Int)
        /// Byte strings of exactly or at most so many bytes.
        case binary(Int), varbinary(Int)
        /// Days of the calendar.
        case date
        /// Times of day with 0 to 9 digits of a second, of which the runtime keeps milliseconds.
        case time(precision: Int)
        /// Dates and times without a time zone, with 0 to 9 digits of a second.
        case timestamp(precision: Int)
        /// Instants, shown in the session's time zone, with 0 to 9 digits of a second.
        case timestampLTZ(precision: Int)
        /// Months.
        case intervalYearMonth
        /// Milliseconds.
        case intervalDayTime
        /// Lists of elements.
        case array(DataType)
        /// Elements and how often each is there.
        case multiset(DataType)
        /// Entries of a key and a value.
        case map(key: DataType, value: DataType)
        /// Tuples of named fields.
        case row([Field])
        /// Rows under the name of a class: Flink's structured type.
        case structured(name: String, [Field])
        /// Values that carry their types, such as those of JSON.
        case variant
        /// Sets of 32-bit integers, compressed.
        case bitmap
        /// The type of a bare NULL.
        case null
        /// A column name passed to a table function.
        case descriptor
    }

    /// Whether a timestamp column carries the time of a stream.
    public enum TimeAttribute: Hashable, Sendable {
        /// The event time or the processing time of a stream. Flink's `ROWTIME` and `PROCTIME`.
        case rowtime, proctime
    }

    /// What kind of values, with the kind's parameters.
    public var kind: Kind
    /// Whether NULL is among the values.
    public var isNullable: Bool
    /// Set on timestamp columns that event-time or processing-time operations may be based on.
    public var timeAttribute: TimeAttribute?

    /// A type with NULL unless it is said. Lengths, precisions and scales are not checked.
    public init(_ kind: Kind, nullable: Bool = true, timeAttribute: TimeAttribute? = nil) {
        self.kind = kind
        isNullable = nullable
        self.timeAttribute = timeAttribute
    }

    /// The longest CHAR, VARCHAR, BINARY or VARBINARY; STRING is a VARCHAR and BYTES a VARBINARY of this length.
    public static let maxLength = 2_147_483_647
    /// The largest precision of a DECIMAL.
    public static let maxDecimalPrecision = 38

    /// BOOLEAN, with NULL, as all constants and functions here; `notNull` takes it out.
    public static let boolean = DataType(.boolean)
    /// TINYINT: 8 bits with a sign.
    public static let tinyint = DataType(.tinyint)
    /// SMALLINT: 16 bits with a sign.
    public static let smallint = DataType(.smallint)
    /// INT: 32 bits with a sign.
    public static let int = DataType(.int)
    /// BIGINT: 64 bits with a sign.
    public static let bigint = DataType(.bigint)
    /// FLOAT: IEEE 754 of 32 bits.
    public static let float = DataType(.float)
    /// DOUBLE: IEEE 754 of 64 bits.
    public static let double = DataType(.double)
    /// STRING: VARCHAR of any length.
    public static let string = DataType(.varchar(maxLength))
    /// BYTES: VARBINARY of any length.
    public static let bytes = DataType(.varbinary(maxLength))
    /// DATE: a day of the calendar.
    public static let date = DataType(.date)
    /// NULL: the type of a bare NULL.
    public static let null = DataType(.null)
    /// DECIMAL(precision, scale): 1 to 38 digits, `scale` of them behind the point.
    public static func decimal(_ precision: Int, _ scale: Int) -> DataType { DataType(.decimal(precision: precision, scale: scale)) }
    /// CHAR(length): texts of exactly so many characters.
    public static func char(_ length: Int) -> DataType { DataType(.char(length)) }
    /// VARCHAR(length): texts of so many characters at most.
    public static func varchar(_ length: Int) -> DataType { DataType(.varchar(length)) }
    /// TIME(precision): times of day with 0 to 9 digits of a second, of which the runtime keeps milliseconds.
    public static func time(_ precision: Int = 0) -> DataType { DataType(.time(precision: precision)) }
    /// TIMESTAMP(precision): dates and times without a time zone, with 0 to 9 digits of a second.
    public static func timestamp(_ precision: Int = 6) -> DataType { DataType(.timestamp(precision: precision)) }
    /// TIMESTAMP_LTZ(precision): instants, with 0 to 9 digits of a second.
    public static func timestampLTZ(_ precision: Int = 6) -> DataType { DataType(.timestampLTZ(precision: precision)) }
    /// ARRAY of this type.
    public static func array(_ element: DataType) -> DataType { DataType(.array(element)) }
    /// MAP of these types.
    public static func map(_ key: DataType, _ value: DataType) -> DataType { DataType(.map(key: key, value: value)) }
    /// ROW of these fields.
    public static func row(_ fields: [Field]) -> DataType { DataType(.row(fields)) }

    /// The same type without NULL.
    public var notNull: DataType { nullable(false) }
    /// The same type with NULL.
    public var nullable: DataType { nullable(true) }

    /// The same type with NULL or without.
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
    /// The name, which counts exactly, with upper and lower case.
    public var name: String
    /// The type of its values.
    public var type: DataType
    /// What the column is about, as DESCRIBE shows it; it plays no part in results.
    public var comment: String?

    /// A field of this name and type.
    public init(_ name: String, _ type: DataType, comment: String? = nil) {
        self.name = name
        self.type = type
        self.comment = comment
    }
}

/// The columns of a table or the fields of a record, in order.
public struct Schema: Hashable, Sendable {
    /// The columns, in order.
    public var fields: [Field]

    /// A schema of these columns, in this order.
    public init(_ fields: [Field]) { self.fields = fields }

    /// The names of the columns, in order.
    public var names: [String] { fields.map(\.name) }
    /// The types of the columns, in order.
    public var types: [DataType] { fields.map(\.type) }
    /// How many columns there are.
    public var count: Int { fields.count }

    /// The place of the first column of exactly this name, from 0; nil: there is none.
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
    package var escapingBackquotes: String { doubling("`") }
    package var escapingQuotes: String { doubling("'") }

    private func doubling(_ quote: Character) -> String {
        guard contains(quote) else { return self }
        return split(separator: quote, omittingEmptySubsequences: false).joined(separator: "\(quote)\(quote)")
    }
}
