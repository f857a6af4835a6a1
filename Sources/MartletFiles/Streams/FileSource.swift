import MartletColumns
import MartletCore
import MartletRuntime

/// A source of what is in files. Flink's `FileSource`.
///
///     env.from(FileSource<Order>("orders/", format: .jsonLines))
///
/// The path is that of a file, or of a directory that is read with all in it, but for files and directories whose names begin with `.` or
/// `_`. Files that end in `.gz` are inflated. Large files are shared among subtasks.
public struct FileSource<Element: Sendable>: Source {
    public typealias Output = RecordBatch<Element>

    private let format: FileFormat<Element>
    private var discovery: FileDiscovery
    private var monitorInterval: Duration?

    /// A source of the files at `path`.
    public init(_ path: String, format: FileFormat<Element>) {
        self.format = format
        discovery = FileDiscovery(path: path)
    }

    /// Only files whose whole paths match a regular expression.
    public func matching(_ pattern: String) -> FileSource {
        var copy = self
        copy.discovery.pattern = pattern
        return copy
    }

    /// Looks for new files again and again: the source never ends. Flink's `monitorContinuously`.
    public func monitored(every interval: Duration) -> FileSource {
        var copy = self
        copy.monitorInterval = interval
        return copy
    }

    public var isBounded: Bool { monitorInterval == nil }
    public var assignment: SplitAssignment { isBounded ? .onRequest : .fixed }

    public func enumerateSplits(parallelism: Int) throws -> [FileReadTask] { try reading.tasks(parallelism: parallelism) }
    public func makeReader(_ context: SourceReaderContext<FileReadTask>) throws -> any SourceReader { FileReader(try reading, context) }

    private var reading: FileReading {
        get throws {
            let finder: RecordFinder?
            let makeDecoder: @Sendable (FileSplit) throws -> (decoder: any BatchDecoder, skipping: Int)
            switch format.content.kind {
            case .lines:
                finder = LineDecoder.lineStart
                makeDecoder = { _ in (LineDecoder(), 0) }
            case .records(let settings, let schema, let makeRecords, _):
                finder = try settings.recordFinder()
                makeDecoder = { split in
                    let (decoder, skipping) = try settings.makeDecoder(schema, for: split)
                    let batches = RecordBatchDecoder(
                        decoder, types: schema.types, skipsIncomplete: settings.skipsMistakes, makeRecords: makeRecords)
                    return (batches, skipping)
                }
            case .codables(let settings, let makeCollector, _):
                finder = try settings.recordFinder()
                makeDecoder = { split in
                    let (reader, skipping) = try settings.makeNodeReader(for: split)
                    return (CodableBatchDecoder(reader, makeCollector()), skipping)
                }
            }
            return FileReading(
                discovery: discovery, splitter: FileSplitter(finder: finder), monitorInterval: monitorInterval, makeDecoder: makeDecoder)
        }
    }
}
