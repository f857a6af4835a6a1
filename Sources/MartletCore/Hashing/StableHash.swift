/// The 64-bit hash by which keys are spread over key groups and found in state tables: XXH64.
///
/// It is part of every snapshot's meaning and of the protocol with a Flink cluster, so it can never change. `Docs/Formats.md` has its
/// definition and test vectors. A key of several fields is hashed field by field, each with the hash of those before it as the seed.
///
/// Source of the algorithm: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
@frozen public enum StableHash {
    @usableFromInline static var prime1: UInt64 { 0x9E37_79B1_85EB_CA87 }
    @usableFromInline static var prime2: UInt64 { 0xC2B2_AE3D_27D4_EB4F }
    @usableFromInline static var prime3: UInt64 { 0x1656_67B1_9E37_79F9 }
    @usableFromInline static var prime4: UInt64 { 0x85EB_CA77_C2B2_AE63 }
    @usableFromInline static var prime5: UInt64 { 0x27D4_EB2F_1656_67C5 }

    /// XXH64 of the eight little-endian bytes of `word`.
    @inlinable public static func hash(_ word: UInt64, seed: UInt64 = 0) -> UInt64 {
        let start = seed &+ prime5 &+ 8
        return finish(rotate(start ^ round(0, word), 27) &* prime1 &+ prime4)
    }

    /// XXH64 of the four little-endian bytes of `word`.
    @inlinable public static func hash(_ word: UInt32, seed: UInt64 = 0) -> UInt64 {
        let start = seed &+ prime5 &+ 4
        return finish(rotate(start ^ (UInt64(word) &* prime1), 23) &* prime2 &+ prime3)
    }

    /// XXH64 of one byte.
    @inlinable public static func hash(_ byte: UInt8, seed: UInt64 = 0) -> UInt64 {
        let start = seed &+ prime5 &+ 1
        return finish(rotate(start ^ (UInt64(byte) &* prime5), 11) &* prime1)
    }

    /// The hash of a NULL field: XXH64 of no bytes, with the seed's bits inverted, so that it differs from an empty string.
    @inlinable public static func hashOfNull(seed: UInt64 = 0) -> UInt64 { finish(~seed &+ prime5) }

    /// XXH64 of a run of bytes.
    @inlinable public static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        let count = bytes.count
        var position = 0
        var hash: UInt64
        if count >= 32 {
            var a = seed &+ prime1 &+ prime2
            var b = seed &+ prime2
            var c = seed
            var d = seed &- prime1
            while position <= count &- 32 {
                a = round(a, word(bytes, position))
                b = round(b, word(bytes, position &+ 8))
                c = round(c, word(bytes, position &+ 16))
                d = round(d, word(bytes, position &+ 24))
                position &+= 32
            }
            hash = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
            hash = merge(merge(merge(merge(hash, a), b), c), d)
        } else {
            hash = seed &+ prime5
        }
        hash = hash &+ UInt64(truncatingIfNeeded: count)
        while position <= count &- 8 {
            hash = rotate(hash ^ round(0, word(bytes, position)), 27) &* prime1 &+ prime4
            position &+= 8
        }
        if position <= count &- 4 {
            let half = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
            hash = rotate(hash ^ (half &* prime1), 23) &* prime2 &+ prime3
            position &+= 4
        }
        while position < count {
            hash = rotate(hash ^ (UInt64(bytes[position]) &* prime5), 11) &* prime1
            position &+= 1
        }
        return finish(hash)
    }

    /// The 32-bit key hash that key groups are made from: both halves of the 64-bit hash, exclusive-or.
    @inlinable public static func keyHash(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash ^ (hash >> 32)) }

    @inlinable static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inlinable static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 { (word &<< count) | (word &>> (64 &- count)) }

    @inlinable static func round(_ accumulator: UInt64, _ input: UInt64) -> UInt64 {
        rotate(accumulator &+ input &* prime2, 31) &* prime1
    }

    @inlinable static func merge(_ hash: UInt64, _ accumulator: UInt64) -> UInt64 {
        (hash ^ round(0, accumulator)) &* prime1 &+ prime4
    }

    @inlinable static func finish(_ hash: UInt64) -> UInt64 {
        var hash = hash
        hash = (hash ^ (hash >> 33)) &* prime2
        hash = (hash ^ (hash >> 29)) &* prime3
        return hash ^ (hash >> 32)
    }
}
