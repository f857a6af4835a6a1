import MartletCore

extension String: FieldValue {
    public static var dataType: DataType { .string.notNull }
    @inlinable public func encode(into writer: inout ByteWriter) { writer.write(self) }
    @inlinable public init(decoding reader: inout ByteReader) throws { self = try reader.readString() }
    @inlinable public static func append(_ value: String, to builder: ColumnBuilder) { builder.append(value.utf8) }

    /// Reads a column of texts.
    public struct ColumnReader: FieldReader {
        @usableFromInline let column: BytesColumn

        public init(_ column: Column) throws {
            try column.expect(.bytes)
            self.column = column.bytes
        }

        @inlinable public func value(at row: Int) throws -> String {
            column.bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[column.range(row)]), as: UTF8.self) }
        }
    }
}

/// A byte is a field only as an element: `[UInt8]` is BYTES.
extension UInt8: FieldValue {
    public typealias ArrayField = BytesField
    public typealias ColumnReader = UInt8Reader

    /// SMALLINT, as TINYINT ends at 127.
    public static var dataType: DataType { .smallint.notNull }
    @inlinable public func encode(into writer: inout ByteWriter) { writer.write(Int16(self)) }
    @inlinable public init(decoding reader: inout ByteReader) throws { self.init(truncatingIfNeeded: try reader.read(Int16.self)) }
    @inlinable public static func append(_ value: UInt8, to builder: ColumnBuilder) { builder.append(Int16(value)) }
}

/// Reads a column of bytes as numbers.
public struct UInt8Reader: FieldReader {
    @usableFromInline let base: NumericReader<Int16>

    @inlinable public init(_ column: Column) throws { base = try NumericReader(column) }
    @inlinable public func value(at row: Int) throws -> UInt8 { UInt8(truncatingIfNeeded: try base.value(at: row)) }
}

/// How `[UInt8]` is kept: as BYTES.
public enum BytesField: ArrayFieldCoding {
    public static var dataType: DataType { .bytes.notNull }
    @inlinable public static func encode(_ values: [UInt8], into writer: inout ByteWriter) { writer.write(counted: values) }
    @inlinable public static func decode(_ reader: inout ByteReader) throws -> [UInt8] { Array(try reader.readCounted()) }
    @inlinable public static func append(_ values: [UInt8], to builder: ColumnBuilder) { builder.append(values) }
    @inlinable public static func stableHash(_ values: [UInt8], seed: UInt64) -> UInt64 {
        values.withUnsafeBytes { StableHash.hash($0, seed: seed) }
    }

    /// Reads a column of byte strings.
    public struct ColumnReader: FieldReader {
        @usableFromInline let column: BytesColumn

        public init(_ column: Column) throws {
            try column.expect(.bytes)
            self.column = column.bytes
        }

        @inlinable public func value(at row: Int) throws -> [UInt8] { Array(column[row]) }
    }
}
