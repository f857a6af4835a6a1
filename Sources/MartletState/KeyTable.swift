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

    /// The upper half of the hash above the entry's number plus 1; 0: empty.
    @usableFromInline var slots: UnsafeMutablePointer<UInt64>
    @usableFromInline var mask: Int
    @usableFromInline var entries: UnsafeMutablePointer<Entry>
    @usableFromInline var capacity: Int
    @usableFromInline var used = 0

    @inlinable public init() {
        mask = 15
        slots = .allocate(capacity: 16)
        slots.initialize(repeating: 0, count: 16)
        capacity = 8
        entries = .allocate(capacity: 8)
    }

    @inlinable deinit {
        entries.deinitialize(count: used)
        entries.deallocate()
        slots.deallocate()
    }

    /// How many keys there are; entries are numbered from 0 to `count` - 1.
    @inlinable public var count: Int { used }
    @inlinable public var isEmpty: Bool { used == 0 }

    /// The number of the key's entry; nil: there is none. `hash` is the key's `stableHash`.
    ///
    /// It holds until the next removal.
    @inlinable public func entry(of key: Key, hash: UInt64) -> Int? {
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

    /// Adds a key that is not there, and answers the number of its entry.
    @discardableResult @inlinable public func insert(_ key: Key, hash: UInt64, value: Value) -> Int {
        if used == capacity { grow() }
        (entries + used).initialize(to: Entry(hash: hash, key: key, value: value))
        used &+= 1
        slots[emptySlot(hash)] = (hash & Self.tagMask) | UInt64(truncatingIfNeeded: used)
        return used &- 1
    }

    /// The value of an entry.
    @inlinable public subscript(_ entry: Int) -> Value {
        @inline(__always) _read {
            assert(entry >= 0 && entry < used, "entry \(entry) of \(used)")
            yield entries[entry].value
        }
        @inline(__always) _modify {
            assert(entry >= 0 && entry < used, "entry \(entry) of \(used)")
            yield &entries[entry].value
        }
    }

    /// The key of an entry.
    @inlinable public func key(_ entry: Int) -> Key { entries[entry].key }

    /// The key group of an entry.
    @inlinable public func keyGroup(_ entry: Int, maxParallelism: Int) -> KeyGroup {
        KeyGroup(keyHash: StableHash.keyHash(entries[entry].hash), maxParallelism: maxParallelism)
    }

    /// Removes an entry and answers its value. The last entry gets its number.
    @discardableResult @inlinable public func remove(_ entry: Int) -> Value {
        vacate(slot(of: entry))
        let removed = (entries + entry).move()
        used &-= 1
        if entry != used {
            let moved = slot(of: used)
            (entries + entry).moveInitialize(from: entries + used, count: 1)
            slots[moved] = (slots[moved] & Self.tagMask) | UInt64(truncatingIfNeeded: entry &+ 1)
        }
        return removed.value
    }

    /// Forgets all keys and keeps the memory.
    @inlinable public func removeAll() {
        entries.deinitialize(count: used)
        used = 0
        slots.update(repeating: 0, count: mask &+ 1)
    }

    @inlinable static var tagMask: UInt64 { 0xFFFF_FFFF_0000_0000 }
    @inlinable static var numberMask: UInt64 { 0x0000_0000_FFFF_FFFF }

    @inlinable func emptySlot(_ hash: UInt64) -> Int {
        var position = Int(truncatingIfNeeded: hash) & mask
        while slots[position] != 0 { position = (position &+ 1) & mask }
        return position
    }

    /// The slot that holds the number of an entry.
    @inlinable func slot(of entry: Int) -> Int {
        var position = Int(truncatingIfNeeded: entries[entry].hash) & mask
        while slots[position] & Self.numberMask != UInt64(truncatingIfNeeded: entry &+ 1) { position = (position &+ 1) & mask }
        return position
    }

    /// Empties a slot and moves what follows back, so that probing never meets a gap before its key.
    @inlinable func vacate(_ slot: Int) {
        var hole = slot
        var next = slot
        while true {
            next = (next &+ 1) & mask
            if slots[next] == 0 { break }
            let home = Int(truncatingIfNeeded: entries[Int(truncatingIfNeeded: slots[next] & Self.numberMask) &- 1].hash) & mask
            if (next &- home) & mask >= (next &- hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
        }
        slots[hole] = 0
    }

    /// Doubles the room. Slots stay at most half full.
    @inlinable func grow() {
        capacity *= 2
        precondition(capacity <= Int(UInt32.max), "more than 4 billion keys in one subtask")
        let grown = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
        grown.moveInitialize(from: entries, count: used)
        entries.deallocate()
        entries = grown
        slots.deallocate()
        mask = capacity * 2 - 1
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
        for entry in 0..<used {
            let hash = entries[entry].hash
            slots[emptySlot(hash)] = (hash & Self.tagMask) | UInt64(truncatingIfNeeded: entry &+ 1)
        }
    }
}
