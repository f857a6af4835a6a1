import MartletCore

/// A number whose column holds it as it is.
public protocol NumericFieldValue: FieldValue, ColumnNumber, BitwiseCopyable, Hashable where ColumnReader == NumericReader<Self> {}

/// A number of which there are columns.
public protocol ColumnNumber {
    /// The numbers of a column. Throws if it is of another physical type, or has NULLs.
    static func values(of column: Column) throws -> [Self]
}

/// Reads a column of numbers.
public struct NumericReader<Value: ColumnNumber>: FieldReader {
    @usableFromInline let values: [Value]

    @inlinable public init(_ column: Column) throws { values = try Value.values(of: column) }
    @inlinable public func value(at row: Int) throws -> Value { values[row] }
}

extension NumericFieldValue where Self: FixedWidthInteger {
    @inlinable public func encode(into writer: inout ByteWriter) { writer.write(self) }
    @inlinable public init(decoding reader: inout ByteReader) throws { self = try reader.read() }
}

extension Int8: NumericFieldValue {
    public static var dataType: DataType { .tinyint.notNull }
    @inlinable public static func append(_ value: Int8, to builder: ColumnBuilder) { builder.append(value) }
    public static func values(of column: Column) throws -> [Int8] {
        try column.expect(.int8)
        return column.int8.values
    }
}

extension Int16: NumericFieldValue {
    public static var dataType: DataType { .smallint.notNull }
    @inlinable public static func append(_ value: Int16, to builder: ColumnBuilder) { builder.append(value) }
    public static func values(of column: Column) throws -> [Int16] {
        try column.expect(.int16)
        return column.int16.values
    }
}

extension Int32: NumericFieldValue {
    public static var dataType: DataType { .int.notNull }
    @inlinable public static func append(_ value: Int32, to builder: ColumnBuilder) { builder.append(value) }
    public static func values(of column: Column) throws -> [Int32] {
        try column.expect(.int32)
        return column.int32.values
    }
}

extension Int64: NumericFieldValue {
    public static var dataType: DataType { .bigint.notNull }
    @inlinable public static func append(_ value: Int64, to builder: ColumnBuilder) { builder.append(value) }
    public static func values(of column: Column) throws -> [Int64] {
        try column.expect(.int64)
        return column.int64.values
    }
}

extension Int128: NumericFieldValue {
    public static var dataType: DataType { .decimal(38, 0).notNull }
    @inlinable public static func append(_ value: Int128, to builder: ColumnBuilder) { builder.append(value) }
    public static func values(of column: Column) throws -> [Int128] {
        try column.expect(.int128)
        return column.int128.values
    }
}

extension Float: NumericFieldValue {
    public static var dataType: DataType { .float.notNull }
    @inlinable public func encode(into writer: inout ByteWriter) { writer.write(bitPattern) }
    @inlinable public init(decoding reader: inout ByteReader) throws { self.init(bitPattern: try reader.read()) }
    @inlinable public static func append(_ value: Float, to builder: ColumnBuilder) { builder.append(value) }
    public static func values(of column: Column) throws -> [Float] {
        try column.expect(.float)
        return column.float.values
    }
}

extension Double: NumericFieldValue {
    public static var dataType: DataType { .double.notNull }
    @inlinable public func encode(into writer: inout ByteWriter) { writer.write(bitPattern) }
    @inlinable public init(decoding reader: inout ByteReader) throws { self.init(bitPattern: try reader.read()) }
    @inlinable public static func append(_ value: Double, to builder: ColumnBuilder) { builder.append(value) }
    public static func values(of column: Column) throws -> [Double] {
        try column.expect(.double)
        return column.double.values
    }
}

extension Bool: FieldValue {
    public static var dataType: DataType { .boolean.notNull }
    @inlinable public func encode(into writer: inout ByteWriter) { writer.write(self ? 1 as UInt8 : 0) }
    @inlinable public init(decoding reader: inout ByteReader) throws { self = try reader.read(UInt8.self) != 0 }
    @inlinable public static func append(_ value: Bool, to builder: ColumnBuilder) { builder.append(value) }

    /// Reads a column of truth values.
    public struct ColumnReader: FieldReader {
        @usableFromInline let values: Bitmap

        public init(_ column: Column) throws {
            try column.expect(.boolean)
            values = column.boolean.values
        }

        @inlinable public func value(at row: Int) throws -> Bool { values[row] }
    }
}
