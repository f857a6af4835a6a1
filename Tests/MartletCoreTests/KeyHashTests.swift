import MartletCore
import Testing

/// The vectors of Docs/Formats.md.
@Suite struct KeyHashTests {
    private func expect(_ hash: UInt64, _ expected: UInt64, _ keyHash: UInt32, group: Int, _ location: SourceLocation = #_sourceLocation) {
        #expect(hash == expected, sourceLocation: location)
        #expect(StableHash.keyHash(hash) == keyHash, sourceLocation: location)
        #expect(KeyGroup(keyHash: StableHash.keyHash(hash), maxParallelism: 128).index == group, sourceLocation: location)
    }

    @Test func textHasTheHashOfItsBytes() {
        expect("".stableHash, 0xef46_db37_51d8_e999, 0xbe9e_32ae, group: 109)
        expect("a".stableHash, 0xd24e_c4f1_a98c_6e5b, 0x7bc2_aaaa, group: 67)
        expect("Flink".stableHash, 0xb503_078b_900a_c314, 0x2509_c49f, group: 114)
        expect("Örebro".stableHash, 0x3ce9_c7a7_bc3c_afc8, 0x80d5_686f, group: 32)
        expect(String(repeating: "0123456789abcdef", count: 5).stableHash, 0x0d4c_c7d5_0578_80df, 0x0834_470a, group: 0)
    }

    @Test func numbersHaveTheHashOfTheirBytes() {
        expect((0 as Int64).stableHash, 0x34c9_6acd_cadb_1bbb, 0xfe12_7176, group: 125)
        expect(1.stableHash, 0x9f29_cb17_a2a4_9995, 0x3d8d_5282, group: 113)
        expect((-1 as Int64).stableHash, 0x85d1_36ad_b773_c6c9, 0x32a2_f064, group: 74)
        expect((1 as Int32).stableHash, 0xf42f_9400_1fcb_5351, 0xebe4_c751, group: 113)
        expect((1 as Int16).stableHash, 0xdd8f_621d_bf7f_57f1, 0x62f0_35ec, group: 93)
        expect((1 as Int8).stableHash, 0x8a41_2781_1b21_e730, 0x9160_c0b1, group: 83)
        expect(true.stableHash, 0x8a41_2781_1b21_e730, 0x9160_c0b1, group: 83)
        expect((1 as Double).stableHash, 0x9495_22f1_53a1_a395, 0xc734_8164, group: 15)
        expect((-0.0 as Double).stableHash, 0x34c9_6acd_cadb_1bbb, 0xfe12_7176, group: 125)
        expect((1 as Float).stableHash, 0x7b54_265d_12bf_1ccd, 0x69eb_3a90, group: 119)
    }

    @Test func nullAndSeveralParts() {
        expect((nil as String?).stableHash, 0x298f_4c84_b24f_5380, 0x9bc0_1f04, group: 6)
        expect(KeyTuple("a", 1).stableHash, 0x4f79_371c_9491_7993, 0xdbe8_4e8f, group: 42)
        expect(KeyTuple("a", nil as Int?).stableHash, 0xb302_1ee8_3348_616e, 0x804a_7f86, group: 81)
    }

    @Test func nanIsOneKey() {
        #expect(Double.nan.isSameKey(as: .nan))
        #expect(!KeyTuple(Double.nan, 1).isSameKey(as: KeyTuple(Double.nan, 2)))
        #expect(KeyTuple(Double.nan, 1).isSameKey(as: KeyTuple(Double.nan, 1)))
        #expect((Double.nan as Double?).isSameKey(as: .nan))
    }

    @Test(arguments: [(1, 128), (2, 128), (3, 128), (128, 128), (7, 1_000)]) func subtasksShareTheKeyGroups(
        _ parallelism: Int, _ maximum: Int
    ) {
        let ranges = (0..<parallelism).map { KeyGroup.range(ofSubtask: $0, parallelism: parallelism, maxParallelism: maximum) }
        #expect(ranges.flatMap { Array($0) } == Array(0..<maximum))
        for (subtask, range) in ranges.enumerated() {
            for group in range { #expect(KeyGroup(group).subtask(parallelism: parallelism, maxParallelism: maximum) == subtask) }
        }
    }
}
