import MartletCore

/// A stretch of time from `start` up to, but not including, `end`. Flink's `TimeWindow`, and its `GlobalWindow`, which is all of time.
@frozen public struct TimeWindow: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The first millisecond that belongs to the window.
    public var start: Timestamp
    /// The first millisecond after it.
    public var end: Timestamp

    /// The window from `start` up to, but not including, `end`.
    @inlinable public init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = end
    }

    /// All of time: the window that elements belong to where time does not divide them. Flink's `GlobalWindow`.
    @inlinable public static var global: TimeWindow { TimeWindow(start: .min, end: .max) }

    /// The last millisecond that belongs to the window; the timestamp of its results. A window that ends with time itself has no last one: it is
    /// `Timestamp.max`.
    @inlinable public var maxTimestamp: Timestamp { end == .max ? .max : Timestamp(milliseconds: end.milliseconds &- 1) }

    /// Whether the windows have time in common or touch each other.
    @inlinable public func intersects(_ other: TimeWindow) -> Bool { start <= other.end && end >= other.start }

    /// The smallest window that covers both.
    @inlinable public func union(_ other: TimeWindow) -> TimeWindow { TimeWindow(start: min(start, other.start), end: max(end, other.end)) }

    /// The session of one element, which waits for the next as long as `gap`.
    @inlinable init(sessionOf gap: Duration, at time: Timestamp) throws {
        guard gap.inMilliseconds > 0 else {
            throw MartletError("The gap of a session window must be positive; an element's is \(gap).")
        }
        self.init(start: time, end: time + gap)
    }

    /// The start of the window that a time belongs to, of windows that begin every `size` from `offset` after the epoch. In milliseconds.
    @inlinable static func start(of time: Int64, size: Int64, offset: Int64) -> Int64 {
        let remainder = (time &- offset) % size
        return remainder < 0 ? time &- remainder &- size : time &- remainder
    }

    @inlinable public static func < (left: TimeWindow, right: TimeWindow) -> Bool {
        left.start < right.start || (left.start == right.start && left.end < right.end)
    }

    public var description: String { "[\(start), \(end))" }
}
