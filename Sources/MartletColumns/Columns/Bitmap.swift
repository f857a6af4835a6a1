/// A run of bits in Arrow's order: bit *i* is bit *i* mod 64 of word *i* / 64, least significant first.
///
/// It serves as the validity of a column (1: there is a value, 0: NULL) and as the values of a BOOLEAN column. Bits behind `count` are 0.
@frozen public struct Bitmap: Sendable, Hashable {
    /// The bits, 64 a word; as many words as `count` needs.
    public var words: [UInt64]
    /// How many bits there are.
    public let count: Int

    /// Takes `words` as they are; bits behind `count` are cleared.
    @inlinable public init(words: [UInt64], count: Int) {
        precondition(words.count == (count + 63) / 64, "a bitmap of \(count) bits needs \((count + 63) / 64) words, not \(words.count)")
        self.words = words
        self.count = count
        if count % 64 != 0 { self.words[words.count - 1] &= (1 << UInt64(count % 64)) - 1 }
    }

    /// `count` times the same bit.
    @inlinable public init(repeating bit: Bool, count: Int) {
        self.init(words: [UInt64](repeating: bit ? ~0 : 0, count: (count + 63) / 64), count: count)
    }

    /// Bit *i* is `bit(i)`. The closure is called once for each, in order.
    @inlinable @inline(__always) public init(count: Int, _ bit: (Int) throws -> Bool) rethrows {
        words = try [UInt64](unsafeUninitializedCapacity: (count + 63) / 64) { words, initialized in
            for index in 0..<count / 64 { words[index] = try Bitmap.word(index &* 64, bit) }
            if count % 64 != 0 {
                var word: UInt64 = 0
                for offset in 0..<count % 64 where try bit(count / 64 &* 64 &+ offset) { word |= 1 &<< UInt64(truncatingIfNeeded: offset) }
                words[count / 64] = word
            }
            initialized = words.count
        }
        self.count = count
    }

    /// The word of the bits from `start` on.
    ///
    /// Truth values are first laid side by side as bytes, which vectorises, and then packed eight at a time.
    @inlinable @inline(__always) static func word(_ start: Int, _ bit: (Int) throws -> Bool) rethrows -> UInt64 {
        var truths = SIMD64<UInt8>()
        try withUnsafeMutableBytes(of: &truths) { truths in
            for offset in 0..<64 { truths[offset] = try bit(start &+ offset) ? 1 : 0 }
        }
        // The product's highest byte gathers the lowest bits of the eight bytes.
        let packed = (unsafeBitCast(truths, to: SIMD8<UInt64>.self) &* 0x0102_0408_1020_4080) &>> 56
        var word: UInt64 = 0
        for lane in 0..<8 { word |= packed[lane] &<< UInt64(truncatingIfNeeded: lane &* 8) }
        return word
    }

    /// The bit at `index`, which must be less than `count`: within the last word nobody checks it.
    @inlinable public subscript(_ index: Int) -> Bool {
        get { words[index &>> 6] &>> UInt64(truncatingIfNeeded: index & 63) & 1 != 0 }
        set {
            let mask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index & 63)
            if newValue { words[index &>> 6] |= mask } else { words[index &>> 6] &= ~mask }
        }
    }

    /// How many bits are 1.
    @inlinable public var onesCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    /// Whether no bit is 0; true of no bits at all.
    @inlinable public var isAllOnes: Bool { onesCount == count }
    /// Whether no bit is 1; true of no bits at all.
    @inlinable public var isAllZeros: Bool { words.allSatisfy { $0 == 0 } }

    /// All bits turned over.
    @inlinable public static prefix func ~ (bits: Bitmap) -> Bitmap { Bitmap(words: bits.words.map { ~$0 }, count: bits.count) }
    /// The bits that are 1 in both, which must be of one length; so below.
    @inlinable public static func & (left: Bitmap, right: Bitmap) -> Bitmap { combine(left, right) { $0 & $1 } }
    /// The bits that are 1 in either.
    @inlinable public static func | (left: Bitmap, right: Bitmap) -> Bitmap { combine(left, right) { $0 | $1 } }
    /// The bits that are 1 in exactly one.
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

    /// A run of bits, counted from 0 again.
    @inlinable public func slice(_ range: Range<Int>) -> Bitmap { Bitmap(count: range.count) { self[range.lowerBound &+ $0] } }

    /// Validity that is NULL where either is; nil means no NULLs.
    @inlinable public static func intersection(_ left: Bitmap?, _ right: Bitmap?) -> Bitmap? {
        guard let left else { return right }
        guard let right else { return left }
        return left & right
    }
}
