/// A single value of any SQL type, for the edges of the engine: literals, dynamic rows, answers. Operators work on columns instead.
public enum Value: Hashable, Sendable {
    case null
    case boolean(Bool)
    case tinyint(Int8)
    case smallint(Int16)
    case int(Int32)
    case bigint(Int64)
    case float(Float)
    case double(Double)
    case decimal(Decimal128)
    case string(String)
    case bytes([UInt8])
    case date(LocalDate)
    case time(LocalTime)
    case timestamp(LocalDateTime)
    case instant(Instant)
    /// INTERVAL YEAR TO MONTH, in months.
    case months(Int32)
    /// INTERVAL DAY TO SECOND, in milliseconds.
    case milliseconds(Int64)
    case array([Value])
    /// Entries in their order; a multiset maps elements to counts.
    case map([Entry])
    case row([Value])

    /// A key and its value in a map.
    public struct Entry: Hashable, Sendable {
        public var key: Value
        public var value: Value

        public init(_ key: Value, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    public var isNull: Bool { self == .null }
}

/// A row of dynamic values with its kind: Flink's `Row`.
public struct Row: Hashable, Sendable {
    public var kind: RowKind
    public var values: [Value]

    public init(_ values: [Value], kind: RowKind = .insert) {
        self.kind = kind
        self.values = values
    }

    public subscript(_ index: Int) -> Value {
        get { values[index] }
        set { values[index] = newValue }
    }
}
