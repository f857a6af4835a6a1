import MartletCore

/// A tuple is a ROW of its parts, so that state kept by it can be written and read.
extension KeyTuple: FieldValue where repeat each Part: FieldValue {
    public static var dataType: DataType {
        var fields: [Field] = []
        for type in repeat (each Part).self { fields.append(Field("f\(fields.count)", type.dataType)) }
        return Schema(fields).rowType
    }

    public func encode(into writer: inout ByteWriter) {
        let nulls = writer.beginRow(fields: Self.count)
        var field = 0
        for part in repeat each parts {
            writer.writeField(part, field, nulls: nulls)
            field += 1
        }
    }

    public init(decoding reader: inout ByteReader) throws {
        let nulls = try reader.beginRow(fields: Self.count)
        var field = 0
        func next<Value: FieldValue>(_ type: Value.Type) throws -> Value {
            defer { field += 1 }
            return try reader.readField(field, nulls: nulls)
        }
        self.init(repeat try next((each Part).self))
    }

    public static func append(_ value: KeyTuple, to builder: ColumnBuilder) {
        var field = 0
        for part in repeat each value.parts {
            type(of: part).append(part, to: builder.children[field])
            field += 1
        }
        builder.finishRow()
    }

    /// Reads a column of rows as tuples.
    public struct ColumnReader: FieldReader {
        private let readers: (repeat (each Part).ColumnReader)

        public init(_ column: Column) throws {
            try column.expect(.row)
            guard column.row.fields.count == KeyTuple.count else {
                throw MartletError("A key of \(KeyTuple.count) parts cannot be read from \(column.row.fields.count) columns.")
            }
            var field = 0
            func next<Value: FieldValue>(_ type: Value.Type) throws -> Value.ColumnReader {
                defer { field += 1 }
                return try Value.ColumnReader(column.row.fields[field])
            }
            readers = (repeat try next((each Part).self))
        }

        public func value(at row: Int) throws -> KeyTuple { KeyTuple(repeat try (each readers).value(at: row)) }
    }

    private static var count: Int {
        var count = 0
        for _ in repeat (each Part).self { count += 1 }
        return count
    }
}
