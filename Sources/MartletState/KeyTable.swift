import MartletCore

/// The values of keys, found by the keys' stable hashes: the memory of one keyed operator in one subtask.
///
/// Open addressing with linear probing. A slot holds half of the hash and the number of an entry; entries lie side by side in the order in
/// which their keys came, each with its full hash, from which its key group follows. Removal moves the last entry into the gap.
///
/// Memory is raw and the methods are inlinable: they compile to a few instructions in the program whose types they work on. A table belongs
/// to one subtask and is not `Sendable`.
public final class KeyTable<Key: StableKey, Value> {
    @usableFromInline struct Entry {
        @usableFromInline var hash: UInt64
        @usableFromInline var key: Key
        @usableFromInline var value: Value

        @inlinable init(hash: UInt64, key: Key, value: Value) {
            self.hash = hash
            self.key = key
            self.value = value
        }
    }

    @usableFromInline struct State {
        /// The upper half of the hash above the entry's number plus 1; 0: empty.
        @usableFromInline var slots: UnsafeMutablePointer<UInt64>
        @usableFromInline var mask: Int
        @usableFromInline var entries: UnsafeMutablePointer<Entry>
        @usableFromInline var capacity: Int
        @usableFromInline var count = 0
        /// What was touched last: written so that the reads are not optimised away.
        @usableFromInline var touched: UInt64 = 0

        @inlinable init(capacity: Int) {
            self.capacity = capacity
            mask = capacity * 2 - 1
            slots = .allocate(capacity: mask + 1)
            slots.initialize(repeating: 0, count: mask + 1)
            entries = .allocate(capacity: capacity)
        }
    }

    /// Behind a pointer of its own: each access to a variable of a class is checked at run time, which took a third of a lookup.
    @usableFromInline let state: UnsafeMutablePointer<State>

    @inlinable public init() {
        state = .allocate(capacity: 1)
        state.initialize(to: State(capacity: 8))
    }

    @inlinable deinit {
        state.pointee.entries.deinitialize(count: state.pointee.count)
        state.pointee.entries.deallocate()
        state.pointee.slots.deallocate()
        state.deallocate()
    }

    /// How many keys there are; entries are numbered from 0 to `count` - 1.
    @inlinable public var count: Int { state.pointee.count }
    @inlinable public var isEmpty: Bool { count == 0 }

    /// The number of the key's entry; nil: there is none. `hash` is the key's `stableHash`.
    ///
    /// It holds until the next removal.
    @inlinable public func entry(of key: Key, hash: UInt64) -> Int? {
        let slots = state.pointee.slots, entries = state.pointee.entries, mask = state.pointee.mask
        let tag = hash & Self.tagMask
        var position = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[position]
            if slot == 0 { return nil }
            if slot & Self.tagMask == tag {
                let number = Int(truncatingIfNeeded: slot & Self.numberMask) &- 1
                if entries[number].hash == hash, entries[number].key.isSameKey(as: key) { return number }
            }
            position = (position &+ 1) & mask
        }
    }

    /// Whether the table is so large that the keys of the next elements are better touched before they are looked up.
    @inlinable public var isLarge: Bool { count > 8_192 }

    /// Brings what a lookup will need into the processor's cache. Touching a few dozen keys and then looking them up lets their cache misses
    /// overlap, which halves the time of a lookup in a large table.
    @inlinable public func touch(hash: UInt64) {
        let slot = state.pointee.slots[Int(truncatingIfNeeded: hash) & state.pointee.mask]
        if slot != 0 { state.pointee.touched ^= state.pointee.entries[Int(truncatingIfNeeded: slot & Self.numberMask) &- 1].hash }
    }

    /// Adds a key that is not there, and answers the number of its entry.
    @discardableResult @inlinable public func insert(_ key: Key, hash: UInt64, value: Value) -> Int {
        if state.pointee.count == state.pointee.capacity { grow() }
        let entry = state.pointee.count
        (state.pointee.entries + entry).initialize(to: Entry(hash: hash, key: key, value: value))
        state.pointee.count = entry &+ 1
        state.pointee.slots[emptySlot(hash)] = Self.slot(hash, entry)
        return entry
    }

    /// The value of an entry.
    @inlinable public subscript(_ entry: Int) -> Value {
        @inline(__always) _read {
            assert(entry >= 0 && entry < count, "entry \(entry) of \(count)")
            yield state.pointee.entries[entry].value
        }
        @inline(__always) _modify {
            assert(entry >= 0 && entry < count, "entry \(entry) of \(count)")
            yield &state.pointee.entries[entry].value
        }
    }

    /// The key of an entry.
    @inlinable public func key(_ entry: Int) -> Key { state.pointee.entries[entry].key }

    /// The key group of an entry.
    @inlinable public func keyGroup(_ entry: Int, maxParallelism: Int) -> KeyGroup {
        KeyGroup(keyHash: StableHash.keyHash(state.pointee.entries[entry].hash), maxParallelism: maxParallelism)
    }

    /// Removes an entry and answers its value. The last entry gets its number.
    @discardableResult @inlinable public func remove(_ entry: Int) -> Value {
        let entries = state.pointee.entries
        vacate(slot(of: entry))
        let removed = (entries + entry).move()
        let last = state.pointee.count &- 1
        if entry != last {
            state.pointee.slots[slot(of: last)] = Self.slot(entries[last].hash, entry)
            (entries + entry).moveInitialize(from: entries + last, count: 1)
        }
        state.pointee.count = last
        return removed.value
    }

    /// Forgets all keys and keeps the memory.
    @inlinable public func removeAll() {
        state.pointee.entries.deinitialize(count: state.pointee.count)
        state.pointee.count = 0
        state.pointee.slots.update(repeating: 0, count: state.pointee.mask &+ 1)
    }

    @inlinable static var tagMask: UInt64 { 0xFFFF_FFFF_0000_0000 }
    @inlinable static var numberMask: UInt64 { 0x0000_0000_FFFF_FFFF }
    @inlinable static func slot(_ hash: UInt64, _ entry: Int) -> UInt64 { (hash & tagMask) | UInt64(truncatingIfNeeded: entry &+ 1) }

    @inlinable func emptySlot(_ hash: UInt64) -> Int {
        var position = Int(truncatingIfNeeded: hash) & state.pointee.mask
        while state.pointee.slots[position] != 0 { position = (position &+ 1) & state.pointee.mask }
        return position
    }

    /// The slot that holds the number of an entry.
    @inlinable func slot(of entry: Int) -> Int {
        let slot = Self.slot(state.pointee.entries[entry].hash, entry)
        var position = Int(truncatingIfNeeded: state.pointee.entries[entry].hash) & state.pointee.mask
        while state.pointee.slots[position] != slot { position = (position &+ 1) & state.pointee.mask }
        return position
    }

    /// Empties a slot and moves what follows back, so that probing never meets a gap before its key.
    @inlinable func vacate(_ slot: Int) {
        let slots = state.pointee.slots, mask = state.pointee.mask
        var hole = slot
        var next = slot
        while true {
            next = (next &+ 1) & mask
            if slots[next] == 0 { break }
            let home = Int(truncatingIfNeeded: state.pointee.entries[Int(truncatingIfNeeded: slots[next] & Self.numberMask) &- 1].hash) & mask
            if (next &- home) & mask >= (next &- hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
        }
        slots[hole] = 0
    }

    /// Doubles the room. Slots stay at most half full.
    @inlinable func grow() {
        precondition(state.pointee.capacity < 1 << 31, "more than two thousand million keys in one subtask")
        var grown = State(capacity: state.pointee.capacity * 2)
        grown.count = count
        grown.entries.moveInitialize(from: state.pointee.entries, count: count)
        state.pointee.entries.deallocate()
        state.pointee.slots.deallocate()
        state.pointee = grown
        for entry in 0..<count {
            let hash = state.pointee.entries[entry].hash
            state.pointee.slots[emptySlot(hash)] = Self.slot(hash, entry)
        }
    }
}
