/// A value with a hash that is the same in every process.
public protocol StableHashable {
    /// The hash of the value's canonical bytes, seeded with the hash of what stands before it.
    func stableHash(seed: UInt64) -> UInt64
}

/// A value that a stream can be keyed by.
///
/// Its hash says which key group it belongs to, in every process, on every host and in every snapshot; so it is a function of the value's
/// canonical bytes (`Docs/Formats.md`), never Swift's `Hasher`, which is seeded anew in each process. A key made of several parts hashes
/// them in turn, each with the hash of those before it as the seed:
///
///     extension Route: StableKey {
///         func stableHash(seed: UInt64) -> UInt64 { destination.stableHash(seed: origin.stableHash(seed: seed)) }
///     }
///
/// `@Record` writes this for a type that is `Equatable`; an enum with raw values needs no more than to be declared a `StableKey`.
public protocol StableKey: StableHashable, Equatable, Sendable {
    /// Whether both are the same key: `==`, but for floating-point numbers, where NaN is the same key as NaN.
    func isSameKey(as other: Self) -> Bool
}

extension StableKey {
    @inlinable public func isSameKey(as other: Self) -> Bool { self == other }

    /// The hash of the key alone.
    @inlinable public var stableHash: UInt64 { stableHash(seed: 0) }
}

extension StableKey where Self: RawRepresentable, RawValue: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { rawValue.stableHash(seed: seed) }
}

extension Bool: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(self ? 1 as UInt8 : 0, seed: seed) }
}

extension Int8: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(UInt8(bitPattern: self), seed: seed) }
}

extension UInt8: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(self, seed: seed) }
}

extension Int16: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { withUnsafeBytes(of: littleEndian) { StableHash.hash($0, seed: seed) } }
}

extension UInt16: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { Int16(bitPattern: self).stableHash(seed: seed) }
}

extension Int32: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(UInt32(bitPattern: self), seed: seed) }
}

extension UInt32: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(self, seed: seed) }
}

extension Int64: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(UInt64(bitPattern: self), seed: seed) }
}

extension UInt64: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(self, seed: seed) }
}

extension Int: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { Int64(self).stableHash(seed: seed) }
}

extension UInt: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { UInt64(self).stableHash(seed: seed) }
}

extension Int128: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { withUnsafeBytes(of: littleEndian) { StableHash.hash($0, seed: seed) } }
}

extension Float: StableKey {
    /// The hash of the four bytes: −0 counts as 0, a NaN by its own bits.
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(self == 0 ? 0 : bitPattern, seed: seed) }
    @inlinable public func isSameKey(as other: Float) -> Bool { self == other || (isNaN && other.isNaN) }
}

extension Double: StableKey {
    /// The hash of the eight bytes: −0 counts as 0, a NaN by its own bits.
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { StableHash.hash(self == 0 ? 0 : bitPattern, seed: seed) }
    @inlinable public func isSameKey(as other: Double) -> Bool { self == other || (isNaN && other.isNaN) }
}

extension String: StableKey {
    /// The hash of the text's UTF-8 bytes. Spellings that Swift calls equal but that differ in their bytes are different keys, as in Flink.
    @inlinable public func stableHash(seed: UInt64) -> UInt64 {
        let hash = utf8.withContiguousStorageIfAvailable { StableHash.hash(UnsafeRawBufferPointer($0), seed: seed) }
        return hash ?? Array(utf8).withUnsafeBytes { StableHash.hash($0, seed: seed) }
    }
}

extension Optional: StableHashable where Wrapped: StableHashable {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 {
        switch self {
        case .some(let value): value.stableHash(seed: seed)
        case .none: StableHash.hashOfNull(seed: seed)
        }
    }
}

extension Optional: StableKey where Wrapped: StableKey {
    @inlinable public func isSameKey(as other: Wrapped?) -> Bool {
        switch (self, other) {
        case (.some(let left), .some(let right)): left.isSameKey(as: right)
        case (.none, .none): true
        default: false
        }
    }
}

extension Timestamp: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { milliseconds.stableHash(seed: seed) }
}

extension LocalDate: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { days.stableHash(seed: seed) }
}

extension LocalTime: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { milliseconds.stableHash(seed: seed) }
}

extension LocalDateTime: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { nanoseconds.stableHash(seed: seed) }
}

extension Instant: StableKey {
    @inlinable public func stableHash(seed: UInt64) -> UInt64 { utc.stableHash(seed: seed) }
}
