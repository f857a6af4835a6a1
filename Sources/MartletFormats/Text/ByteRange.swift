/// A run of bytes in memory that somebody else keeps: one field or token of a record.
struct ByteRange {
    typealias Position = UnsafePointer<UInt8>

    var start: Position
    var end: Position

    @inline(__always) init(_ start: Position, _ end: Position) {
        self.start = start
        self.end = end
    }

    @inline(__always) var count: Int { end - start }
    @inline(__always) var isEmpty: Bool { start == end }

    /// Without the characters up to the space at either end: Java's `String.trim`.
    @inline(__always) var trimmed: ByteRange {
        var (start, end) = (start, end)
        while start < end, start.pointee <= 0x20 { start += 1 }
        while end > start, (end - 1).pointee <= 0x20 { end -= 1 }
        return ByteRange(start, end)
    }

    @inline(__always) func equals(_ other: [UInt8]) -> Bool {
        count == other.count
            && other.withUnsafeBufferPointer { other in
                for index in 0..<other.count where start[index] != other[index] { return false }
                return true
            }
    }

    /// As text, ill-formed UTF-8 repaired.
    var string: String { String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }

    /// Runs `body` on the UTF-8 of `text`.
    static func of<Result>(_ text: String, _ body: (ByteRange) throws -> Result) rethrows -> Result {
        var text = text
        return try text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else {
                return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { empty in
                    guard let base = empty.baseAddress else { preconditionFailure("an allocation without an address") }
                    return try body(ByteRange(base, base))
                }
            }
            return try body(ByteRange(base, base + bytes.count))
        }
    }
}

extension UnsafePointer<UInt8> {
    /// The next eight bytes, the first in the lowest byte.
    @inline(__always) var word: UInt64 { UInt64(littleEndian: UnsafeRawPointer(self).loadUnaligned(as: UInt64.self)) }

    /// The first line feed from here on; `end`, if there is none before it.
    @inline(__always) func lineFeed(before end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var position = self
        while end - position >= 8 {
            let marks = ByteWord.zeros(position.word ^ ByteWord.all(UInt8(ascii: "\n")))
            if marks != 0 { return position + ByteWord.first(marks) }
            position += 8
        }
        while position < end, position.pointee != UInt8(ascii: "\n") { position += 1 }
        return position
    }
}

/// Eight bytes at a time: which of them are what is looked for.
enum ByteWord {
    @inline(__always) static var lowBits: UInt64 { 0x0101_0101_0101_0101 }
    @inline(__always) static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// `byte` eight times.
    @inline(__always) static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* lowBits }

    /// The high bit of each byte that is 0. Above the first such byte there may be false ones.
    @inline(__always) static func zeros(_ word: UInt64) -> UInt64 { (word &- lowBits) & ~word & highBits }

    /// The high bit of each byte below `limit` (at most 128), exact for the lowest one.
    @inline(__always) static func below(_ limit: UInt8, _ word: UInt64) -> UInt64 { (word &- all(limit)) & ~word & highBits }

    /// The index of the lowest byte marked in a word of high bits.
    @inline(__always) static func first(_ marks: UInt64) -> Int { marks.trailingZeroBitCount &>> 3 }

    /// The value of eight ASCII digits; they are checked with `isDigits`.
    @inline(__always) static func eightDigits(_ word: UInt64) -> UInt64 {
        // The digits are added in pairs, then in fours, then in eights: Daniel Lemire, “Quickly parsing eight digits”.
        let digits = word &- 0x3030_3030_3030_3030
        let pairs = (digits &* 10) &+ (digits &>> 8)
        let mask: UInt64 = 0x0000_00FF_0000_00FF
        let low = (pairs & mask) &* (100 &+ (1_000_000 &<< 32))
        let high = ((pairs &>> 16) & mask) &* (1 &+ (10_000 &<< 32))
        return (low &+ high) &>> 32
    }

    /// Whether all eight bytes are ASCII digits.
    @inline(__always) static func isDigits(_ word: UInt64) -> Bool {
        (word & (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030
    }
}
