import MartletCore

/// A source whose types have been forgotten, as a node of the stream graph holds it.
struct AnySource: Sendable {
    let isBounded: Bool
    /// Finds the splits and answers how to make the reader of a subtask.
    let prepare: @Sendable (_ parallelism: Int) throws -> ReaderFactory

    typealias ReaderFactory = @Sendable (OperatorContext, _ wakeUp: @escaping @Sendable () -> Void) throws -> any SourceReader

    init<S: Source>(_ source: S) {
        isBounded = source.isBounded
        prepare = { parallelism in
            let splits = SplitAssigner(try source.enumerateSplits(parallelism: parallelism), assignment: source.assignment)
            return { context, wakeUp in try source.makeReader(SourceReaderContext(context, splits: splits, wakeUp: wakeUp)) }
        }
    }
}
