/// A message digest that works block by block: MD5 and the SHA family (RFC 1321, FIPS 180-4).
///
/// Written here rather than taken from libcrypto because loading that library costs every start of the command line 2 ms, for seven functions.
protocol BlockDigest {
    /// Bytes in a block.
    static var blockSize: Int { get }
    /// Bytes at the end of the last block that hold the message's length.
    static var lengthSize: Int { get }
    /// Whether numbers are written with their least significant byte first.
    static var isLittleEndian: Bool { get }

    init()
    /// Takes in one block.
    mutating func compress(_ block: UnsafeBufferPointer<UInt8>)
    var digest: [UInt8] { get }
}

extension BlockDigest {
    /// The digest of a whole message.
    mutating func digest(_ message: Utf8) -> [UInt8] {
        var start = 0
        while message.count - start >= Self.blockSize {
            compress(message[start..<start + Self.blockSize].bytes)
            start += Self.blockSize
        }
        var rest = Array(message[start...])
        rest.append(0x80)
        while rest.count % Self.blockSize != Self.blockSize - Self.lengthSize { rest.append(0) }
        let bits = UInt64(message.count) * 8
        rest.append(contentsOf: [UInt8](repeating: 0, count: Self.lengthSize - 8))
        rest.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * (Self.isLittleEndian ? $0 : 7 - $0))) })
        rest.withUnsafeBufferPointer { rest in
            for block in stride(from: 0, to: rest.count, by: Self.blockSize) {
                compress(UnsafeBufferPointer(rebasing: rest[block..<block + Self.blockSize]))
            }
        }
        return digest
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The numbers that a block consists of.
    @inline(__always)
    func words<Word: FixedWidthInteger>(_ type: Word.Type, littleEndian: Bool) -> [Word] {
        let size = MemoryLayout<Word>.size
        return (0..<count / size).map { index in
            let word = UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: index * size, as: Word.self)
            return littleEndian ? Word(littleEndian: word) : Word(bigEndian: word)
        }
    }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    @inline(__always) func rotatedLeft(_ count: Self) -> Self { (self &<< count) | (self &>> (Self(Self.bitWidth) &- count)) }
    @inline(__always) func rotatedRight(_ count: Self) -> Self { (self &>> count) | (self &<< (Self(Self.bitWidth) &- count)) }

    /// Its bytes, the most significant first.
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
