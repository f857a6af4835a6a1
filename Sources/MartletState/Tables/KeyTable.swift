import MartletCore

/// The values of keys, found by the keys' stable hashes: the memory of one keyed operator in one subtask.
///
/// Entries lie side by side in the order in which their keys came, each with its full hash, from which its key group follows. Removal
/// moves the last entry into the gap.
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

    @usableFromInline struct State: ~Copyable {
        @usableFromInline var slots: HashSlots
        /// For how many entries the slots were made.
        @usableFromInline var capacity: Int
        @usableFromInline var entries = PagedArray<Entry>()
        /// What was touched last: written so that the reads are not optimised away.
        @usableFromInline var touched: UInt64 = 0

        @inlinable init(capacity: Int) {
            self.capacity = capacity
            slots = HashSlots(capacity: capacity)
        }
    }

    /// Behind a pointer of its own: each access to a variable of a class is checked at run time, which took a third of a lookup.
    @usableFromInline let state: UnsafeMutablePointer<State>

    /// An empty table.
    @inlinable public init() {
        state = .allocate(capacity: 1)
        state.initialize(to: State(capacity: 8))
    }

    @inlinable deinit {
        state.pointee.slots.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// How many keys there are; entries are numbered from 0 to `count` - 1.
    @inlinable public var count: Int { state.pointee.entries.count }
    /// Whether there are no keys.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// The number of the key's entry; nil: there is none. `hash` is the key's `stableHash`.
    ///
    /// It holds until the next removal.
    @inlinable @inline(__always) public func entry(of key: Key, hash: UInt64) -> Int? {
        state.pointee.slots.find(hash) {
            state.pointee.entries[$0].hash == hash && state.pointee.entries[$0].key.isSameKey(as: key)
        }
    }

    /// Whether the table is so large that the keys of the next elements are better touched before they are looked up.
    @inlinable var isLarge: Bool { count > 8_192 }

    /// Calls `body` with the number and the hash of the key of each of these records, in order.
    ///
    /// A few dozen keys are hashed, and in a large table touched, before they are looked up: so the processor waits for the memory of many
    /// of them at once, which halves the time of a lookup.
    @inlinable @inline(__always) public func visit<Record>(
        _ records: UnsafeBufferPointer<Record>, _ range: Range<Int>, key: (Record) -> Key,
        _ body: (_ number: Int, _ hash: UInt64) throws -> Void
    ) rethrows {
        try withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { hashes in
            var start = range.lowerBound
            while start < range.upperBound {
                let count = min(64, range.upperBound &- start)
                for index in 0..<count { hashes.initializeElement(at: index, to: key(records[start &+ index]).stableHash(seed: 0)) }
                if isLarge { touch(UnsafeBufferPointer(rebasing: hashes[0..<count])) }
                for index in 0..<count { try body(start &+ index, hashes[index]) }
                start &+= count
            }
        }
    }

    /// Brings what lookups of these hashes will need into the processor's cache.
    @inlinable @inline(__always) func touch(_ hashes: UnsafeBufferPointer<UInt64>) {
        let slots = state.pointee.slots
        var touched: UInt64 = 0
        for hash in hashes { if let entry = slots.candidate(hash) { touched ^= state.pointee.entries[entry].hash } }
        state.pointee.touched = touched
    }

    /// Adds a key that is not there, and answers the number of its entry.
    @discardableResult @inlinable @inline(__always) public func insert(_ key: Key, hash: UInt64, value: Value) -> Int {
        if count == state.pointee.capacity || state.pointee.slots.isFull { grow() }
        let entry = count
        state.pointee.entries.append(Entry(hash: hash, key: key, value: value))
        state.pointee.slots.insert(entry, hash: hash)
        return entry
    }

    /// The value of an entry.
    @inlinable public subscript(_ entry: Int) -> Value {
        @inline(__always) _read { yield state.pointee.entries[entry].value }
        @inline(__always) _modify { yield &state.pointee.entries[entry].value }
    }

    /// The key of an entry.
    @inlinable public func key(_ entry: Int) -> Key { state.pointee.entries[entry].key }

    /// The key group of an entry.
    @inlinable public func keyGroup(_ entry: Int, maxParallelism: Int) -> KeyGroup {
        KeyGroup(keyHash: StableHash.keyHash(state.pointee.entries[entry].hash), maxParallelism: maxParallelism)
    }

    /// Removes an entry and answers its value. The last entry gets its number.
    @discardableResult @inlinable public func remove(_ entry: Int) -> Value {
        let last = count &- 1
        state.pointee.slots.remove(entry, hash: state.pointee.entries[entry].hash)
        if entry != last { state.pointee.slots.renumber(last, as: entry, hash: state.pointee.entries[last].hash) }
        return state.pointee.entries.remove(entry).value
    }

    /// The entries as they are now, for a snapshot that is written while the table goes on.
    @inlinable public func freeze() -> FrozenTable<Key, Value> { FrozenTable(state.pointee.entries.freeze()) }

    /// Forgets all keys and keeps the memory.
    @inlinable public func removeAll() {
        state.pointee.entries.removeAll()
        state.pointee.slots.removeAll()
    }

    /// Makes room for more: doubles it, or, where the slots are full of marks of removed entries, puts these in order.
    @inlinable func grow() {
        let count = count
        if count == state.pointee.capacity {
            precondition(count < 1 << 31, "more than two thousand million keys in one subtask")
            state.pointee.capacity = count * 2
        }
        state.pointee.slots.deallocate()
        state.pointee.slots = HashSlots(capacity: state.pointee.capacity)
        for entry in 0..<count { state.pointee.slots.insert(entry, hash: state.pointee.entries[entry].hash) }
    }
}

/// The entries that a `KeyTable` had at one moment.
public struct FrozenTable<Key: StableKey, Value>: Sendable {
    @usableFromInline let entries: FrozenArray<KeyTable<Key, Value>.Entry>

    @usableFromInline init(_ entries: FrozenArray<KeyTable<Key, Value>.Entry>) { self.entries = entries }

    /// How many keys there are.
    @inlinable public var count: Int { entries.count }

    /// The key of an entry.
    @inlinable public func key(_ entry: Int) -> Key { entries[entry].key }

    /// The value of an entry.
    @inlinable public func value(_ entry: Int) -> Value { entries[entry].value }

    /// The key group of an entry.
    @inlinable public func keyGroup(_ entry: Int, maxParallelism: Int) -> KeyGroup {
        KeyGroup(keyHash: StableHash.keyHash(entries[entry].hash), maxParallelism: maxParallelism)
    }
}
