import MartletCore
import Testing

@Suite struct StableHashTests {
    private func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 { bytes.withUnsafeBytes { StableHash.hash($0, seed: seed) } }

    /// Published vectors of XXH64.
    @Test(
        arguments: [
            ("", 0, 0xEF46_DB37_51D8_E999), ("a", 0, 0xD24E_C4F1_A98C_6E5B), ("abc", 0, 0x44BC_2CF5_AD77_0999),
            ("Nobody inspects the spammish repetition", 0, 0xFBCE_A83C_8A37_8BF1), ("xxhash", 20_141_025, 0xB559_B98D_844E_0635),
        ] as [(String, UInt64, UInt64)])
    func textsHaveThePublishedHashes(text: String, seed: UInt64, expected: UInt64) {
        #expect(hash(Array(text.utf8), seed: seed) == expected)
    }

    @Test func wordsAreHashedAsTheirLittleEndianBytes() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<100 {
            let word = random.next(), seed = random.next()
            #expect(StableHash.hash(word, seed: seed) == withUnsafeBytes(of: word.littleEndian) { StableHash.hash($0, seed: seed) })
            let half = UInt32(truncatingIfNeeded: word)
            #expect(StableHash.hash(half, seed: seed) == withUnsafeBytes(of: half.littleEndian) { StableHash.hash($0, seed: seed) })
            let byte = UInt8(truncatingIfNeeded: word)
            #expect(StableHash.hash(byte, seed: seed) == hash([byte], seed: seed))
        }
    }

    @Test func nullDiffersFromEmpty() { #expect(StableHash.hashOfNull(seed: 7) != hash([], seed: 7)) }

    @Test func theKeyHashMixesBothHalves() { #expect(StableHash.keyHash(0x1234_5678_0000_00FF) == 0x1234_5687) }
}
