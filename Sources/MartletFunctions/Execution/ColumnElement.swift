import MartletColumns
import MartletCore

/// A value that kernels take from a column, row by row: a number, a truth value, a byte string, a date and time.
///
/// The protocol exists for generic loops that are inlined where the types are known; nothing is ever called through an existential.
package protocol ColumnElement: Sendable {
    /// What reading needs while the column is held: pointers into it.
    associatedtype View

    /// Calls `body` with a view of `column`, which must be of this physical type.
    static func withView<Result>(_ column: Column, _ body: (View) throws -> Result) rethrows -> Result
    /// The value of a row; unspecified at a NULL.
    static func read(_ view: View, _ row: Int) -> Self
}

/// What a kernel can make a column of, row by row.
package protocol KernelResult: Sendable {
    /// The column of `value(row)` for each row. It is also called for rows that are NULL by `validity`, so that the loop has no branch.
    static func total(_ count: Int, _ validity: Bitmap?, _ value: (Int) -> Self) -> Column
    /// The column of `value(row)` for each row that is not NULL by `validity`; nil gives NULL.
    static func partial(_ count: Int, _ validity: Bitmap?, _ value: (Int) throws -> Self?) rethrows -> Column
}

/// A value of one width.
package protocol FixedElement: ColumnElement, KernelResult, BitwiseCopyable, Hashable, AdditiveArithmetic
where View == UnsafeBufferPointer<Self> {
    static func fixed(_ column: Column) -> FixedColumn<Self>
    static func column(_ fixed: FixedColumn<Self>) -> Column
}

extension FixedElement {
    @inline(__always)
    package static func withView<Result>(_ column: Column, _ body: (View) throws -> Result) rethrows -> Result {
        try fixed(column).values.withUnsafeBufferPointer(body)
    }

    @inline(__always)
    package static func read(_ view: View, _ row: Int) -> Self { view[row] }

    @inline(__always)
    package static func total(_ count: Int, _ validity: Bitmap?, _ value: (Int) -> Self) -> Column {
        let values = [Self](unsafeUninitializedCapacity: count) { buffer, initialized in
            for row in 0..<count { buffer[row] = value(row) }
            initialized = count
        }
        return column(FixedColumn(values, validity: validity))
    }

    @inline(__always)
    package static func partial(_ count: Int, _ validity: Bitmap?, _ value: (Int) throws -> Self?) rethrows -> Column {
        var valid = validity ?? Bitmap(repeating: true, count: count)
        var hasNewNulls = false
        let values = try [Self](unsafeUninitializedCapacity: count) { buffer, initialized in
            for row in 0..<count {
                if valid[row] {
                    if let result = try value(row) {
                        buffer[row] = result
                        continue
                    }
                    valid[row] = false
                    hasNewNulls = true
                }
                buffer[row] = .zero
            }
            initialized = count
        }
        return column(FixedColumn(values, validity: validity == nil && !hasNewNulls ? nil : valid))
    }
}

extension Int8: FixedElement {
    package static func fixed(_ column: Column) -> FixedColumn<Int8> { column.int8 }
    package static func column(_ fixed: FixedColumn<Int8>) -> Column { .int8(fixed) }
}

extension Int16: FixedElement {
    package static func fixed(_ column: Column) -> FixedColumn<Int16> { column.int16 }
    package static func column(_ fixed: FixedColumn<Int16>) -> Column { .int16(fixed) }
}

extension Int32: FixedElement {
    package static func fixed(_ column: Column) -> FixedColumn<Int32> { column.int32 }
    package static func column(_ fixed: FixedColumn<Int32>) -> Column { .int32(fixed) }
}

extension Int64: FixedElement {
    package static func fixed(_ column: Column) -> FixedColumn<Int64> { column.int64 }
    package static func column(_ fixed: FixedColumn<Int64>) -> Column { .int64(fixed) }
}

extension Int128: FixedElement {
    package static func fixed(_ column: Column) -> FixedColumn<Int128> { column.int128 }
    package static func column(_ fixed: FixedColumn<Int128>) -> Column { .int128(fixed) }
}

extension Float: FixedElement {
    package static func fixed(_ column: Column) -> FixedColumn<Float> { column.float }
    package static func column(_ fixed: FixedColumn<Float>) -> Column { .float(fixed) }
}

extension Double: FixedElement {
    package static func fixed(_ column: Column) -> FixedColumn<Double> { column.double }
    package static func column(_ fixed: FixedColumn<Double>) -> Column { .double(fixed) }
}

extension Bool: ColumnElement, KernelResult {
    @inline(__always)
    package static func withView<Result>(_ column: Column, _ body: (UnsafeBufferPointer<UInt64>) throws -> Result) rethrows -> Result {
        try column.boolean.values.words.withUnsafeBufferPointer(body)
    }

    @inline(__always)
    package static func read(_ view: UnsafeBufferPointer<UInt64>, _ row: Int) -> Bool {
        view[row &>> 6] &>> UInt64(truncatingIfNeeded: row & 63) & 1 != 0
    }

    @inline(__always)
    package static func total(_ count: Int, _ validity: Bitmap?, _ value: (Int) -> Bool) -> Column {
        .boolean(BooleanColumn(Bitmap(count: count, value), validity: validity))
    }

    @inline(__always)
    package static func partial(_ count: Int, _ validity: Bitmap?, _ value: (Int) throws -> Bool?) rethrows -> Column {
        var valid = validity ?? Bitmap(repeating: true, count: count)
        var values = Bitmap(repeating: false, count: count)
        var hasNewNulls = false
        for row in 0..<count where valid[row] {
            if let result = try value(row) {
                if result { values[row] = true }
            } else {
                valid[row] = false
                hasNewNulls = true
            }
        }
        return .boolean(BooleanColumn(values, validity: validity == nil && !hasNewNulls ? nil : valid))
    }
}

extension Utf8: ColumnElement {
    /// Where a column's strings begin and end, and their bytes.
    package struct View {
        let offsets: UnsafeBufferPointer<Int32>
        let bytes: UnsafeBufferPointer<UInt8>
    }

    @inline(__always)
    package static func withView<Result>(_ column: Column, _ body: (View) throws -> Result) rethrows -> Result {
        let column = column.bytes
        return try column.offsets.withUnsafeBufferPointer { offsets in
            try column.bytes.withUnsafeBufferPointer { bytes in try body(View(offsets: offsets, bytes: bytes)) }
        }
    }

    @inline(__always)
    package static func read(_ view: View, _ row: Int) -> Utf8 {
        let start = Int(view.offsets[row]), end = Int(view.offsets[row &+ 1])
        return Utf8(UnsafeBufferPointer(start: view.bytes.baseAddress.map { $0 + start }, count: end &- start))
    }
}

extension LocalDateTime: ColumnElement {
    /// TIMESTAMP and TIMESTAMP_LTZ of either width.
    package enum View {
        case milliseconds(UnsafeBufferPointer<Int64>)
        case nanoseconds(UnsafeBufferPointer<Int128>)
    }

    @inline(__always)
    package static func withView<Result>(_ column: Column, _ body: (View) throws -> Result) rethrows -> Result {
        if case .int64(let column) = column { return try column.values.withUnsafeBufferPointer { try body(.milliseconds($0)) } }
        return try column.int128.values.withUnsafeBufferPointer { try body(.nanoseconds($0)) }
    }

    @inline(__always)
    package static func read(_ view: View, _ row: Int) -> LocalDateTime {
        switch view {
        case .milliseconds(let values): LocalDateTime(milliseconds: values[row])
        case .nanoseconds(let values): LocalDateTime(nanoseconds: values[row])
        }
    }
}
