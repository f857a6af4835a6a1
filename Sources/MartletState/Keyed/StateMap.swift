import MartletCore

/// A map in the order in which its keys came, found by their stable hashes: what `MapState` keeps for a key.
///
/// Most maps in state are small, so up to eight entries are compared one by one; larger ones have an index. Removal moves the last entry
/// into the gap. A value: copies share memory until one of them changes.
public struct StateMap<Key: StableKey, Value: Sendable>: Sendable {
    @usableFromInline var keys: [Key] = []
    @usableFromInline var values: [Value] = []
    /// Entries by hash, open addressing, each number one higher; 0 is an empty place. Empty for small maps.
    @usableFromInline var index: [UInt32] = []

    /// How many entries are found without an index.
    @inlinable static var small: Int { 8 }

    /// A map without keys, which takes no memory.
    @inlinable public init() {}

    /// How many keys there are.
    @inlinable public var count: Int { values.count }

    /// The key of an entry.
    @inlinable public func key(_ entry: Int) -> Key { keys[entry] }

    /// The value of an entry.
    @inlinable public func value(_ entry: Int) -> Value { values[entry] }

    /// The number of a key's entry, until the next removal.
    @inlinable public func entry(of key: Key) -> Int? {
        if index.isEmpty { return keys.firstIndex { $0.isSameKey(as: key) } }
        return place(of: key).entry
    }

    /// The value of a key; setting nil removes it.
    @inlinable public subscript(_ key: Key) -> Value? {
        get { entry(of: key).map { values[$0] } }
        set {
            switch (entry(of: key), newValue) {
            case (let entry?, let value?): values[entry] = value
            case (nil, let value?): insert(key, value)
            case (let entry?, nil): remove(entry)
            case (nil, nil): break
            }
        }
    }

    /// Adds a key that is not there.
    @inlinable public mutating func insert(_ key: Key, _ value: Value) {
        keys.append(key)
        values.append(value)
        if keys.count * 4 > index.count * 3, keys.count > Self.small {
            makeIndex()
        } else if !index.isEmpty {
            index[place(of: key).place] = UInt32(keys.count)
        }
    }

    @inlinable mutating func remove(_ entry: Int) {
        let last = keys.count - 1
        var hole = 0
        if !index.isEmpty {
            hole = place(of: keys[entry]).place
            index[place(of: keys[last]).place] = UInt32(entry + 1)
        }
        keys.swapAt(entry, last)
        values.swapAt(entry, last)
        if !index.isEmpty { closeGap(at: hole) }
        keys.removeLast()
        values.removeLast()
    }

    /// Empties a place of the index, and moves up those behind it that belong there.
    @inlinable mutating func closeGap(at place: Int) {
        let mask = index.count - 1
        var hole = place, next = (place + 1) & mask
        while index[next] != 0 {
            let home = Int(truncatingIfNeeded: keys[Int(index[next]) - 1].stableHash(seed: 0)) & mask
            if (next - home) & mask >= (next - hole) & mask {
                index[hole] = index[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        index[hole] = 0
    }

    @inlinable mutating func makeIndex() {
        var size = 32
        while size < keys.count * 2 { size *= 2 }
        index = Array(repeating: 0, count: size)
        for entry in keys.indices { index[place(of: keys[entry]).place] = UInt32(entry + 1) }
    }

    /// Where a key is in the index, or where it belongs.
    @inlinable func place(of key: Key) -> (place: Int, entry: Int?) {
        let mask = index.count - 1
        var place = Int(truncatingIfNeeded: key.stableHash(seed: 0)) & mask
        while index[place] != 0 {
            let entry = Int(index[place]) - 1
            if keys[entry].isSameKey(as: key) { return (place, entry) }
            place = (place + 1) & mask
        }
        return (place, nil)
    }
}
