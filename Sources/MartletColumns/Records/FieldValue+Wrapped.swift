import MartletCore

/// A value that is kept as one of another type, such as a date as the number of its day.
///
/// An enum with raw values needs no more than the declaration: `enum Side: String, WrappedFieldValue { case buy, sell }`.
public protocol WrappedFieldValue: FieldValue, RawFieldConvertible where ColumnReader == WrappedReader<Self> {}

/// A value that can be turned into one of another type and back.
public protocol RawFieldConvertible {
    /// The type of which values are kept.
    associatedtype Raw: FieldValue

    /// The value that is kept.
    var rawField: Raw { get }
    /// Throws if there is no such value.
    init(rawField: Raw) throws
}

/// Reads a column of values that are kept as others.
public struct WrappedReader<Value: RawFieldConvertible>: FieldReader {
    @usableFromInline let base: Value.Raw.ColumnReader

    @inlinable public init(_ column: Column) throws { base = try Value.Raw.ColumnReader(column) }
    @inlinable public func value(at row: Int) throws -> Value { try Value(rawField: base.value(at: row)) }
}

extension WrappedFieldValue {
    public static var dataType: DataType { Raw.dataType }
    @inlinable public func encode(into writer: inout ByteWriter) { rawField.encode(into: &writer) }
    @inlinable public init(decoding reader: inout ByteReader) throws { try self.init(rawField: Raw(decoding: &reader)) }
    @inlinable public static func append(_ value: Self, to builder: ColumnBuilder) { Raw.append(value.rawField, to: builder) }
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { rawField.stableHash(seed: seed) }
}

extension WrappedFieldValue where Self: RawRepresentable, RawValue: FieldValue {
    @inlinable public var rawField: RawValue { rawValue }

    /// The value of this raw value. Throws if there is none.
    @inlinable public init(rawField: RawValue) throws {
        guard let value = Self(rawValue: rawField) else { throw MartletError("\(Self.self) has no value '\(rawField)'.") }
        self = value
    }
}

extension WrappedFieldValue where Self: RawRepresentable & StableKey, RawValue: FieldValue & StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { rawValue.stableHash(seed: seed) }
}

extension Int: WrappedFieldValue {
    @inlinable public var rawField: Int64 { Int64(self) }
    @inlinable public init(rawField: Int64) { self.init(rawField) }
}

extension Timestamp: WrappedFieldValue {
    public static var dataType: DataType { .timestampLTZ(3).notNull }
    @inlinable public var rawField: Int64 { milliseconds }
    @inlinable public init(rawField: Int64) { self.init(milliseconds: rawField) }
}

extension LocalDate: WrappedFieldValue {
    public static var dataType: DataType { .date.notNull }
    @inlinable public var rawField: Int32 { days }
    @inlinable public init(rawField: Int32) { self.init(days: rawField) }
}

extension LocalTime: WrappedFieldValue {
    public static var dataType: DataType { .time(3).notNull }
    @inlinable public var rawField: Int32 { milliseconds }
    @inlinable public init(rawField: Int32) { self.init(milliseconds: rawField) }
}

extension LocalDateTime: WrappedFieldValue {
    public static var dataType: DataType { .timestamp(9).notNull }
    @inlinable public var rawField: Int128 { nanoseconds }
    @inlinable public init(rawField: Int128) { self.init(nanoseconds: rawField) }
}

extension Instant: WrappedFieldValue {
    public static var dataType: DataType { .timestampLTZ(9).notNull }
    @inlinable public var rawField: Int128 { utc.nanoseconds }
    @inlinable public init(rawField: Int128) { self.init(utc: LocalDateTime(nanoseconds: rawField)) }
}

extension Decimal128: WrappedFieldValue {
    /// The scale of a decimal field, as of Java's BigDecimal in Flink.
    @usableFromInline static var fieldScale: Int { 18 }
    public static var dataType: DataType { .decimal(38, fieldScale).notNull }

    /// The number at scale 18. Digits beyond 38 are lost, as they have no place in the column.
    @inlinable public var rawField: Int128 {
        scale > Self.fieldScale
            ? Self.roundedQuotient(unscaled, Self.powerOfTen(scale - Self.fieldScale))
            : unscaled &* Self.powerOfTen(Self.fieldScale - scale)
    }

    @inlinable public init(rawField: Int128) { self.init(unscaled: rawField, scale: Self.fieldScale) }
}

extension Decimal128: StableKey {}
