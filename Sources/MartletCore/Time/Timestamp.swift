/// An instant of event or processing time: milliseconds since 1970-01-01T00:00:00Z, as in Flink.
@frozen public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z; negative before.
    public var milliseconds: Int64

    /// The instant so many milliseconds after 1970-01-01T00:00:00Z.
    @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Before every instant (Flink's `Long.MIN_VALUE`): the watermark of a stream that has not said anything yet.
    @inlinable public static var min: Timestamp { Timestamp(milliseconds: .min) }
    /// After every instant (Flink's `Long.MAX_VALUE`): the watermark of a stream that has ended.
    @inlinable public static var max: Timestamp { Timestamp(milliseconds: .max) }

    @inlinable public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// Later by `duration`; stays at `min` or `max` instead of overflowing.
    @inlinable public static func + (left: Timestamp, right: Duration) -> Timestamp {
        let (sum, overflow) = left.milliseconds.addingReportingOverflow(right.inMilliseconds)
        return overflow ? (right.inMilliseconds > 0 ? .max : .min) : Timestamp(milliseconds: sum)
    }

    /// Earlier by `duration`; stays at `min` or `max` instead of overflowing.
    @inlinable public static func - (left: Timestamp, right: Duration) -> Timestamp {
        let (difference, overflow) = left.milliseconds.subtractingReportingOverflow(right.inMilliseconds)
        return overflow ? (right.inMilliseconds > 0 ? .min : .max) : Timestamp(milliseconds: difference)
    }

    /// The time from `right` to `left`.
    @inlinable public static func - (left: Timestamp, right: Timestamp) -> Duration {
        .milliseconds(left.milliseconds &- right.milliseconds)
    }
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC, to the millisecond: `2013-01-01T05:15:00.000Z`.
    public var description: String {
        switch self {
        case .min: "-∞"
        case .max: "+∞"
        default:
            String(LocalDateTime(milliseconds: milliseconds).text(fractionDigits: 3).map { $0 == " " ? "T" : $0 }) + "Z"
        }
    }
}
