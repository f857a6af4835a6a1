/// Names of metrics that more than one place must agree on.
public enum MetricNames {
    /// Records that an operator was given.
    public static let recordsIn = "numRecordsIn"
    /// Records that an operator has emitted.
    public static let recordsOut = "numRecordsOut"
    /// The newest watermark that an operator was given, in milliseconds since 1970.
    public static let currentWatermark = "currentInputWatermark"
    /// Records read from outside, counted by sources.
    public static let recordsRead = "numRecordsRead"
    /// Flink's `numLateRecordsDropped`.
    public static let lateRecordsDropped = "numLateRecordsDropped"
    /// Records that could not be read and were skipped because the format was told to.
    public static let recordsSkipped = "numRecordsSkipped"
}
