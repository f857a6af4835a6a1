import Glibc

/// RFC 1321.
struct MD5: BlockDigest {
    static let blockSize = 64
    static let lengthSize = 8
    static let isLittleEndian = true

    private static let sines: [UInt32] = (1...64).map { UInt32(4_294_967_296 * abs(sin(Double($0)))) }
    private static let shifts: [[UInt32]] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]

    private var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]

    mutating func compress(_ block: UnsafeBufferPointer<UInt8>) {
        let words = block.words(UInt32.self, littleEndian: true)
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        for step in 0..<64 {
            let mixed: UInt32, place: Int
            switch step / 16 {
            case 0: (mixed, place) = ((b & c) | (~b & d), step)
            case 1: (mixed, place) = ((d & b) | (~d & c), (5 * step + 1) % 16)
            case 2: (mixed, place) = (b ^ c ^ d, (3 * step + 5) % 16)
            default: (mixed, place) = (c ^ (b | ~d), 7 * step % 16)
            }
            let sum = a &+ mixed &+ Self.sines[step] &+ words[place]
            (a, d, c, b) = (d, c, b, b &+ sum.rotatedLeft(Self.shifts[step / 16][step % 4]))
        }
        state = [state[0] &+ a, state[1] &+ b, state[2] &+ c, state[3] &+ d]
    }

    var digest: [UInt8] { state.flatMap { $0.bigEndianBytes.reversed() } }
}
