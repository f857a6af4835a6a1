import MartletColumns
import MartletCore
import MartletRuntime

/// What a reader of files is given: a split, or, where files are looked for again and again, whoever looks.
public enum FileReadTask: Sendable {
    case file(FileSplit)
    case monitor(FileMonitor)
}

/// Finds files and has them read: what all sources of files have in common.
struct FileReading: Sendable {
    var discovery: FileDiscovery
    var splitter: FileSplitter
    /// How often new files are looked for; nil: what is there at the beginning is all.
    var monitorInterval: Duration?
    /// Records that are wanted at most, of each reader.
    var limit: Int?
    /// What is looked at when a job starts, after the files have been found.
    var check: @Sendable () throws -> Void = {}
    /// Makes what decodes a split, and says how many bytes at the split's beginning it does not want.
    var makeDecoder: @Sendable (FileSplit) throws -> (decoder: any BatchDecoder, skipping: Int)

    func tasks(parallelism: Int) throws -> [FileReadTask] {
        if let monitorInterval {
            try check()
            let monitor = FileMonitor(discovery, interval: monitorInterval)
            return (0..<parallelism).map { _ in .monitor(monitor) }
        }
        let files = try discovery.files()
        try check()
        return try splitter.split(files, parallelism: parallelism).map { .file($0) }
    }
}

/// Reads one file after the other, in one subtask.
final class FileReader: SourceReader {
    private let reading: FileReading
    private let context: SourceReaderContext<FileReadTask>
    private let recordsSkipped: Counter
    private var current: RecordStream?
    private var monitor: FileMonitor?
    private var recordsLeft: Int

    init(_ reading: FileReading, _ context: SourceReaderContext<FileReadTask>) {
        self.reading = reading
        self.context = context
        recordsSkipped = context.operatorContext.metrics.counter(MetricNames.recordsSkipped)
        recordsLeft = reading.limit ?? .max
    }

    func poll() throws -> SourcePoll {
        while recordsLeft > 0 {
            guard let stream = current else {
                switch try nextFile() {
                case .file(let split):
                    let (decoder, skipping) = try reading.makeDecoder(split)
                    current = try RecordStream(split, decoder: decoder, skipping: skipping)
                    continue
                case .nothing(let until): return .nothing(until: until)
                case .end: return .end
                }
            }
            let skippedBefore = stream.skippedRecords
            let batch = try stream.read(min(ColumnBatch.defaultSize, recordsLeft))
            recordsSkipped.add(stream.skippedRecords - skippedBefore)
            guard let batch else {
                stream.close()
                current = nil
                continue
            }
            recordsLeft -= batch.count
            return .batch(batch)
        }
        return .end
    }

    private enum Next {
        case file(FileSplit)
        case nothing(until: Timestamp)
        case end
    }

    private func nextFile() throws -> Next {
        if let monitor {
            if let split = try monitor.next(at: context.operatorContext.clock.now) { return .file(split) }
            return .nothing(until: monitor.nextLook)
        }
        switch context.nextSplit() {
        case .file(let split): return .file(split)
        case .monitor(let monitor):
            self.monitor = monitor
            return try nextFile()
        case nil: return .end
        }
    }

    func close() throws { current?.close() }
}
