import MartletCore

/// When a file is finished and the next one begun. Flink's `DefaultRollingPolicy`.
package struct RollingPolicy: Sendable {
    package var fileSize = 128 << 20
    /// The oldest that a file becomes.
    package var rolloverInterval = Duration.minutes(30)
    /// How long a file waits for more.
    package var inactivityInterval = Duration.minutes(30)
    /// How often the age of files is looked at.
    package var checkInterval = Duration.minutes(1)

    package init() {}

    func isDue(_ file: InProgressFile, at now: Timestamp) -> Bool {
        now - file.creationTime >= rolloverInterval || now - file.lastWriteTime >= inactivityInterval
    }
}
