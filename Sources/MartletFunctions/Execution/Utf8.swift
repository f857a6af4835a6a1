import Glibc

/// The bytes of one string (or binary value) of a column, while the column is held: valid inside the kernel's loop only.
package struct Utf8: RandomAccessCollection, @unchecked Sendable {
    // Sendable by proof: a kernel's row function takes it as an argument and cannot keep it beyond the column that it points into.
    package let bytes: UnsafeBufferPointer<UInt8>

    @inline(__always)
    package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    @inline(__always) package var startIndex: Int { 0 }
    @inline(__always) package var endIndex: Int { bytes.count }
    @inline(__always) package var count: Int { bytes.count }
    @inline(__always) package subscript(position: Int) -> UInt8 { bytes[position] }
    @inline(__always) package subscript(bounds: Range<Int>) -> Utf8 { Utf8(UnsafeBufferPointer(rebasing: bytes[bounds])) }

    @inline(__always)
    package func withContiguousStorageIfAvailable<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result? {
        try body(bytes)
    }

    /// As text, ill-formed UTF-8 repaired.
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Negative, zero or positive as the bytes come before, equal or come after `other`'s.
    @inline(__always)
    package func compare(_ other: Utf8) -> Int {
        let common = Swift.min(count, other.count)
        if common > 0, let a = bytes.baseAddress, let b = other.bytes.baseAddress {
            let order = memcmp(a, b, common)
            if order != 0 { return Int(order) }
        }
        return count &- other.count
    }
}

extension Utf8: Comparable {
    @inline(__always)
    package static func == (left: Utf8, right: Utf8) -> Bool { left.count == right.count && left.compare(right) == 0 }
    @inline(__always)
    package static func < (left: Utf8, right: Utf8) -> Bool { left.compare(right) < 0 }
}
