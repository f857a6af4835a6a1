/// How the values of a type lie in memory, and in a codec's bytes.
///
/// | SQL type | physical |
/// |---|---|
/// | BOOLEAN | one bit |
/// | TINYINT, SMALLINT, INT, BIGINT | signed integer of 8, 16, 32, 64 bits |
/// | DATE | `int32`, days since 1970-01-01 |
/// | TIME(p) | `int32`, milliseconds since midnight |
/// | TIMESTAMP(p), TIMESTAMP_LTZ(p), p ≤ 3 | `int64`, milliseconds since 1970-01-01 |
/// | TIMESTAMP(p), TIMESTAMP_LTZ(p), p > 3 | `int128`, nanoseconds since 1970-01-01 |
/// | INTERVAL YEAR TO MONTH | `int32`, months |
/// | INTERVAL DAY TO SECOND | `int64`, milliseconds |
/// | FLOAT, DOUBLE | IEEE 754 |
/// | DECIMAL(p, s) | `int128`, the unscaled value |
/// | CHAR, VARCHAR | UTF-8 bytes |
/// | BINARY, VARBINARY, VARIANT, BITMAP | bytes |
/// | ARRAY | offsets into a column of elements |
/// | MAP, MULTISET (element to INT count) | offsets into a column of keys and one of values |
/// | ROW, STRUCTURED | a column a field |
///
/// Arrow's 64-bit nanoseconds end in 2262, Flink's TIMESTAMP(9) in 9999: hence 128 bits.
public enum PhysicalType: Hashable, Sendable {
    /// The layouts of the table above; `null` is that of columns without any value.
    case boolean, int8, int16, int32, int64, int128, float, double, bytes, array, map, row, null
}

extension DataType {
    /// How values of this type lie in memory.
    public var physicalType: PhysicalType {
        switch kind {
        case .boolean: .boolean
        case .tinyint: .int8
        case .smallint: .int16
        case .int, .date, .time, .intervalYearMonth: .int32
        case .bigint, .intervalDayTime: .int64
        case .timestamp(let precision), .timestampLTZ(let precision): precision <= 3 ? .int64 : .int128
        case .float: .float
        case .double: .double
        case .decimal: .int128
        case .char, .varchar, .binary, .varbinary, .variant, .bitmap, .descriptor: .bytes
        case .array: .array
        case .map, .multiset: .map
        case .row, .structured: .row
        case .null: .null
        }
    }
}
