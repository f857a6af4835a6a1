/// A share of the keys of a keyed stream: the unit in which state is stored, moved and rescaled. Flink's key group.
///
/// There are `maxParallelism` of them, for ever. Source: Flink's `KeyGroupRangeAssignment` and `MathUtils.murmurHash`.
@frozen public struct KeyGroup: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of the group, from 0 to `maxParallelism` - 1.
    public var index: Int

    /// The group of this number.
    @inlinable public init(_ index: Int) { self.index = index }

    /// The group of a key with this 32-bit hash.
    @inlinable public init(keyHash: UInt32, maxParallelism: Int) {
        index = Int(KeyGroup.scramble(keyHash) % UInt32(truncatingIfNeeded: maxParallelism))
    }

    /// The subtask that owns this group.
    @inlinable public func subtask(parallelism: Int, maxParallelism: Int) -> Int { index * parallelism / maxParallelism }

    /// The groups that a subtask owns.
    public static func range(ofSubtask subtask: Int, parallelism: Int, maxParallelism: Int) -> Range<Int> {
        let start = (subtask * maxParallelism + parallelism - 1) / parallelism
        let end = ((subtask + 1) * maxParallelism - 1) / parallelism
        return start..<end + 1
    }

    /// Flink's default number of key groups: one and a half times the parallelism, rounded up to a power of two, 128 to 32,768.
    public static func defaultMaxParallelism(parallelism: Int) -> Int {
        let wanted = parallelism + parallelism / 2
        var power = 128
        while power < wanted, power < 32_768 { power *= 2 }
        return power
    }

    /// One round and the finish of MurmurHash3 over a 32-bit code, made non-negative.
    @inlinable @inline(__always) static func scramble(_ code: UInt32) -> UInt32 {
        var hash = code &* 0xcc9e_2d51
        hash = (hash << 15) | (hash >> 17)
        hash = hash &* 0x1b87_3593
        hash = (hash << 13) | (hash >> 19)
        hash = hash &* 5 &+ 0xe654_6b64
        hash ^= 4
        hash = (hash ^ (hash >> 16)) &* 0x85eb_ca6b
        hash = (hash ^ (hash >> 13)) &* 0xc2b2_ae35
        hash ^= hash >> 16
        let signed = Int32(bitPattern: hash)
        return signed >= 0 ? hash : signed == .min ? 0 : UInt32(bitPattern: 0 &- signed)
    }

    @inlinable public static func < (left: KeyGroup, right: KeyGroup) -> Bool { left.index < right.index }

    /// The number of the group.
    public var description: String { String(index) }
}
