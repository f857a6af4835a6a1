/// A promise of a stream: no element with a timestamp at or before `timestamp` comes after it, except late ones.
@frozen public struct Watermark: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The last instant that the promise is about.
    public var timestamp: Timestamp

    /// The promise that nothing at or before `timestamp` comes any more.
    @inlinable public init(_ timestamp: Timestamp) { self.timestamp = timestamp }

    /// The watermark of a stream that has not promised anything.
    @inlinable public static var none: Watermark { Watermark(.min) }
    /// The watermark of a stream that has ended: every window is complete.
    @inlinable public static var endOfTime: Watermark { Watermark(.max) }

    @inlinable public static func < (left: Watermark, right: Watermark) -> Bool { left.timestamp < right.timestamp }

    /// The timestamp in ISO 8601; `-∞` for none, `+∞` for the end of time.
    public var description: String { timestamp.description }
}
