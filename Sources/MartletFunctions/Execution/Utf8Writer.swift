import MartletColumns
import MartletCore

/// Takes the bytes of one string result after the other, and makes a column of them.
package struct Utf8Writer {
    private var bytes: [UInt8] = []
    private var offsets: [Int32] = [0]
    private var isNull = false
    /// Allocated at the first row that the row function made NULL.
    private var valid: Bitmap?

    init(capacity: Int) { offsets.reserveCapacity(capacity + 1) }

    @inline(__always) package mutating func append(_ byte: UInt8) { bytes.append(byte) }
    @inline(__always) package mutating func append(_ text: Utf8) { bytes.append(contentsOf: text.bytes) }
    @inline(__always) package mutating func append(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }
    @inline(__always) package mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    package mutating func append(_ scalar: Unicode.Scalar) {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    /// The digits of `number`, with a minus sign where it is negative.
    /// - Parameter width: how many digits at least; zeros stand in front of fewer.
    package mutating func append(decimal number: some FixedWidthInteger, width: Int = 1) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { digits in
            var position = digits.count
            var rest = number.magnitude
            repeat {
                position -= 1
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                digits[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            } while rest != 0
            if number < 0 { bytes.append(UInt8(ascii: "-")) }
            for _ in 0..<max(0, width - (digits.count - position)) { bytes.append(UInt8(ascii: "0")) }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[position...]))
        }
    }

    /// At most `count` bytes, which `write` writes and counts.
    @inline(__always)
    package mutating func append(upTo count: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { buffer in
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<write(buffer)]))
        }
    }

    /// Makes this row's result NULL, whatever has been or will be written for it.
    package mutating func setNull() { isNull = true }

    /// How many bytes have been written for this row.
    package var count: Int { bytes.count - Int(offsets[offsets.count - 1]) }

    /// Takes back bytes of this row so that `newCount` are left.
    package mutating func truncate(to newCount: Int) { bytes.removeLast(count - newCount) }

    /// The bytes of this row, to be changed in place.
    package mutating func withRow<Result>(_ body: (UnsafeMutableBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let start = Int(offsets[offsets.count - 1])
        return try bytes.withUnsafeMutableBufferPointer { try body(UnsafeMutableBufferPointer(rebasing: $0[start...])) }
    }

    /// Throws if `count` more bytes are too many for a column, before they are written. For functions whose results may be of any length.
    package func checkRoom(for count: Int) throws {
        if count > Int(Int32.max) - bytes.count {
            throw MartletError(
                "A function's results come to more than 2 GiB in one batch.", hint: "Look at the lengths that it is given: is one far too large?")
        }
    }

    @inline(__always)
    mutating func finishRow(_ total: Int) throws {
        if isNull {
            isNull = false
            bytes.removeLast(count)
            if valid == nil { valid = Bitmap(repeating: true, count: total) }
            valid?[offsets.count - 1] = false
        }
        if bytes.count > Int(Int32.max) { try checkRoom(for: 0) }
        offsets.append(Int32(truncatingIfNeeded: bytes.count))
    }

    /// The column of the rows written. Throws if it comes to more than 2 GiB. `write` is called for the rows that are not NULL by `validity`.
    @inline(__always)
    package static func column(_ count: Int, _ validity: Bitmap?, _ write: (Int, inout Utf8Writer) throws -> Void) throws -> Column {
        var writer = Utf8Writer(capacity: count)
        for row in 0..<count {
            if validity.map({ $0[row] }) ?? true { try write(row, &writer) }
            try writer.finishRow(count)
        }
        return .bytes(
            BytesColumn(offsets: writer.offsets, bytes: writer.bytes, validity: Bitmap.intersection(validity, writer.valid)))
    }
}
