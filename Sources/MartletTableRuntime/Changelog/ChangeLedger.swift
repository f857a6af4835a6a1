import MartletColumns
import MartletCore

/// Puts a changelog together from the results before and after each of a run of changes.
///
/// Changes are numbered as the rows of the columns that are given to `batch`.
struct ChangeLedger {
    /// Twice the number of a change, and one more for its result after.
    private var picks: [Int32] = []
    private var kinds: [RowKind] = []

    init(capacity: Int) {
        picks.reserveCapacity(capacity)
        kinds.reserveCapacity(capacity)
    }

    var isEmpty: Bool { picks.isEmpty }

    @inline(__always) mutating func insert(_ change: Int) { append(change, isAfter: true, .insert) }
    @inline(__always) mutating func delete(_ change: Int) { append(change, isAfter: false, .delete) }

    @inline(__always) mutating func update(_ change: Int, emittingBefore: Bool) {
        if emittingBefore { append(change, isAfter: false, .updateBefore) }
        append(change, isAfter: true, .updateAfter)
    }

    @inline(__always) private mutating func append(_ change: Int, isAfter: Bool, _ kind: RowKind) {
        picks.append(Int32(truncatingIfNeeded: change &* 2 &+ (isAfter ? 1 : 0)))
        kinds.append(kind)
    }

    /// The changes as rows: first `same`, whose values are the same before and after, then what has changed.
    func batch(same: [Column], before: [Column], after: [Column]) -> ColumnBatch {
        let changes = picks.map { $0 &>> 1 }
        return ColumnBatch(
            same.map { $0.gather(changes) } + zip(before, after).map { Column.choice($0, $1, picks) }, count: picks.count, kinds: kinds)
    }
}

extension Column {
    /// For each pick, row `pick / 2` of `even` or `odd`, as the pick is.
    fileprivate static func choice(_ even: Column, _ odd: Column, _ picks: [Int32]) -> Column {
        switch (even, odd) {
        case (.int8(let a), .int8(let b)): .int8(choice(a, b, picks))
        case (.int16(let a), .int16(let b)): .int16(choice(a, b, picks))
        case (.int32(let a), .int32(let b)): .int32(choice(a, b, picks))
        case (.int64(let a), .int64(let b)): .int64(choice(a, b, picks))
        case (.int128(let a), .int128(let b)): .int128(choice(a, b, picks))
        case (.float(let a), .float(let b)): .float(choice(a, b, picks))
        case (.double(let a), .double(let b)): .double(choice(a, b, picks))
        default:
            concatenation([even, odd]).gather(picks.map { $0 &>> 1 &+ ($0 & 1) &* Int32(truncatingIfNeeded: even.count) })
        }
    }

    @inline(__always) private static func choice<T>(_ even: FixedColumn<T>, _ odd: FixedColumn<T>, _ picks: [Int32]) -> FixedColumn<T> {
        let values = even.values.withUnsafeBufferPointer { a in
            odd.values.withUnsafeBufferPointer { b in
                [T](unsafeUninitializedCapacity: picks.count) { values, initialized in
                    for position in picks.indices {
                        let pick = picks[position], row = Int(pick &>> 1)
                        values[position] = pick & 1 == 0 ? a[row] : b[row]
                    }
                    initialized = picks.count
                }
            }
        }
        if even.validity == nil, odd.validity == nil { return FixedColumn(values) }
        return FixedColumn(
            values,
            validity: Bitmap(count: picks.count) { position in
                let validity = picks[position] & 1 == 0 ? even.validity : odd.validity
                return validity.map { $0[Int(picks[position] &>> 1)] } ?? true
            })
    }

    /// Sets `marks` where the rows of two columns of the same type differ. NULL is equal to NULL.
    func markDifferences(from other: Column, in marks: inout [Bool]) {
        switch (self, other) {
        case (.int8(let a), .int8(let b)): Self.mark(a, b, &marks)
        case (.int16(let a), .int16(let b)): Self.mark(a, b, &marks)
        case (.int32(let a), .int32(let b)): Self.mark(a, b, &marks)
        case (.int64(let a), .int64(let b)): Self.mark(a, b, &marks)
        case (.int128(let a), .int128(let b)): Self.mark(a, b, &marks)
        case (.float(let a), .float(let b)): Self.mark(a, b, &marks)
        case (.double(let a), .double(let b)): Self.mark(a, b, &marks)
        case (.boolean(let a), .boolean(let b)):
            for row in marks.indices where a[row] != b[row] { marks[row] = true }
        case (.bytes(let a), .bytes(let b)):
            for row in marks.indices where a.isNull(row) != b.isNull(row) || (!a.isNull(row) && a[row] != b[row]) { marks[row] = true }
        case (.null, .null): break
        default:
            let codec = CanonicalBytes()
            for row in marks.indices where codec.bytes(self, row) != codec.bytes(other, row) { marks[row] = true }
        }
    }

    @inline(__always) private static func mark<T: Equatable>(_ a: FixedColumn<T>, _ b: FixedColumn<T>, _ marks: inout [Bool]) {
        marks.withUnsafeMutableBufferPointer { marks in
            a.values.withUnsafeBufferPointer { x in
                b.values.withUnsafeBufferPointer { y in
                    if a.validity == nil, b.validity == nil {
                        for row in marks.indices { marks[row] = marks[row] || x[row] != y[row] }
                    } else {
                        for row in marks.indices {
                            let isNull = a.isNull(row)
                            if isNull != b.isNull(row) || (!isNull && x[row] != y[row]) { marks[row] = true }
                        }
                    }
                }
            }
        }
    }
}

/// The canonical bytes of single values of nested types, by which they are compared.
private struct CanonicalBytes {
    private let codec = RowCodec([])

    func bytes(_ column: Column, _ row: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        codec.encode([column], row: row, into: &bytes)
        return bytes
    }
}
