/// Finds the subtasks of many keys: what `KeyGroup` says of each, without its two divisions a key.
@frozen public struct KeyRouter {
    /// The subtask of each key group; empty where a table would cost more than it saves.
    @usableFromInline let subtasks: [Int32]
    @usableFromInline let parallelism: Int
    @usableFromInline let maxParallelism: Int
    /// `maxParallelism` - 1 if that is a power of two, else 0.
    @usableFromInline let mask: UInt32

    /// A router for `keys` keys or so.
    @inlinable public init(parallelism: Int, maxParallelism: Int, keys: Int) {
        self.parallelism = parallelism
        self.maxParallelism = maxParallelism
        mask = maxParallelism & (maxParallelism - 1) == 0 ? UInt32(truncatingIfNeeded: maxParallelism - 1) : 0
        subtasks =
            keys * 2 < maxParallelism
            ? []
            : (0..<maxParallelism).map {
                Int32(truncatingIfNeeded: KeyGroup($0).subtask(parallelism: parallelism, maxParallelism: maxParallelism))
            }
    }

    /// The subtask of a key with this `stableHash`.
    @inlinable @inline(__always) public func subtask(ofHash hash: UInt64) -> Int {
        let keyHash = StableHash.keyHash(hash)
        if subtasks.isEmpty {
            return KeyGroup(keyHash: keyHash, maxParallelism: maxParallelism).subtask(
                parallelism: parallelism, maxParallelism: maxParallelism)
        }
        let scrambled = KeyGroup.scramble(keyHash)
        let group = mask != 0 ? scrambled & mask : scrambled % UInt32(truncatingIfNeeded: maxParallelism)
        return Int(subtasks[Int(truncatingIfNeeded: group)])
    }
}
