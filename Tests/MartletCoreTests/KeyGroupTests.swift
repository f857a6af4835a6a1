import Testing

@testable import MartletCore

@Suite struct KeyGroupTests {
    /// The codes, hashes and groups are those of Flink 2.3 (`MathUtils.murmurHash`, `KeyGroupRangeAssignment`).
    @Test(
        arguments: [
            (0, 593_689_054, 94, 31_198), (1, 68_075_478, 86, 16_342), (-1, 1_982_413_648, 80, 15_184), (2, 1_085_422_463, 127, 15_231),
            (42, 1_134_849_565, 29, 28_189), (123_456_789, 1_088_346_449, 81, 22_865), (.max, 1_653_689_534, 62, 19_646),
            (.min, 1_718_298_732, 108, 10_348), (-559_038_737, 1_047_277_220, 36, 11_940),
        ] as [(Int32, UInt32, Int, Int)])
    func groupsAreFlinks(code: Int32, hash: UInt32, of128: Int, of32768: Int) {
        let code = UInt32(bitPattern: code)
        #expect(KeyGroup.scramble(code) == hash)
        #expect(KeyGroup(keyHash: code, maxParallelism: 128).index == of128)
        #expect(KeyGroup(keyHash: code, maxParallelism: 32_768).index == of32768)
    }

    @Test(arguments: [
        (128, 1, [0..<128]), (128, 3, [0..<43, 43..<86, 86..<128]), (10, 4, [0..<3, 3..<5, 5..<8, 8..<10]),
        (7, 5, [0..<2, 2..<3, 3..<5, 5..<6, 6..<7]),
    ])
    func subtasksOwnRanges(maxParallelism: Int, parallelism: Int, ranges: [Range<Int>]) {
        for (subtask, range) in ranges.enumerated() {
            #expect(KeyGroup.range(ofSubtask: subtask, parallelism: parallelism, maxParallelism: maxParallelism) == range)
            #expect(range.allSatisfy { KeyGroup($0).subtask(parallelism: parallelism, maxParallelism: maxParallelism) == subtask })
        }
    }

    @Test(arguments: [(1, 128), (85, 128), (86, 256), (200, 512), (1_000, 2_048), (30_000, 32_768)])
    func thereAreEnoughGroups(parallelism: Int, groups: Int) { #expect(KeyGroup.defaultMaxParallelism(parallelism: parallelism) == groups) }
}
