import MartletCore

/// When a file is finished and the next one begun. Flink's `DefaultRollingPolicy`.
public struct RollingPolicy: Sendable {
    /// The size from which on a file is finished, in bytes.
    public var fileSize = 128 << 20
    /// The oldest that a file becomes.
    public var rolloverInterval = Duration.minutes(30)
    /// How long a file waits for more.
    public var inactivityInterval = Duration.minutes(30)
    /// How often the age of files is looked at.
    public var checkInterval = Duration.minutes(1)

    /// Flink's defaults.
    public init() {}

    func isDue(_ file: InProgressFile, at now: Timestamp) -> Bool {
        now - file.creationTime >= rolloverInterval || now - file.lastWriteTime >= inactivityInterval
    }
}
