/// Where the entries of a table are found by the hashes of their keys: open addressing in groups of eight slots.
///
/// A group is one word of eight tags, a byte of the hash each, and eight numbers of entries beside it. A lookup compares a tag with all eight of
/// a group at once, so that the first entry that it looks at nearly always is the right one, and the tags of a table of 100,000 keys stay in the
/// processor's cache. A group that has never been full ends a search; an entry removed from one that has leaves a mark.
///
/// Source: Google's Swiss tables (https://abseil.io/about/design/swisstables), with words in the place of SIMD registers. The owner frees the
/// memory.
@frozen public struct HashSlots {
    @usableFromInline let tags: UnsafeMutablePointer<UInt64>
    @usableFromInline let numbers: UnsafeMutablePointer<UInt32>
    @usableFromInline let mask: Int
    /// Slots that are not empty: entries and marks of removed ones.
    @usableFromInline var used = 0

    @inlinable static var removed: UInt64 { 1 }
    @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable static var tops: UInt64 { 0x8080_8080_8080_8080 }

    /// Room for `count` entries, and for half as many more at least.
    @inlinable public init(capacity count: Int) {
        var groups = 2
        while groups * 4 < count { groups *= 2 }
        mask = groups - 1
        tags = .allocate(capacity: groups)
        tags.initialize(repeating: 0, count: groups)
        numbers = .allocate(capacity: groups * 8)
        numbers.initialize(repeating: 0, count: groups * 8)
    }

    /// Frees the memory.
    @inlinable public func deallocate() {
        tags.deallocate()
        numbers.deallocate()
    }

    /// Empties all slots.
    @inlinable public mutating func removeAll() {
        tags.update(repeating: 0, count: mask &+ 1)
        used = 0
    }

    /// Whether there is no room for one more, and the slots must be made anew.
    @inlinable public var isFull: Bool { used >= (mask &+ 1) &* 6 }

    @inlinable @inline(__always) static func tag(_ hash: UInt64) -> UInt64 {
        let tag = hash &>> 56
        return tag < 2 ? tag &+ 2 : tag
    }

    /// The top bit of each byte of `word` that is `byte`. Above the lowest there may be others that are not.
    @inlinable @inline(__always) static func matches(_ word: UInt64, _ byte: UInt64) -> UInt64 {
        let difference = word ^ (byte &* ones)
        return (difference &- ones) & ~difference & tops
    }

    /// The entry of a hash for which `isEqual` holds.
    @inlinable @inline(__always) public func find(_ hash: UInt64, where isEqual: (Int) -> Bool) -> Int? {
        let tag = Self.tag(hash)
        var group = Int(truncatingIfNeeded: hash) & mask
        while true {
            let word = tags[group]
            var matches = Self.matches(word, tag)
            while matches != 0 {
                let number = Int(truncatingIfNeeded: numbers[group &* 8 &+ matches.trailingZeroBitCount &>> 3])
                if isEqual(number) { return number }
                matches &= matches &- 1
            }
            if Self.matches(word, 0) != 0 { return nil }
            group = (group &+ 1) & mask
        }
    }

    /// The entry that `find` would look at first, if there is one.
    @inlinable @inline(__always) public func candidate(_ hash: UInt64) -> Int? {
        let group = Int(truncatingIfNeeded: hash) & mask
        let matches = Self.matches(tags[group], Self.tag(hash))
        return matches == 0 ? nil : Int(truncatingIfNeeded: numbers[group &* 8 &+ matches.trailingZeroBitCount &>> 3])
    }

    /// Adds an entry that is not there.
    @inlinable @inline(__always) public mutating func insert(_ entry: Int, hash: UInt64) {
        var group = Int(truncatingIfNeeded: hash) & mask
        while true {
            let word = tags[group]
            // The lowest slot that is free. The test for a byte is exact up to its first match.
            let removed = Self.matches(word, Self.removed), empty = Self.matches(word, 0)
            if removed | empty != 0 {
                let isEmpty = removed == 0 || (empty != 0 && empty.trailingZeroBitCount < removed.trailingZeroBitCount)
                let bit = (isEmpty ? empty : removed).trailingZeroBitCount &- 7
                if isEmpty { used &+= 1 }
                let shift = UInt64(truncatingIfNeeded: bit)
                tags[group] = word & ~(0xFF &<< shift) | Self.tag(hash) &<< shift
                numbers[group &* 8 &+ bit &>> 3] = UInt32(truncatingIfNeeded: entry)
                return
            }
            group = (group &+ 1) & mask
        }
    }

    /// Makes the slot of one entry that of another with the same hash.
    @inlinable public func renumber(_ entry: Int, as other: Int, hash: UInt64) {
        let (group, bit) = place(of: entry, hash: hash)
        numbers[group &* 8 &+ bit &>> 3] = UInt32(truncatingIfNeeded: other)
    }

    /// Removes an entry that is there.
    @inlinable public mutating func remove(_ entry: Int, hash: UInt64) {
        let (group, bit) = place(of: entry, hash: hash)
        let word = tags[group], shift = UInt64(truncatingIfNeeded: bit)
        // A search for another key may have gone on from here only if the group was full.
        let hasEmpty = Self.matches(word, 0) != 0
        tags[group] = word & ~(0xFF &<< shift) | (hasEmpty ? 0 : Self.removed) &<< shift
        if hasEmpty { used &-= 1 }
    }

    /// The group of an entry that is there, and the first bit of its tag.
    @inlinable func place(of entry: Int, hash: UInt64) -> (group: Int, bit: Int) {
        var group = Int(truncatingIfNeeded: hash) & mask
        while true {
            var matches = Self.matches(tags[group], Self.tag(hash))
            while matches != 0 {
                let bit = matches.trailingZeroBitCount &- 7
                if Int(truncatingIfNeeded: numbers[group &* 8 &+ bit &>> 3]) == entry { return (group, bit) }
                matches &= matches &- 1
            }
            group = (group &+ 1) & mask
        }
    }
}
