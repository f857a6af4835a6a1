import MartletCore

/// A time that a key waits for.
public struct KeyTimer<Key: StableKey>: StableKey {
    /// The key that waits.
    public let key: Key
    /// When the timer fires, in the time that it was registered in.
    public let time: Timestamp

    /// The timer of a key at a time; two that agree in both are the same.
    @inlinable public init(_ key: Key, at time: Timestamp) {
        self.key = key
        self.time = time
    }

    @inlinable public func stableHash(seed: UInt64) -> UInt64 { time.stableHash(seed: key.stableHash(seed: seed)) }
    @inlinable public func isSameKey(as other: Self) -> Bool { time == other.time && key.isSameKey(as: other.key) }
}

/// The timers of all keys of one operator in one subtask, in event time or in processing time.
///
/// A key has one timer for a time, however often it is registered. Timers fire by time; of those of one time, the one that was registered
/// first.
public struct KeyedTimers<Key: StableKey> {
    /// Those that are to fire; a timer that was deleted stays in the heap until its time comes.
    @usableFromInline let registered = KeyTable<KeyTimer<Key>, Void>()
    @usableFromInline var heap = TimeHeap<Key>()

    /// No timers yet.
    @inlinable public init() {}

    /// How many timers there are.
    @inlinable public var count: Int { registered.count }

    /// The time of the next timer, or of one before it that was deleted.
    @inlinable public var next: Timestamp? { heap.next }

    /// Makes a key wait for a time.
    @inlinable public mutating func register(_ key: Key, at time: Timestamp) {
        let timer = KeyTimer(key, at: time)
        let hash = timer.stableHash(seed: 0)
        if registered.entry(of: timer, hash: hash) != nil { return }
        registered.insert(timer, hash: hash, value: ())
        heap.insert(key, at: time)
    }

    /// Forgets that a key waits for a time, if it does.
    @inlinable public mutating func delete(_ key: Key, at time: Timestamp) {
        let timer = KeyTimer(key, at: time)
        if let entry = registered.entry(of: timer, hash: timer.stableHash(seed: 0)) { registered.remove(entry) }
    }

    /// Takes out the next timer whose time has come.
    @inlinable public mutating func removeFirst(through now: Timestamp) -> KeyTimer<Key>? {
        while let (time, key) = heap.removeFirst(through: now) {
            let timer = KeyTimer(key, at: time)
            guard let entry = registered.entry(of: timer, hash: timer.stableHash(seed: 0)) else { continue }
            registered.remove(entry)
            return timer
        }
        return nil
    }

    /// The timers as they are now, for a snapshot.
    @inlinable public func freeze() -> FrozenTable<KeyTimer<Key>, Void> { registered.freeze() }
}
