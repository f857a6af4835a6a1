import MartletRuntime

/// A source reader that is a closure, which was compiled for the types of the program that made the source.
public final class ClosureReader: SourceReader {
    private let polling: () throws -> SourcePoll
    private let closing: () throws -> Void

    /// A reader that polls and closes by these.
    public init(_ polling: @escaping () throws -> SourcePoll, closing: @escaping () throws -> Void = {}) {
        self.polling = polling
        self.closing = closing
    }

    public func poll() throws -> SourcePoll { try polling() }
    public func close() throws { try closing() }
}
