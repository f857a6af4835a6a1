import MartletCore

/// How arrays of one element type are kept: as ARRAY, or, if the elements are bytes, as BYTES.
public protocol ArrayFieldCoding {
    /// The type of the elements.
    associatedtype Element
    /// Reads arrays from a column of `dataType`.
    associatedtype ColumnReader: FieldReader where ColumnReader.Value == [Element]

    /// The SQL type of a column of such arrays.
    static var dataType: DataType { get }
    /// Writes an array.
    static func encode(_ values: [Element], into writer: inout ByteWriter)
    /// Reads an array. Throws if the bytes end within it or hold what the elements' type does not know.
    static func decode(_ reader: inout ByteReader) throws -> [Element]
    /// Adds an array to a column of `dataType`.
    static func append(_ values: [Element], to builder: ColumnBuilder)
    /// The hash of an array, seeded with the hash of what stands before it.
    static func stableHash(_ values: [Element], seed: UInt64) -> UInt64
}

extension Array: StableHashable where Element: FieldValue {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { Element.ArrayField.stableHash(self, seed: seed) }
}

extension Array: FieldValue where Element: FieldValue {
    public typealias ColumnReader = Element.ArrayField.ColumnReader

    public static var dataType: DataType { Element.ArrayField.dataType }
    @inlinable public func encode(into writer: inout ByteWriter) { Element.ArrayField.encode(self, into: &writer) }
    @inlinable public init(decoding reader: inout ByteReader) throws { self = try Element.ArrayField.decode(&reader) }
    @inlinable public static func append(_ value: [Element], to builder: ColumnBuilder) { Element.ArrayField.append(value, to: builder) }
}

extension Array: StableKey where Element: FieldValue & StableKey {
    @inlinable public func isSameKey(as other: [Element]) -> Bool { elementsEqual(other) { $0.isSameKey(as: $1) } }
}

/// How arrays are kept unless their elements are bytes: as ARRAY.
public enum ListField<Element: FieldValue>: ArrayFieldCoding {
    public static var dataType: DataType { .array(Element.dataType).notNull }

    @inlinable public static func encode(_ values: [Element], into writer: inout ByteWriter) {
        writer.write(length: values.count)
        let nulls = writer.beginRow(fields: values.count)
        for (index, value) in values.enumerated() {
            if value.isNull { writer.setNull(field: index, ofRowAt: nulls) } else { value.encode(into: &writer) }
        }
    }

    @inlinable public static func decode(_ reader: inout ByteReader) throws -> [Element] {
        let count = try reader.readCount(ofBits: 1)
        let nulls = try reader.beginRow(fields: count)
        return try (0..<count).map { try reader.readField($0, nulls: nulls) }
    }

    @inlinable public static func append(_ values: [Element], to builder: ColumnBuilder) {
        for value in values { Element.append(value, to: builder.children[0]) }
        builder.finishCollection()
    }

    @inlinable public static func stableHash(_ values: [Element], seed: UInt64) -> UInt64 {
        values.reduce(StableHash.hash(UInt32(truncatingIfNeeded: values.count), seed: seed)) { $1.stableHash(seed: $0) }
    }

    /// Reads a column of arrays.
    public struct ColumnReader: FieldReader {
        @usableFromInline let column: ArrayColumn
        @usableFromInline let elements: Element.ColumnReader

        public init(_ column: Column) throws {
            try column.expect(.array)
            self.column = column.array
            elements = try Element.ColumnReader(column.array.elements)
        }

        @inlinable public func value(at row: Int) throws -> [Element] { try column.range(row).map { try elements.value(at: $0) } }
    }
}

extension Dictionary: StableHashable where Key: FieldValue, Value: FieldValue {
    /// The order of entries means nothing: their hashes are added.
    @inlinable public func stableHash(seed: UInt64) -> UInt64 {
        reduce(StableHash.hash(UInt32(truncatingIfNeeded: count), seed: seed)) { sum, entry in
            let key = entry.key.stableHash(seed: StableHash.hash(1 as UInt32, seed: seed))
            return sum &+ entry.value.stableHash(seed: StableHash.hash(1 as UInt32, seed: key))
        }
    }
}

extension Dictionary: FieldValue where Key: FieldValue, Value: FieldValue {
    public typealias ColumnReader = MapReader<Key, Value>

    public static var dataType: DataType { .map(Key.dataType, Value.dataType).notNull }

    /// Entries are written in the order of their keys' bytes, so that equal dictionaries have equal bytes.
    public func encode(into writer: inout ByteWriter) {
        var entries: [[UInt8]] = []
        for (key, value) in self {
            var entry = ByteWriter()
            entry.writeOptional(key)
            entry.writeOptional(value)
            entries.append(entry.bytes)
        }
        writer.write(length: entries.count)
        for entry in entries.sorted(by: { $0.lexicographicallyPrecedes($1) }) { writer.bytes.append(contentsOf: entry) }
    }

    public init(decoding reader: inout ByteReader) throws {
        self.init()
        for _ in 0..<(try reader.readCount(ofBits: 16)) {
            let key: Key = try reader.readOptional()
            updateValue(try reader.readOptional(), forKey: key)
        }
    }

    /// Adds the entries in the dictionary's order, which differs from run to run.
    public static func append(_ value: [Key: Value], to builder: ColumnBuilder) {
        for (key, value) in value {
            Key.append(key, to: builder.children[0])
            Value.append(value, to: builder.children[1])
        }
        builder.finishCollection()
    }
}

/// Reads a column of maps. Of entries with equal keys the last counts.
public struct MapReader<Key: FieldValue & Hashable, Item: FieldValue>: FieldReader {
    private let column: MapColumn
    private let keys: Key.ColumnReader
    private let items: Item.ColumnReader

    public init(_ column: Column) throws {
        try column.expect(.map)
        self.column = column.map
        keys = try Key.ColumnReader(column.map.keys)
        items = try Item.ColumnReader(column.map.values)
    }

    public func value(at row: Int) throws -> [Key: Item] {
        var result: [Key: Item] = [:]
        for entry in column.range(row) { result.updateValue(try items.value(at: entry), forKey: try keys.value(at: entry)) }
        return result
    }
}

extension ByteWriter {
    /// Writes a field of the row that began at `nulls`.
    @inlinable public mutating func writeField<Value: FieldValue>(_ value: Value, _ field: Int, nulls: Int) {
        if value.isNull { setNull(field: field, ofRowAt: nulls) } else { value.encode(into: &self) }
    }

    /// Writes a value behind a byte that says whether it is NULL.
    @inlinable public mutating func writeOptional(_ value: some FieldValue) {
        write(value.isNull ? 1 as UInt8 : 0)
        if !value.isNull { value.encode(into: &self) }
    }
}

extension ByteReader {
    /// Reads a field of a row whose NULLs are `nulls`.
    @inlinable public mutating func readField<Value: FieldValue>(_ field: Int, nulls: UnsafeRawBufferPointer) throws -> Value {
        guard nulls.isNull(field: field) else { return try Value(decoding: &self) }
        return try nullValue()
    }

    /// Reads a value behind a byte that says whether it is NULL.
    @inlinable public mutating func readOptional<Value: FieldValue>() throws -> Value {
        try read(UInt8.self) == 0 ? Value(decoding: &self) : nullValue()
    }

    @usableFromInline func nullValue<Value: FieldValue>() throws -> Value {
        guard let null = Value.null else { throw MartletError("The bytes hold a NULL where \(Value.self) cannot be nil.") }
        return null
    }
}
