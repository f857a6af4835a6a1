/// A single value of any SQL type, for the edges of the engine: literals, dynamic rows, answers. Operators work on columns instead.
public enum Value: Hashable, Sendable {
    /// NULL of any type.
    case null
    /// BOOLEAN.
    case boolean(Bool)
    /// TINYINT.
    case tinyint(Int8)
    /// SMALLINT.
    case smallint(Int16)
    /// INT.
    case int(Int32)
    /// BIGINT.
    case bigint(Int64)
    /// FLOAT.
    case float(Float)
    /// DOUBLE.
    case double(Double)
    /// DECIMAL.
    case decimal(Decimal128)
    /// CHAR or VARCHAR.
    case string(String)
    /// BINARY or VARBINARY.
    case bytes([UInt8])
    /// DATE.
    case date(LocalDate)
    /// TIME.
    case time(LocalTime)
    /// TIMESTAMP.
    case timestamp(LocalDateTime)
    /// TIMESTAMP_LTZ.
    case instant(Instant)
    /// INTERVAL YEAR TO MONTH, in months.
    case months(Int32)
    /// INTERVAL DAY TO SECOND, in milliseconds.
    case milliseconds(Int64)
    /// ARRAY: the elements in order.
    case array([Value])
    /// Entries in their order; a multiset maps elements to counts.
    case map([Entry])
    /// ROW: the fields' values in order.
    case row([Value])

    /// A key and its value in a map.
    public struct Entry: Hashable, Sendable {
        /// The key; in a multiset, the element.
        public var key: Value
        /// What belongs to the key; in a multiset, how often the element is there, as INT.
        public var value: Value

        /// An entry of a key and its value.
        public init(_ key: Value, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// Whether the value is NULL.
    public var isNull: Bool { self == .null }
}

/// A row of dynamic values with its kind: Flink's `Row`.
public struct Row: Hashable, Sendable {
    /// What the row says: that it is there, or that it was.
    public var kind: RowKind
    /// The values of the fields, in the order of the schema.
    public var values: [Value]

    /// A row of these values, an insert unless it is said.
    public init(_ values: [Value], kind: RowKind = .insert) {
        self.kind = kind
        self.values = values
    }

    /// The value of a field, counted from 0. Flink's `getField` and `setField`.
    public subscript(_ index: Int) -> Value {
        get { values[index] }
        set { values[index] = newValue }
    }
}
