import MartletColumns
import MartletCore

/// What a window operator tells about a window beside its results.
package enum WindowProperty: Sendable, Hashable, CaseIterable {
    /// `window_start`, a TIMESTAMP(3).
    case start
    /// `window_end`, a TIMESTAMP(3).
    case end
    /// `window_time`, the last millisecond of the window, of the time attribute's type.
    case time

    /// The property of windows, one a row.
    func column(starts: [Int64], ends: [Int64], _ time: WindowTime) -> Column {
        switch self {
        case .start: .int64(FixedColumn(starts))
        case .end: .int64(FixedColumn(ends))
        case .time: .int64(FixedColumn(ends.map { time.time(ofWall: $0 - 1) }))
        }
    }
}
