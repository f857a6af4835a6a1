import MartletCore

/// Where elements come from. A source knows its splits (files, ranges, partitions); readers in the subtasks read them.
public protocol Source<Output>: Sendable {
    /// A part of the input that one reader reads in order.
    associatedtype Split: Sendable
    /// What the readers yield: `RecordBatch<T>` or `ColumnBatch`.
    associatedtype Output: Batch

    /// Whether the input ends by itself.
    var isBounded: Bool { get }
    /// How splits come to readers.
    var assignment: SplitAssignment { get }

    /// Finds the splits, once, when the job starts.
    func enumerateSplits(parallelism: Int) throws -> [Split]

    /// Makes a reader for one subtask; it runs in that subtask.
    func makeReader(_ context: SourceReaderContext<Split>) throws -> any SourceReader
}

/// How the splits of a source come to its readers.
public enum SplitAssignment: Sendable {
    /// A reader asks for the next when it is done with one: the fast ones read more.
    case onRequest
    /// Split *i* to subtask *i* modulo the parallelism.
    case fixed
}

extension Source {
    public var assignment: SplitAssignment { .onRequest }
}

/// Reads splits in one subtask.
public protocol SourceReader: AnyObject {
    /// Yields what is there without waiting. Called again and again until it answers `end`.
    func poll() throws -> SourcePoll
    /// Called once at the end, also after a failure.
    func close() throws
}

extension SourceReader {
    public func close() throws {}
}

/// A reader's answer.
public enum SourcePoll {
    case batch(any Batch)
    /// Nothing now. Ask again at this time; nil: when `SourceReaderContext.wakeUp` has been called.
    case nothing(until: Timestamp?)
    /// Nothing ever again.
    case end
}

/// What a reader may know and ask for.
public final class SourceReaderContext<Split: Sendable> {
    /// The operator's context: place, settings, metrics, time.
    public let operatorContext: OperatorContext
    /// Makes the subtask poll again. It may be called from any thread.
    public let wakeUp: @Sendable () -> Void
    private let splits: SplitAssigner<Split>

    init(_ context: OperatorContext, splits: SplitAssigner<Split>, wakeUp: @escaping @Sendable () -> Void) {
        operatorContext = context
        self.splits = splits
        self.wakeUp = wakeUp
    }

    /// The next split for this reader; nil when there are no more.
    public func nextSplit() -> Split? { splits.next(for: operatorContext.subtask, of: operatorContext.parallelism) }
}
