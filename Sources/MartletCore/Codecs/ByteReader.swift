/// Reads what a `ByteWriter` has written. What cannot have been written by one is an error, never a crash.
///
/// It reads memory that it does not own and must not outlive it: use it within `withReader`.
public struct ByteReader {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    /// Where the next value begins.
    public private(set) var position = 0

    /// A reader at the first of `bytes`, which stay the caller's and must outlive it.
    @inlinable public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// How many bytes there are still to read.
    public var remaining: Int { bytes.count - position }

    /// Calls `body` with a reader of `bytes`.
    public static func withReader<Result>(of bytes: [UInt8], _ body: (inout ByteReader) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            return try body(&reader)
        }
    }

    /// The next `count` bytes.
    public mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else { throw truncated }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    /// The next integer.
    @inlinable public mutating func read<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type = Number.self) throws -> Number {
        Number(littleEndian: try take(MemoryLayout<Number>.size).loadUnaligned(as: type))
    }

    /// The next length.
    public mutating func readLength() throws -> Int {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            let byte = try read(UInt8.self)
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(truncatingIfNeeded: value) }
        }
        throw MartletError("The bytes hold a length of more than 63 bits at \(position).")
    }

    /// The next run of bytes behind their number.
    public mutating func readCounted() throws -> UnsafeRawBufferPointer { try take(try readLength()) }

    /// The number of things that follow, each of at least `size` bits: no more than there are bits left.
    public mutating func readCount(ofBits size: Int) throws -> Int {
        let count = try readLength()
        guard count <= remaining * 8 / max(1, size) else { throw truncated }
        return count
    }

    /// The next text.
    public mutating func readString() throws -> String { String(decoding: try readCounted(), as: UTF8.self) }

    /// The bits that say which fields of a row are NULL.
    public mutating func beginRow(fields: Int) throws -> UnsafeRawBufferPointer { try take((fields + 7) / 8) }

    private var truncated: MartletError { MartletError("The bytes end in the middle of a value, at \(bytes.count).") }
}

extension UnsafeRawBufferPointer {
    /// Whether these bits, at the beginning of a row, say that a field is NULL.
    @inlinable public func isNull(field: Int) -> Bool { self[field / 8] & (1 << UInt8(field % 8)) != 0 }
}
