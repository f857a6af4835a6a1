import MartletCore

/// What flows between subtasks, and nothing else does.
public enum StreamElement: Sendable {
    case batch(any Batch)
    case watermark(Watermark)
    case status(StreamStatus)
    case endOfInput
}

/// Whether a stream takes part in the making of watermarks downstream.
public enum StreamStatus: Sendable {
    case active
    /// Nothing is to be waited for: the least watermark is that of the others.
    case idle
}
