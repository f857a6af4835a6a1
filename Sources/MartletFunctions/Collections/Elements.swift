import MartletColumns
import MartletCore

/// Compares elements of columns by their rows. The case of the column is looked at once.
enum Elements {
    /// Whether a row of one column equals a row of another of the same type; NULL equals NULL.
    static func equality(_ a: Column, _ b: Column) -> (Int, Int) -> Bool {
        func withNulls(_ equal: @escaping (Int, Int) -> Bool) -> (Int, Int) -> Bool {
            let first = a.validity, second = b.validity
            if first == nil, second == nil { return equal }
            return { i, j in
                let isFirst = first?[i] ?? true, isSecond = second?[j] ?? true
                return isFirst && isSecond ? equal(i, j) : isFirst == isSecond
            }
        }
        switch (a, b) {
        case (.int8(let x), .int8(let y)): return withNulls { x.values[$0] == y.values[$1] }
        case (.int16(let x), .int16(let y)): return withNulls { x.values[$0] == y.values[$1] }
        case (.int32(let x), .int32(let y)): return withNulls { x.values[$0] == y.values[$1] }
        case (.int64(let x), .int64(let y)): return withNulls { x.values[$0] == y.values[$1] }
        case (.int128(let x), .int128(let y)): return withNulls { x.values[$0] == y.values[$1] }
        case (.float(let x), .float(let y)): return withNulls { x.values[$0] == y.values[$1] }
        case (.double(let x), .double(let y)): return withNulls { x.values[$0] == y.values[$1] }
        case (.bytes(let x), .bytes(let y)): return withNulls { x[$0] == y[$1] }
        default: return { key(a, $0) == key(b, $1) }
        }
    }

    /// Negative, zero or positive as a row of the column comes before, equals or comes after another; both have values.
    static func order(_ column: Column, _ type: DataType) -> (Int, Int) -> Int {
        func compare<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a == b ? 0 : 1 }
        /// NaN comes last.
        func compareNumbers<T: FloatingPoint>(_ a: T, _ b: T) -> Int {
            a < b ? -1 : a > b ? 1 : a.isNaN ? (b.isNaN ? 0 : 1) : b.isNaN ? -1 : 0
        }
        switch column {
        case .int8(let x): return { compare(x.values[$0], x.values[$1]) }
        case .int16(let x): return { compare(x.values[$0], x.values[$1]) }
        case .int32(let x): return { compare(x.values[$0], x.values[$1]) }
        case .int64(let x): return { compare(x.values[$0], x.values[$1]) }
        case .int128(let x): return { compare(x.values[$0], x.values[$1]) }
        case .float(let x): return { compareNumbers(x.values[$0], x.values[$1]) }
        case .double(let x): return { compareNumbers(x.values[$0], x.values[$1]) }
        case .bytes(let x): return { i, j in x[i].lexicographicallyPrecedes(x[j]) ? -1 : x[i] == x[j] ? 0 : 1 }
        default:
            return { i, j in
                let a = column.value(i, type), b = column.value(j, type)
                return a.isOrdered(before: b) ? -1 : b.isOrdered(before: a) ? 1 : 0
            }
        }
    }

    /// Bytes that are the same for equal elements.
    static func key(_ column: Column, _ row: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        RowCodec([]).encode([column], row: row, into: &bytes)
        return bytes
    }
}

/// Arrays put together from the elements of a column.
struct ArraySelection {
    private var offsets: [Int32] = [0]
    private var indices: [Int32] = []
    private let validity: Bitmap?

    /// - Parameter validity: the rows that have an array; `take` is not called for the others.
    init(validity: Bitmap?) { self.validity = validity }

    mutating func append(_ element: Int) { indices.append(Int32(truncatingIfNeeded: element)) }
    mutating func append(_ elements: Range<Int>) { for element in elements { append(element) } }

    /// An array column whose row *i* has the elements that `take(i)` appended.
    static func column(_ count: Int, _ validity: Bitmap?, of elements: Column, _ take: (Int, inout ArraySelection) throws -> Void) rethrows
        -> Column
    {
        var selection = ArraySelection(validity: validity)
        for row in 0..<count {
            if validity?[row] ?? true { try take(row, &selection) }
            selection.offsets.append(Int32(truncatingIfNeeded: selection.indices.count))
        }
        return .array(ArrayColumn(offsets: selection.offsets, elements: elements.gather(selection.indices), validity: validity))
    }
}

extension Bitmap {
    /// Where all columns have values; nil: everywhere.
    static func intersection(of columns: [Column]) -> Bitmap? { columns.reduce(nil) { intersection($0, $1.validity) } }
}
