import MartletColumns
import MartletCore

/// How the times of rows and watermarks stand to the wall time in which windows lie.
///
/// A TIMESTAMP is wall time. A TIMESTAMP_LTZ and the machine's clock are instants: their windows begin at full hours and days on the clocks
/// of the session's time zone.
struct WindowTime: Sendable {
    /// nil: times are wall times as they are.
    private let zone: TimeZoneRules?

    init(_ type: DataType, isProcessingTime: Bool, timeZone: TimeZoneRules) {
        let isInstant = if case .timestampLTZ = type.kind { true } else { isProcessingTime }
        zone = isInstant && timeZone.name != "UTC" ? timeZone : nil
    }

    /// The wall time of a time of the stream.
    @inline(__always) func wall(_ time: Int64) -> Int64 { zone.map { $0.local(time) } ?? time }

    /// The time of the stream that a wall time is.
    func time(ofWall wall: Int64) -> Int64 { zone.map { $0.instant(local: wall) } ?? wall }

    /// The time from which on a window that ends at `end` on the wall is complete, if the stream has come to it.
    ///
    /// As Flink's `TimeWindowUtil.toEpochMillsForTimer`: where the clock is put back, the end is waited for until it has been shown twice;
    /// where it is put forward over the end, the window is complete at that moment.
    func completion(ofWindowEndingAt end: Int64) -> Int64 {
        guard let zone else { return end - 1 }
        let hour: Int64 = 3_600_000
        let first = zone.instant(local: end - 1), second = zone.instant(local: end - 1 + hour)
        if first == second { return first - first % hour }
        return second - first > hour ? first + hour : first
    }

    /// Whether a window that ends at `end` is complete when the stream has come to `time`.
    @inline(__always) func isComplete(_ end: Int64, at time: Int64) -> Bool {
        zone == nil ? end &- 1 <= time : completion(ofWindowEndingAt: end) <= time
    }

    /// The wall times of rows. NULL rows have any.
    func walls(_ column: Column) -> [Int64] {
        let times = Self.milliseconds(column)
        return zone.map { zone in times.map { zone.local($0) } } ?? times
    }

    /// The times of rows in milliseconds, whatever the precision of their type.
    static func milliseconds(_ column: Column) -> [Int64] {
        if case .int128(let column) = column { return column.values.map { LocalDateTime(nanoseconds: $0).milliseconds } }
        return column.int64.values
    }
}
