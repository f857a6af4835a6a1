/// A key of several parts: what `keyed(by: \.customer, \.id)` keys a stream by. Flink's tuple of key fields.
public struct KeyTuple<each Part: StableKey>: StableKey {
    /// The parts, in the order in which they were given.
    public let parts: (repeat each Part)

    /// The key of these parts.
    @inlinable public init(_ part: repeat each Part) { parts = (repeat each part) }

    /// The hash of the parts in turn, each seeded with the hash of those before it.
    @inlinable public func stableHash(seed: UInt64) -> UInt64 {
        var hash = seed
        for part in repeat each parts { hash = part.stableHash(seed: hash) }
        return hash
    }

    @inlinable public static func == (left: KeyTuple, right: KeyTuple) -> Bool {
        for (a, b) in repeat (each left.parts, each right.parts) {
            guard a == b else { return false }
        }
        return true
    }

    @inlinable public func isSameKey(as other: KeyTuple) -> Bool {
        for (a, b) in repeat (each parts, each other.parts) {
            guard a.isSameKey(as: b) else { return false }
        }
        return true
    }
}

extension KeyTuple: CustomStringConvertible {
    /// The parts in parentheses with commas between them, as Flink prints a tuple: `(a,1)`.
    public var description: String {
        var texts: [String] = []
        for part in repeat each parts { texts.append("\(part)") }
        return "(" + texts.joined(separator: ",") + ")"
    }
}
