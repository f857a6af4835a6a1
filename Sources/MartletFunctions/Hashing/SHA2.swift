/// The round of SHA-2, over words of 32 or 64 bits (FIPS 180-4).
struct SHA2<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// The first bits of the fractional parts of the cube roots of the first primes.
    let constants: [Word]
    /// How far to rotate: for the two sums, and for the two steps of the schedule, whose last number is a shift.
    let sums: [[Word]]
    let schedule: [[Word]]

    func compress(_ block: UnsafeBufferPointer<UInt8>, into state: inout [Word]) {
        func sum(_ word: Word, _ by: [Word]) -> Word { word.rotatedRight(by[0]) ^ word.rotatedRight(by[1]) ^ word.rotatedRight(by[2]) }
        func step(_ word: Word, _ by: [Word]) -> Word { word.rotatedRight(by[0]) ^ word.rotatedRight(by[1]) ^ (word &>> by[2]) }
        var words = block.words(Word.self, littleEndian: false)
        for index in 16..<constants.count {
            words.append(
                words[index - 16] &+ step(words[index - 15], schedule[0]) &+ words[index - 7] &+ step(words[index - 2], schedule[1]))
        }
        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7])
        for index in constants.indices {
            let first = h &+ sum(e, sums[1]) &+ ((e & f) ^ (~e & g)) &+ constants[index] &+ words[index]
            let second = sum(a, sums[0]) &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        state = zip(state, [a, b, c, d, e, f, g, h]).map { $0 &+ $1 }
    }
}

/// SHA-224 and SHA-256.
struct SHA256: BlockDigest {
    static let blockSize = 64
    static let lengthSize = 8
    static let isLittleEndian = false

    private static let round = SHA2<UInt32>(
        constants: SHA512.round.constants.prefix(64).map { UInt32(truncatingIfNeeded: $0 >> 32) },
        sums: [[2, 13, 22], [6, 11, 25]], schedule: [[7, 18, 3], [17, 19, 10]])

    private var state: [UInt32] = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    private var length = 32

    init() {}

    static var short: SHA256 {
        var digest = SHA256()
        digest.state = [0xC105_9ED8, 0x367C_D507, 0x3070_DD17, 0xF70E_5939, 0xFFC0_0B31, 0x6858_1511, 0x64F9_8FA7, 0xBEFA_4FA4]
        digest.length = 28
        return digest
    }

    mutating func compress(_ block: UnsafeBufferPointer<UInt8>) { Self.round.compress(block, into: &state) }
    var digest: [UInt8] { Array(state.flatMap(\.bigEndianBytes).prefix(length)) }
}

/// SHA-384 and SHA-512.
struct SHA512: BlockDigest {
    static let blockSize = 128
    static let lengthSize = 16
    static let isLittleEndian = false

    static let round = SHA2<UInt64>(
        constants: [
            0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538, 0x59f111f1b605d019,
            0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
            0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3,
            0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65, 0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
            0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
            0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
            0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b, 0xa2bfe8a14cf10364, 0xa81a664bbc423001,
            0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
            0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb,
            0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
            0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c, 0xd186b8c721c0c207,
            0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
            0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a,
            0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
        ],
        sums: [[28, 34, 39], [14, 18, 41]], schedule: [[1, 8, 7], [19, 61, 6]])

    private var state: [UInt64] = [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
        0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ]
    private var length = 64

    init() {}

    static var short: SHA512 {
        var digest = SHA512()
        digest.state = [
            0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511,
            0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
        ]
        digest.length = 48
        return digest
    }

    mutating func compress(_ block: UnsafeBufferPointer<UInt8>) { Self.round.compress(block, into: &state) }
    var digest: [UInt8] { Array(state.flatMap(\.bigEndianBytes).prefix(length)) }
}
