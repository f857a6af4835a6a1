/// Whether results are kept up to date as input comes, or given once at its end.
public enum RuntimeMode: String, Sendable, CaseIterable {
    /// Results as input comes, and changes of them as more comes.
    case streaming = "STREAMING"
    /// Bounded inputs only: final results, emitted at the end.
    case batch = "BATCH"
    /// Batch if every source is bounded.
    case automatic = "AUTOMATIC"
}

/// The options that concern how a job runs.
public enum ExecutionOptions {
    /// Whether results are kept up to date or given once, at the end; streaming unless it is said.
    public static let runtimeMode = ConfigOption("execution.runtime-mode", default: RuntimeMode.streaming)
    /// How many subtasks an operator has unless it says otherwise.
    public static let parallelism = ConfigOption<Int>("parallelism.default", default: 1)
    /// The number of key groups; negative or 0: by the parallelism.
    public static let maxParallelism = ConfigOption<Int>("pipeline.max-parallelism", default: -1)
    /// How often watermarks are made by periodic generators; 0 in SQL: after every row that advances it.
    public static let autoWatermarkInterval = ConfigOption<Duration>("pipeline.auto-watermark-interval", default: .milliseconds(200))
    /// How long small batches are held back at most, to be sent together while a subtask is busy.
    ///
    /// One that waits for input has sent everything.
    public static let bufferTimeout = ConfigOption<Duration>(
        "execution.buffer-timeout.interval", default: .milliseconds(100), fallback: ["execution.buffer-timeout"])
    /// Whether there is such a limit at all.
    public static let bufferTimeoutEnabled = ConfigOption<Bool>("execution.buffer-timeout.enabled", default: true)
    /// Whether operators may be chained into one subtask.
    public static let operatorChaining = ConfigOption<Bool>(
        "pipeline.operator-chaining.enabled", default: true, fallback: ["pipeline.operator-chaining"])
    /// The name of a job; empty: one is made up.
    public static let jobName = ConfigOption<String>("pipeline.name", default: "")
}
