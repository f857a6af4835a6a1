import MartletCore

/// A window of a key.
@usableFromInline struct WindowKey<Key: StableKey>: StableKey {
    @usableFromInline let key: Key
    @usableFromInline let window: TimeWindow

    @inlinable init(_ key: Key, _ window: TimeWindow) {
        self.key = key
        self.window = window
    }

    @inlinable func stableHash(seed: UInt64) -> UInt64 {
        window.end.stableHash(seed: window.start.stableHash(seed: key.stableHash(seed: seed)))
    }

    @inlinable func isSameKey(as other: Self) -> Bool { window == other.window && key.isSameKey(as: other.key) }
}
