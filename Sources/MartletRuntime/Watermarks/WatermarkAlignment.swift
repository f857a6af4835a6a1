import MartletCore

/// That a source does not run ahead of others by more than a certain event time. Flink's `WatermarkAlignmentParams`.
///
/// All source subtasks that name the same group wait for the slowest of them; one that is idle or has ended is not waited for. So a join of
/// a fast and a slow input need not keep what the fast one has brought too early.
public struct WatermarkAlignment: Hashable, Sendable {
    /// Which sources wait for each other. Flink's `watermarkGroup`.
    public var group: String
    /// How far the watermark of a source may be ahead of the group's least before it pauses. Flink's `maxAllowedWatermarkDrift`.
    public var maxDrift: Duration
    /// How often a source tells its watermark and learns the group's least. Flink's `updateInterval`.
    public var updateInterval: Duration

    /// Sources of `group` are at most about `maxDrift` ahead of the slowest, as known every `updateInterval`.
    public init(group: String, maxDrift: Duration, updateInterval: Duration = .seconds(1)) {
        self.group = group
        self.maxDrift = maxDrift
        self.updateInterval = updateInterval
    }
}
