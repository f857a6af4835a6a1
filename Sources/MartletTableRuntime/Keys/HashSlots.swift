/// Where numbers are found by the hashes of their keys: open addressing in groups of eight slots.
///
/// A group is one word of eight tags, a byte of the hash each, and eight numbers beside it. A lookup compares a tag with all eight of a group
/// at once, so that the first number that it looks at nearly always is the right one, and the tags of a table of 100,000 keys stay in the
/// cache. A group that has never been full ends a search; a number removed from one that has leaves a mark.
///
/// Source: Google's Swiss tables (https://abseil.io/about/design/swisstables), with words in the place of SIMD registers.
final class HashSlots {
    private static let empty: UInt64 = 0
    private static let removed: UInt64 = 1
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    private let groups: Int
    private let tags: Slab<UInt64>
    private let numbers: Slab<Int32>
    /// Slots that are not empty: numbers and marks of removed ones.
    private var used = 0

    /// Slots for `count` numbers before they must grow.
    init(capacity count: Int = 0) {
        var groups = 32
        while groups * 6 < count { groups *= 2 }
        self.groups = groups
        tags = Slab(Self.empty, capacity: groups)
        numbers = Slab(-1, capacity: groups * 8)
    }

    /// Whether `count` more numbers find room.
    func hasRoom(for count: Int) -> Bool { used + count <= groups * 6 }

    @inline(__always) private static func tag(_ hash: UInt64) -> UInt64 {
        let tag = hash &>> 56
        return tag < 2 ? tag &+ 2 : tag
    }

    /// The top bit of each byte of `word` that is `byte`. Above the lowest there may be others that are not.
    @inline(__always) private static func matches(_ word: UInt64, _ byte: UInt64) -> UInt64 {
        let difference = word ^ (byte &* ones)
        return (difference &- ones) & ~difference & tops
    }

    @inline(__always) private static func lane(_ matches: UInt64) -> Int { matches.trailingZeroBitCount &>> 3 }

    /// The number to try first for each hash; −1: none in the hash's first group.
    func candidates(_ hashes: [UInt64]) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: hashes.count) { ids, initialized in
            let tags = tags.base, numbers = numbers.base
            let mask = groups &- 1
            hashes.withUnsafeBufferPointer { hashes in
                for row in hashes.indices {
                    let group = Int(truncatingIfNeeded: hashes[row]) & mask
                    let matches = Self.matches(tags[group], Self.tag(hashes[row]))
                    ids[row] = matches == 0 ? -1 : numbers[group &* 8 &+ Self.lane(matches)]
                }
            }
            initialized = hashes.count
        }
    }

    /// The number for a hash that `isEqual`, or −1.
    @inline(__always) func find(_ hash: UInt64, where isEqual: (Int32) -> Bool) -> Int32 {
        let mask = groups &- 1, tag = Self.tag(hash)
        var group = Int(truncatingIfNeeded: hash) & mask
        while true {
            let word = tags[group]
            var matches = Self.matches(word, tag)
            while matches != 0 {
                let number = numbers[group &* 8 &+ Self.lane(matches)]
                if number >= 0, isEqual(number) { return number }
                matches &= matches &- 1
            }
            if Self.matches(word, Self.empty) != 0 { return -1 }
            group = (group &+ 1) & mask
        }
    }

    /// Adds a number that is not there. There must be room.
    func insert(_ number: Int32, hash: UInt64) {
        let mask = groups &- 1
        var group = Int(truncatingIfNeeded: hash) & mask
        while true {
            let empty = Self.matches(tags[group], Self.empty), removed = Self.matches(tags[group], Self.removed)
            // Marks of removed numbers are looked for below the first empty slot only, where the test is exact.
            let free = removed != 0 ? removed : empty
            if free == 0 {
                group = (group &+ 1) & mask
                continue
            }
            let lane = Self.lane(free)
            if removed == 0 { used &+= 1 }
            let shift = UInt64(truncatingIfNeeded: lane &* 8)
            tags[group] = tags[group] & ~(0xFF &<< shift) | Self.tag(hash) &<< shift
            numbers[group &* 8 &+ lane] = number
            return
        }
    }

    /// Removes a number that is there.
    func remove(_ number: Int32, hash: UInt64) {
        let mask = groups &- 1, tag = Self.tag(hash)
        var group = Int(truncatingIfNeeded: hash) & mask
        while true {
            let word = tags[group]
            var matches = Self.matches(word, tag)
            while matches != 0 {
                let lane = Self.lane(matches)
                if numbers[group &* 8 &+ lane] == number {
                    let hasEmpty = Self.matches(word, Self.empty) != 0
                    let shift = UInt64(truncatingIfNeeded: lane &* 8)
                    tags[group] = word & ~(0xFF &<< shift) | (hasEmpty ? Self.empty : Self.removed) &<< shift
                    if hasEmpty { used &-= 1 }
                    numbers[group &* 8 &+ lane] = -1
                    return
                }
                matches &= matches &- 1
            }
            precondition(Self.matches(word, Self.empty) == 0, "a number that is not there was removed")
            group = (group &+ 1) & mask
        }
    }
}
