import MartletCore

/// The values of one column of a batch, laid out as `PhysicalType` says.
///
/// Work on a column chooses once by its case, then loops over concrete values.
public enum Column: Sendable {
    /// BOOLEAN.
    case boolean(BooleanColumn)
    /// TINYINT.
    case int8(FixedColumn<Int8>)
    /// SMALLINT.
    case int16(FixedColumn<Int16>)
    /// INT; DATE in days, TIME in milliseconds, INTERVAL YEAR TO MONTH in months.
    case int32(FixedColumn<Int32>)
    /// BIGINT; timestamps of precision 0 to 3 and INTERVAL DAY TO SECOND in milliseconds.
    case int64(FixedColumn<Int64>)
    /// DECIMAL, unscaled; timestamps of precision 4 to 9 in nanoseconds.
    case int128(FixedColumn<Int128>)
    /// FLOAT.
    case float(FixedColumn<Float>)
    /// DOUBLE.
    case double(FixedColumn<Double>)
    /// Texts and byte strings.
    case bytes(BytesColumn)
    /// ARRAY.
    indirect case array(ArrayColumn)
    /// MAP and MULTISET.
    indirect case map(MapColumn)
    /// ROW and structured types.
    case row(RowColumn)
    /// So many NULLs of the type NULL.
    case null(Int)

    /// How many rows there are.
    public var count: Int {
        switch self {
        case .boolean(let column): column.count
        case .int8(let column): column.count
        case .int16(let column): column.count
        case .int32(let column): column.count
        case .int64(let column): column.count
        case .int128(let column): column.count
        case .float(let column): column.count
        case .double(let column): column.count
        case .bytes(let column): column.count
        case .array(let column): column.count
        case .map(let column): column.count
        case .row(let column): column.count
        case .null(let count): count
        }
    }

    /// Where there are values; nil: everywhere.
    public var validity: Bitmap? {
        get {
            switch self {
            case .boolean(let column): column.validity
            case .int8(let column): column.validity
            case .int16(let column): column.validity
            case .int32(let column): column.validity
            case .int64(let column): column.validity
            case .int128(let column): column.validity
            case .float(let column): column.validity
            case .double(let column): column.validity
            case .bytes(let column): column.validity
            case .array(let column): column.validity
            case .map(let column): column.validity
            case .row(let column): column.validity
            case .null(let count): Bitmap(repeating: false, count: count)
            }
        }
        set { self = withValidity(newValue) }
    }

    /// The same values under another validity.
    public func withValidity(_ validity: Bitmap?) -> Column {
        switch self {
        case .boolean(let column): .boolean(BooleanColumn(column.values, validity: validity))
        case .int8(let column): .int8(FixedColumn(column.values, validity: validity))
        case .int16(let column): .int16(FixedColumn(column.values, validity: validity))
        case .int32(let column): .int32(FixedColumn(column.values, validity: validity))
        case .int64(let column): .int64(FixedColumn(column.values, validity: validity))
        case .int128(let column): .int128(FixedColumn(column.values, validity: validity))
        case .float(let column): .float(FixedColumn(column.values, validity: validity))
        case .double(let column): .double(FixedColumn(column.values, validity: validity))
        case .bytes(let column): .bytes(BytesColumn(offsets: column.offsets, bytes: column.bytes, validity: validity))
        case .array(let column): .array(ArrayColumn(offsets: column.offsets, elements: column.elements, validity: validity))
        case .map(let column):
            .map(MapColumn(offsets: column.offsets, keys: column.keys, values: column.values, validity: validity))
        case .row(let column): .row(RowColumn(fields: column.fields, count: column.count, validity: validity))
        case .null: self
        }
    }

    /// Whether a row is NULL.
    @inlinable public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }

    /// Whether any row is NULL; takes a walk over the validity where there is one.
    public var hasNulls: Bool { validity.map { !$0.isAllOnes } ?? false }

    /// The layout of the values.
    public var physicalType: PhysicalType {
        switch self {
        case .boolean: .boolean
        case .int8: .int8
        case .int16: .int16
        case .int32: .int32
        case .int64: .int64
        case .int128: .int128
        case .float: .float
        case .double: .double
        case .bytes: .bytes
        case .array: .array
        case .map: .map
        case .row: .row
        case .null: .null
        }
    }

    /// The rows at `indices`, in that order. With `mayMiss`, a negative index gives NULL (the missing side of an outer join).
    public func gather(_ indices: [Int32], mayMiss: Bool = false) -> Column {
        switch self {
        case .boolean(let column):
            .boolean(
                BooleanColumn(column.values.gather(indices), validity: Column.gather(column.validity, indices, mayMiss: mayMiss)))
        case .int8(let column): .int8(column.gather(indices, mayMiss: mayMiss))
        case .int16(let column): .int16(column.gather(indices, mayMiss: mayMiss))
        case .int32(let column): .int32(column.gather(indices, mayMiss: mayMiss))
        case .int64(let column): .int64(column.gather(indices, mayMiss: mayMiss))
        case .int128(let column): .int128(column.gather(indices, mayMiss: mayMiss))
        case .float(let column): .float(column.gather(indices, mayMiss: mayMiss))
        case .double(let column): .double(column.gather(indices, mayMiss: mayMiss))
        case .bytes(let column): .bytes(column.gather(indices, mayMiss: mayMiss))
        case .array(let column):
            {
                let (offsets, elements) = column.offsets.gatherRanges(indices)
                return .array(
                    ArrayColumn(
                        offsets: offsets, elements: column.elements.gather(elements),
                        validity: Column.gather(column.validity, indices, mayMiss: mayMiss)))
            }()
        case .map(let column):
            {
                let (offsets, entries) = column.offsets.gatherRanges(indices)
                return .map(
                    MapColumn(
                        offsets: offsets, keys: column.keys.gather(entries), values: column.values.gather(entries),
                        validity: Column.gather(column.validity, indices, mayMiss: mayMiss)))
            }()
        case .row(let column):
            .row(
                RowColumn(
                    fields: column.fields.map { $0.gather(indices, mayMiss: mayMiss) }, count: indices.count,
                    validity: Column.gather(column.validity, indices, mayMiss: mayMiss)))
        case .null: .null(indices.count)
        }
    }

    /// The validity of gathered rows.
    @inlinable static func gather(_ validity: Bitmap?, _ indices: [Int32], mayMiss: Bool) -> Bitmap? {
        if let validity { return validity.gather(indices) }
        guard mayMiss, indices.contains(where: { $0 < 0 }) else { return nil }
        return Bitmap(count: indices.count) { indices[$0] >= 0 }
    }

    /// A run of rows.
    public func slice(_ range: Range<Int>) -> Column {
        if range == 0..<count { return self }
        return switch self {
        case .boolean(let column): .boolean(BooleanColumn(column.values.slice(range), validity: column.validity?.slice(range)))
        case .int8(let column): .int8(column.slice(range))
        case .int16(let column): .int16(column.slice(range))
        case .int32(let column): .int32(column.slice(range))
        case .int64(let column): .int64(column.slice(range))
        case .int128(let column): .int128(column.slice(range))
        case .float(let column): .float(column.slice(range))
        case .double(let column): .double(column.slice(range))
        case .bytes(let column): .bytes(column.slice(range))
        case .array, .map: gather(range.map { Int32($0) })
        case .row(let column):
            .row(RowColumn(fields: column.fields.map { $0.slice(range) }, count: range.count, validity: column.validity?.slice(range)))
        case .null: .null(range.count)
        }
    }
}
