import MartletRuntime

extension MetricNames {
    /// Flink's `numNullRowTimeRecordsDropped`: rows without a time that a window could not take.
    package static let nullTimesDropped = "numNullRowTimeRecordsDropped"
}
