/// Writes values as bytes, one after the other: integers little endian, lengths as LEB128.
///
/// `Docs/Formats.md` describes what is made of them.
public struct ByteWriter: Sendable {
    /// What has been written.
    public var bytes: [UInt8]

    /// A writer that goes on behind `bytes`.
    @inlinable public init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    /// Writes an integer, the lowest byte first.
    @inlinable public mutating func write<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes a number that is not negative as LEB128: seven bits a byte, the lowest first, the top bit set on all but the last.
    @inlinable public mutating func write(length: Int) {
        precondition(length >= 0, "a length of \(length)")
        var rest = UInt(length)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes bytes behind their number.
    @inlinable public mutating func write(counted content: some Collection<UInt8>) {
        write(length: content.count)
        bytes.append(contentsOf: content)
    }

    /// Writes a text as the number of its UTF-8 bytes and the bytes.
    @inlinable public mutating func write(_ text: String) { write(counted: text.utf8) }

    /// Begins a row of so many fields: the bits that say which are NULL, all of them 0. Answers where they stand.
    @inlinable public mutating func beginRow(fields: Int) -> Int {
        let place = bytes.count
        for _ in 0..<(fields + 7) / 8 { bytes.append(0) }
        return place
    }

    /// Notes that a field of the row that began at `place` is NULL.
    @inlinable public mutating func setNull(field: Int, ofRowAt place: Int) { bytes[place + field / 8] |= 1 << UInt8(field % 8) }
}
