import MartletCore
import MartletSQL

extension SelectBinder {
    /// `GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)`: the rows get the bounds of their windows, and the window becomes a key.
    mutating func bindGroupWindow(in groupBy: GroupBy) throws {}
}
