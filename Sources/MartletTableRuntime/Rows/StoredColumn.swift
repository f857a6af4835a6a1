import MartletColumns
import MartletCore

/// The values of one column of rows that are kept in state, by the rows' numbers.
///
/// Fixed-width values lie side by side in raw memory, strings in a `ByteArena`, arrays, maps and rows there too, as canonical bytes. One
/// concrete class serves all types: work chooses once by the type, then loops over concrete values.
final class StoredColumn {
    let type: DataType
    private let physical: PhysicalType
    private let width: Int
    /// Fixed-width values, `width` bytes each.
    private let values = Slab<UInt8>(0)
    private var capacity = 0
    private var texts = ByteArena()
    /// 1: the row's value is NULL. Empty until there is a NULL.
    private var nulls: [UInt64] = []
    /// For nested types: writes and reads their bytes.
    private let codec: RowCodec

    init(_ type: DataType) {
        self.type = type
        physical = type.physicalType
        codec = RowCodec([type])
        width =
            switch physical {
            case .boolean, .int8: 1
            case .int16: 2
            case .int32, .float: 4
            case .int64, .double: 8
            case .int128: 16
            case .bytes, .array, .map, .row, .null: 0
            }
    }

    /// Makes room for numbers below `count`.
    func reserve(_ count: Int) {
        if count <= capacity { return }
        let grown = max(count, capacity * 2, 64)
        values.reserve(grown * width)
        capacity = grown
        if !nulls.isEmpty { nulls.append(contentsOf: repeatElement(0, count: (grown + 63) / 64 - nulls.count)) }
    }

    func removeAll() {
        nulls = []
        texts.removeAll()
    }

    @inline(__always) private func isNull(_ id: Int) -> Bool {
        !nulls.isEmpty && nulls[id &>> 6] &>> UInt64(truncatingIfNeeded: id & 63) & 1 != 0
    }

    @inline(__always) private func setNull(_ id: Int, _ isNull: Bool) {
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: id & 63)
        if isNull {
            if nulls.isEmpty { nulls = [UInt64](repeating: 0, count: (capacity + 63) / 64) }
            nulls[id &>> 6] |= bit
        } else if !nulls.isEmpty {
            nulls[id &>> 6] &= ~bit
        }
    }

    /// The fixed-width values as what they are.
    @inline(__always) func base<T>(_ type: T.Type) -> UnsafeMutablePointer<T> {
        UnsafeMutableRawPointer(values.base).assumingMemoryBound(to: type)
    }

    var hasNulls: Bool { !nulls.isEmpty }

    /// Whether the string of `id` is `text`, where nothing is NULL.
    @inline(__always) func equals(_ id: Int, text: UnsafeRawBufferPointer) -> Bool { texts.equals(id, text) }

    /// Stores a string under `id`, where nothing is NULL.
    @inline(__always) func set(text: UnsafeRawBufferPointer, at id: Int) { texts.set(id, text) }

    // MARK: Writing

    /// Stores the values of `rows` of a column (nil: all of them) under `ids`, for which room has been reserved.
    func set(_ column: Column, rows: [Int32]?, at ids: [Int32]) {
        switch column {
        case .boolean(let column): for (position, id) in ids.enumerated() { base(Bool.self)[Int(id)] = column.values[row(rows, position)] }
        case .int8(let column): scatter(column.values, rows, ids)
        case .int16(let column): scatter(column.values, rows, ids)
        case .int32(let column): scatter(column.values, rows, ids)
        case .int64(let column): scatter(column.values, rows, ids)
        case .int128(let column): scatter(column.values, rows, ids)
        case .float(let column): scatter(column.values, rows, ids)
        case .double(let column): scatter(column.values, rows, ids)
        case .bytes(let column):
            column.bytes.withUnsafeBytes { bytes in
                for (position, id) in ids.enumerated() {
                    texts.set(Int(id), UnsafeRawBufferPointer(rebasing: bytes[column.range(row(rows, position))]))
                }
            }
        case .array, .map, .row:
            var encoded: [UInt8] = []
            for (position, id) in ids.enumerated() {
                encoded.removeAll(keepingCapacity: true)
                codec.encode([column], row: row(rows, position), into: &encoded)
                encoded.withUnsafeBytes { texts.set(Int(id), $0) }
            }
        case .null: break
        }
        if let validity = column.validity {
            for (position, id) in ids.enumerated() { setNull(Int(id), !validity[row(rows, position)]) }
        } else if !nulls.isEmpty {
            for id in ids { setNull(Int(id), false) }
        }
    }

    /// Stores one value under `id`, for which room has been reserved.
    func set(_ column: Column, row: Int, at id: Int) {
        switch column {
        case .boolean(let column): base(Bool.self)[id] = column.values[row]
        case .int8(let column): base(Int8.self)[id] = column.values[row]
        case .int16(let column): base(Int16.self)[id] = column.values[row]
        case .int32(let column): base(Int32.self)[id] = column.values[row]
        case .int64(let column): base(Int64.self)[id] = column.values[row]
        case .int128(let column): base(Int128.self)[id] = column.values[row]
        case .float(let column): base(Float.self)[id] = column.values[row]
        case .double(let column): base(Double.self)[id] = column.values[row]
        case .bytes(let column): column.withBytes(row) { texts.set(id, $0) }
        case .array, .map, .row:
            var encoded: [UInt8] = []
            codec.encode([column], row: row, into: &encoded)
            encoded.withUnsafeBytes { texts.set(id, $0) }
        case .null: break
        }
        setNull(id, column.isNull(row))
    }

    @inline(__always) private func row(_ rows: [Int32]?, _ position: Int) -> Int { rows.map { Int($0[position]) } ?? position }

    @inline(__always) private func scatter<T>(_ source: [T], _ rows: [Int32]?, _ ids: [Int32]) {
        let base = base(T.self)
        source.withUnsafeBufferPointer { source in
            if let rows {
                for position in ids.indices { base[Int(ids[position])] = source[Int(rows[position])] }
            } else {
                for position in ids.indices { base[Int(ids[position])] = source[position] }
            }
        }
    }

    // MARK: Reading

    /// The values of `ids`, in that order; with `mayMiss`, a negative one gives NULL.
    func gather(_ ids: [Int32], mayMiss: Bool = false) -> Column {
        let validity = validity(ids, mayMiss: mayMiss)
        switch physical {
        case .boolean:
            let base = base(Bool.self)
            return .boolean(BooleanColumn(Bitmap(count: ids.count) { ids[$0] >= 0 && base[Int(ids[$0])] }, validity: validity))
        case .int8: return .int8(FixedColumn(gathered(ids, mayMiss), validity: validity))
        case .int16: return .int16(FixedColumn(gathered(ids, mayMiss), validity: validity))
        case .int32: return .int32(FixedColumn(gathered(ids, mayMiss), validity: validity))
        case .int64: return .int64(FixedColumn(gathered(ids, mayMiss), validity: validity))
        case .int128: return .int128(FixedColumn(gathered(ids, mayMiss), validity: validity))
        case .float: return .float(FixedColumn(gathered(ids, mayMiss), validity: validity))
        case .double: return .double(FixedColumn(gathered(ids, mayMiss), validity: validity))
        case .bytes:
            let (offsets, bytes) = texts.gather(ids)
            return .bytes(BytesColumn(offsets: offsets, bytes: bytes, validity: validity))
        case .array, .map, .row:
            let builder = ColumnBuilder(type, capacity: max(1, ids.count))
            for id in ids { if id < 0 { builder.appendNull() } else { texts.withBytes(Int(id)) { codec.decode($0, into: [builder]) } } }
            return builder.finish()
        case .null: return .null(ids.count)
        }
    }

    @inline(__always) private func gathered<T: BitwiseCopyable & ExpressibleByIntegerLiteral>(_ ids: [Int32], _ mayMiss: Bool) -> [T] {
        let base = base(T.self)
        return [T](unsafeUninitializedCapacity: ids.count) { buffer, initialized in
            if mayMiss {
                for position in ids.indices { buffer[position] = ids[position] < 0 ? 0 : base[Int(ids[position])] }
            } else {
                for position in ids.indices { buffer[position] = base[Int(ids[position])] }
            }
            initialized = ids.count
        }
    }

    private func validity(_ ids: [Int32], mayMiss: Bool) -> Bitmap? {
        if nulls.isEmpty, !mayMiss || !ids.contains(where: { $0 < 0 }) { return nil }
        let validity = Bitmap(count: ids.count) { ids[$0] >= 0 && !isNull(Int(ids[$0])) }
        return validity.isAllOnes ? nil : validity
    }

    // MARK: Comparing

    /// Sets every candidate whose value is not that of its row in `column` to −1. Negative candidates are left as they are.
    func verify(_ candidates: inout [Int32], _ column: Column) {
        switch column {
        case .boolean(let column): keep(&candidates) { base(Bool.self)[$0] == column.values[$1] }
        case .int8(let column): keepEqual(&candidates, column.values)
        case .int16(let column): keepEqual(&candidates, column.values)
        case .int32(let column): keepEqual(&candidates, column.values)
        case .int64(let column): keepEqual(&candidates, column.values)
        case .int128(let column): keepEqual(&candidates, column.values)
        case .float(let column): keep(&candidates) { Self.equal(base(Float.self)[$0], column.values[$1]) }
        case .double(let column): keep(&candidates) { Self.equal(base(Double.self)[$0], column.values[$1]) }
        case .bytes(let column):
            column.bytes.withUnsafeBytes { bytes in
                keep(&candidates) { texts.equals($0, UnsafeRawBufferPointer(rebasing: bytes[column.range($1)])) }
            }
        case .array, .map, .row, .null:
            for row in candidates.indices where candidates[row] >= 0 && !equals(Int(candidates[row]), column, row) { candidates[row] = -1 }
        }
        if nulls.isEmpty, column.validity == nil { return }
        // Where either is NULL the values mean nothing: both must be.
        for row in candidates.indices where candidates[row] >= 0 && isNull(Int(candidates[row])) != column.isNull(row) {
            candidates[row] = -1
        }
    }

    @inline(__always) private func keep(_ candidates: inout [Int32], where isEqual: (_ id: Int, _ row: Int) -> Bool) {
        candidates.withUnsafeMutableBufferPointer { candidates in
            for row in candidates.indices {
                let id = candidates[row]
                if id >= 0, !isEqual(Int(id), row) { candidates[row] = -1 }
            }
        }
    }

    @inline(__always) private func keepEqual<T: Equatable>(_ candidates: inout [Int32], _ values: [T]) {
        let base = base(T.self)
        values.withUnsafeBufferPointer { values in keep(&candidates) { base[$0] == values[$1] } }
    }

    /// Whether the value of `id` is that of `row` in `column`: NULL equals NULL, and NaN itself.
    func equals(_ id: Int, _ column: Column, _ row: Int) -> Bool {
        let isNull = column.isNull(row)
        if isNull || self.isNull(id) { return isNull && self.isNull(id) }
        switch column {
        case .boolean(let column): return base(Bool.self)[id] == column.values[row]
        case .int8(let column): return base(Int8.self)[id] == column.values[row]
        case .int16(let column): return base(Int16.self)[id] == column.values[row]
        case .int32(let column): return base(Int32.self)[id] == column.values[row]
        case .int64(let column): return base(Int64.self)[id] == column.values[row]
        case .int128(let column): return base(Int128.self)[id] == column.values[row]
        case .float(let column): return Self.equal(base(Float.self)[id], column.values[row])
        case .double(let column): return Self.equal(base(Double.self)[id], column.values[row])
        case .bytes(let column): return column.withBytes(row) { texts.equals(id, $0) }
        case .array, .map, .row:
            var encoded: [UInt8] = []
            codec.encode([column], row: row, into: &encoded)
            return encoded.withUnsafeBytes { texts.equals(id, $0) }
        case .null: return true
        }
    }

    /// Whether two values are equal: NULL equals NULL, and NaN itself.
    func equals(_ id: Int, _ other: Int) -> Bool {
        if isNull(id) || isNull(other) { return isNull(id) && isNull(other) }
        switch physical {
        case .boolean: return base(Bool.self)[id] == base(Bool.self)[other]
        case .int8: return base(Int8.self)[id] == base(Int8.self)[other]
        case .int16: return base(Int16.self)[id] == base(Int16.self)[other]
        case .int32: return base(Int32.self)[id] == base(Int32.self)[other]
        case .int64: return base(Int64.self)[id] == base(Int64.self)[other]
        case .int128: return base(Int128.self)[id] == base(Int128.self)[other]
        case .float: return Self.equal(base(Float.self)[id], base(Float.self)[other])
        case .double: return Self.equal(base(Double.self)[id], base(Double.self)[other])
        case .bytes, .array, .map, .row: return texts.withBytes(other) { texts.equals(id, $0) }
        case .null: return true
        }
    }

    @inline(__always) private static func equal<T: BinaryFloatingPoint>(_ left: T, _ right: T) -> Bool {
        left == right || (left.isNaN && right.isNaN)
    }
}
