/// A run of bits in Arrow's order: bit *i* is bit *i* mod 64 of word *i* / 64, least significant first.
///
/// It serves as the validity of a column (1: there is a value, 0: NULL) and as the values of a BOOLEAN column. Bits behind `count` are 0.
@frozen public struct Bitmap: Sendable, Hashable {
    public var words: [UInt64]
    public let count: Int

    /// Takes `words` as they are; bits behind `count` are cleared.
    @inlinable public init(words: [UInt64], count: Int) {
        precondition(words.count == (count + 63) / 64, "a bitmap of \(count) bits needs \((count + 63) / 64) words, not \(words.count)")
        self.words = words
        self.count = count
        if count % 64 != 0 { self.words[words.count - 1] &= (1 << UInt64(count % 64)) - 1 }
    }

    @inlinable public init(repeating bit: Bool, count: Int) {
        self.init(words: [UInt64](repeating: bit ? ~0 : 0, count: (count + 63) / 64), count: count)
    }

    /// Bit *i* is `bit(i)`. The closure is called once for each, in order.
    @inlinable public init(count: Int, _ bit: (Int) throws -> Bool) rethrows {
        var words = [UInt64](repeating: 0, count: (count + 63) / 64)
        for index in words.indices {
            var word: UInt64 = 0
            let base = index &* 64
            let bits = min(64, count &- base)
            for offset in 0..<bits where try bit(base &+ offset) { word |= 1 &<< UInt64(truncatingIfNeeded: offset) }
            words[index] = word
        }
        self.words = words
        self.count = count
    }

    @inlinable public subscript(_ index: Int) -> Bool {
        get { words[index &>> 6] &>> UInt64(truncatingIfNeeded: index & 63) & 1 != 0 }
        set {
            let mask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index & 63)
            if newValue { words[index &>> 6] |= mask } else { words[index &>> 6] &= ~mask }
        }
    }

    /// How many bits are 1.
    @inlinable public var onesCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    @inlinable public var isAllOnes: Bool { onesCount == count }
    @inlinable public var isAllZeros: Bool { words.allSatisfy { $0 == 0 } }

    @inlinable public static prefix func ~ (bits: Bitmap) -> Bitmap { Bitmap(words: bits.words.map { ~$0 }, count: bits.count) }
    @inlinable public static func & (left: Bitmap, right: Bitmap) -> Bitmap { combine(left, right) { $0 & $1 } }
    @inlinable public static func | (left: Bitmap, right: Bitmap) -> Bitmap { combine(left, right) { $0 | $1 } }
    @inlinable public static func ^ (left: Bitmap, right: Bitmap) -> Bitmap { combine(left, right) { $0 ^ $1 } }

    @inlinable static func combine(_ left: Bitmap, _ right: Bitmap, _ operation: (UInt64, UInt64) -> UInt64) -> Bitmap {
        precondition(left.count == right.count, "bitmaps differ in length: \(left.count), \(right.count)")
        var words = left.words
        for index in words.indices { words[index] = operation(words[index], right.words[index]) }
        return Bitmap(words: words, count: left.count)
    }

    /// The positions of the ones, in order.
    @inlinable public var ones: [Int32] {
        let total = onesCount
        return [Int32](unsafeUninitializedCapacity: total) { buffer, initialized in
            var next = 0
            for index in words.indices {
                var word = words[index]
                while word != 0 {
                    buffer[next] = Int32(truncatingIfNeeded: index &* 64 &+ word.trailingZeroBitCount)
                    next &+= 1
                    word &= word &- 1
                }
            }
            initialized = next
        }
    }

    /// The bits at `indices`, in that order; a negative index gives `missing`.
    @inlinable public func gather(_ indices: [Int32], missing: Bool = false) -> Bitmap {
        Bitmap(count: indices.count) { position in
            let index = Int(indices[position])
            return index < 0 ? missing : self[index]
        }
    }

    @inlinable public func slice(_ range: Range<Int>) -> Bitmap { Bitmap(count: range.count) { self[range.lowerBound &+ $0] } }

    /// Validity that is NULL where either is; nil means no NULLs.
    @inlinable public static func intersection(_ left: Bitmap?, _ right: Bitmap?) -> Bitmap? {
        guard let left else { return right }
        guard let right else { return left }
        return left & right
    }
}
