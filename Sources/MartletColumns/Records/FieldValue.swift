import MartletCore

/// A Swift type that a field of a record may have: how its values look in SQL, in columns and in bytes.
///
/// | Swift | SQL |
/// |---|---|
/// | `Bool` | BOOLEAN |
/// | `Int8`, `Int16`, `Int32`, `Int64`, `Int` | TINYINT, SMALLINT, INT, BIGINT, BIGINT |
/// | `Float`, `Double` | FLOAT, DOUBLE |
/// | `Decimal128`, `Int128` | DECIMAL(38, 18), DECIMAL(38, 0) |
/// | `String`, `[UInt8]` | STRING, BYTES |
/// | `LocalDate`, `LocalTime` | DATE, TIME(3) |
/// | `LocalDateTime` | TIMESTAMP(9) |
/// | `Instant`, `Timestamp` | TIMESTAMP_LTZ(9), TIMESTAMP_LTZ(3) |
/// | `[Element]`, `[Key: Value]` | ARRAY, MAP |
/// | a `@Record` | ROW |
/// | an enum with raw values that is declared a `WrappedFieldValue` | that of its raw values |
/// | an optional | the same type with NULL; the others are NOT NULL |
public protocol FieldValue: StableHashable, Sendable {
    /// The SQL type of a column of such values.
    static var dataType: DataType { get }

    /// Whether the value stands for NULL: `false` unless a type says otherwise, as optionals do.
    var isNull: Bool { get }
    /// The value that stands for NULL; nil, unless a type says otherwise: there is none.
    static var null: Self? { get }

    /// Writes the value, which is not NULL.
    func encode(into writer: inout ByteWriter)
    /// Reads a value that is not NULL. Throws if the bytes end within it or hold what the type does not know.
    init(decoding reader: inout ByteReader) throws

    /// Adds the value to a column of `dataType`.
    static func append(_ value: Self, to builder: ColumnBuilder)
    /// Reads values from a column of `dataType`.
    associatedtype ColumnReader: FieldReader where ColumnReader.Value == Self
    /// How arrays of such values are kept.
    associatedtype ArrayField: ArrayFieldCoding = ListField<Self> where ArrayField.Element == Self
}

extension FieldValue {
    @inlinable public var isNull: Bool { false }
    @inlinable public static var null: Self? { nil }
}

/// The reader of a field type's columns.
public typealias ColumnReaderOf<Value: FieldValue> = Value.ColumnReader

/// Reads the values of a column as Swift values.
public protocol FieldReader {
    /// The type of the values.
    associatedtype Value

    /// A reader of `column`. Throws if it is of another physical type, or has NULLs and the type has none.
    init(_ column: Column) throws

    /// The value of a row. Throws if the column holds there what the type does not know.
    func value(at row: Int) throws -> Value
}

extension Column {
    /// Throws if the column is of another physical type, or has NULLs.
    @inlinable package func expect(_ type: PhysicalType) throws {
        if physicalType != type { throw MartletError("A column of \(physicalType) cannot be read as one of \(type).") }
        if hasNulls {
            throw MartletError("A NULL came to a field that cannot be nil.", hint: "Declare the field optional.")
        }
    }
}

// MARK: NULL

extension Optional: FieldValue where Wrapped: FieldValue {
    public typealias ColumnReader = OptionalReader<Wrapped.ColumnReader>

    public static var dataType: DataType { Wrapped.dataType.nullable }

    @inlinable public var isNull: Bool { self == nil }
    @inlinable public static var null: Wrapped?? { .some(.none) }

    @inlinable public func encode(into writer: inout ByteWriter) { self?.encode(into: &writer) }
    @inlinable public init(decoding reader: inout ByteReader) throws { self = try Wrapped(decoding: &reader) }

    @inlinable public static func append(_ value: Wrapped?, to builder: ColumnBuilder) {
        if let value { Wrapped.append(value, to: builder) } else { builder.appendNull() }
    }
}

/// Reads a column in which there may be NULLs.
public struct OptionalReader<Base: FieldReader>: FieldReader {
    @usableFromInline let base: Base
    @usableFromInline let validity: Bitmap?

    @inlinable public init(_ column: Column) throws {
        validity = column.validity
        base = try Base(validity.map { column.hidingNulls(outside: $0) } ?? column)
    }

    @inlinable public func value(at row: Int) throws -> Base.Value? {
        if let validity, !validity[row] { return nil }
        return try base.value(at: row)
    }
}

extension Column {
    /// The column with values, whichever, where `rows` are 0: those of a row that is NULL are never read.
    @usableFromInline func hidingNulls(outside rows: Bitmap) -> Column {
        let validity = validity.map { $0 | ~rows }.flatMap { $0.isAllOnes ? nil : $0 }
        guard case .row(let column) = self else { return withValidity(validity) }
        return .row(RowColumn(fields: column.fields.map { $0.hidingNulls(outside: rows) }, count: column.count, validity: validity))
    }
}
