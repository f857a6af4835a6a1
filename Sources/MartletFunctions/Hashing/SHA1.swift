/// FIPS 180-4.
struct SHA1: BlockDigest {
    static let blockSize = 64
    static let lengthSize = 8
    static let isLittleEndian = false

    private var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]

    mutating func compress(_ block: UnsafeBufferPointer<UInt8>) {
        var words = block.words(UInt32.self, littleEndian: false)
        for step in 16..<80 { words.append((words[step - 3] ^ words[step - 8] ^ words[step - 14] ^ words[step - 16]).rotatedLeft(1)) }
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for step in 0..<80 {
            let mixed: UInt32, constant: UInt32
            switch step / 20 {
            case 0: (mixed, constant) = ((b & c) | (~b & d), 0x5A82_7999)
            case 1: (mixed, constant) = (b ^ c ^ d, 0x6ED9_EBA1)
            case 2: (mixed, constant) = ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
            default: (mixed, constant) = (b ^ c ^ d, 0xCA62_C1D6)
            }
            let sum = a.rotatedLeft(5) &+ mixed &+ e &+ constant &+ words[step]
            (e, d, c, b, a) = (d, c, b.rotatedLeft(30), a, sum)
        }
        state = zip(state, [a, b, c, d, e]).map { $0 &+ $1 }
    }

    var digest: [UInt8] { state.flatMap(\.bigEndianBytes) }
}
