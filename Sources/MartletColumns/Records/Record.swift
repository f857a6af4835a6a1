import MartletCore

/// A Swift type with a schema: rows of tables, lines of CSV and JSON files and bytes in state can be read into it and written from it.
///
/// `@Record` makes a struct one:
///
///     @Record struct Order { var id: Int64; var customer: String; var amount: Double; var at: Timestamp }
///
/// The fields are the stored properties, in order. Their names can be mapped by `CodingKeys`.
public protocol Record: FieldValue {
    /// The names and types of the fields.
    static var schema: Schema { get }

    /// Adds the records to columns of the schema's types, a field after the other.
    static func append(_ records: [Self], to builders: [ColumnBuilder])
}

extension Record {
    /// A ROW of the schema's fields, NOT NULL.
    public static var dataType: DataType { schema.rowType }

    /// The rows of a batch as records. Its columns are of the schema's types. Throws if there is a NULL where a field cannot be nil.
    @inlinable public static func records(from batch: ColumnBatch) throws -> [Self] {
        let reader = try ColumnReader(.row(RowColumn(fields: batch.columns, count: batch.count)))
        return try (0..<batch.count).map { try reader.value(at: $0) }
    }

    /// Records as columns of the schema's types.
    @inlinable public static func columns(of records: [Self]) -> [Column] {
        let builders = schema.fields.map { ColumnBuilder($0.type, capacity: records.count) }
        append(records, to: builders)
        return builders.map { $0.finish() }
    }

    @inlinable public static func append(_ value: Self, to builder: ColumnBuilder) {
        append([value], to: builder.children)
        builder.finishRow()
    }
}

/// What `@Record` writes calls of.
extension Column {
    /// The columns of a ROW column's fields. Throws if there are NULLs among the rows, or not so many fields.
    public func fields(of schema: Schema) throws -> [Column] {
        try expect(.row)
        guard row.fields.count == schema.count else {
            throw MartletError("A record of \(schema.count) fields cannot be read from \(row.fields.count) columns.")
        }
        return row.fields
    }

    /// The reader of a field. An error says which field it is about.
    @inlinable public static func reader<Reader: FieldReader>(of columns: [Column], _ index: Int, _ schema: Schema) throws -> Reader {
        do {
            return try Reader(columns[index])
        } catch {
            throw MartletError.wrapping(error).inside("field '\(schema.fields[index].name)'")
        }
    }
}

extension Field {
    /// A field of a Swift type.
    @inlinable public init<Value: FieldValue>(_ name: String, of type: Value.Type) { self.init(name, Value.dataType) }
}
