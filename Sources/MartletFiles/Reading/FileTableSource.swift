import MartletColumns
import MartletCore
import MartletFormats
import MartletRuntime
import Synchronization

/// Reads the rows of a table from files.
struct FileTableSource: Source {
    typealias Output = ColumnBatch

    /// Where a column of the result comes from.
    enum ColumnOrigin: Sendable {
        /// The decoder's column of this index.
        case decoded(Int)
        case partition(key: String, type: DataType)
        case metadata(FileMetadata)
    }

    /// What a reader is given: a split, or, where files are looked for again and again, whoever looks.
    enum Split: Sendable {
        case file(FileSplit)
        case monitor(FileMonitor)
    }

    var discovery: FileDiscovery
    var splitter: FileSplitter
    /// How often new files are looked for; nil: what is there at the beginning is all.
    var monitorInterval: Duration?
    var columns: [ColumnOrigin]
    /// The types of the decoder's columns.
    var decodedTypes: [DataType]
    /// Rows that are wanted at most, of each reader.
    var limit: Int?
    /// What is looked at when a job starts, after the files have been found.
    var check: @Sendable () throws -> Void
    var makeDecoder: @Sendable () throws -> any RowDecoder

    var isBounded: Bool { monitorInterval == nil }
    var assignment: SplitAssignment { monitorInterval == nil ? .onRequest : .fixed }

    func enumerateSplits(parallelism: Int) throws -> [Split] {
        if let monitorInterval {
            try check()
            let monitor = FileMonitor(discovery, interval: monitorInterval)
            return (0..<parallelism).map { _ in .monitor(monitor) }
        }
        let files = try discovery.files()
        try check()
        return try splitter.split(files, parallelism: parallelism).map { .file($0) }
    }

    func makeReader(_ context: SourceReaderContext<Split>) throws -> any SourceReader { FileTableReader(self, context) }
}

/// Reads one file after the other, in one subtask.
private final class FileTableReader: SourceReader {
    private let source: FileTableSource
    private let context: SourceReaderContext<FileTableSource.Split>
    private let rows: RowBuilder
    private let recordsSkipped: Counter
    private var current: RecordStream?
    private var constants: FileConstants?
    private var monitor: FileMonitor?
    private var rowsLeft: Int

    init(_ source: FileTableSource, _ context: SourceReaderContext<FileTableSource.Split>) {
        self.source = source
        self.context = context
        rows = RowBuilder(source.decodedTypes)
        recordsSkipped = context.operatorContext.metrics.counter(MetricNames.recordsSkipped)
        rowsLeft = source.limit ?? .max
    }

    func poll() throws -> SourcePoll {
        while rowsLeft > 0 {
            guard let stream = current else {
                switch try nextFile() {
                case .file(let split):
                    current = try RecordStream(split, decoder: source.makeDecoder())
                    constants = try FileConstants(source.columns, split)
                    continue
                case .nothing(let until): return .nothing(until: until)
                case .end: return .end
                }
            }
            let skippedBefore = stream.skippedRecords
            let hasRows = try stream.read(min(ColumnBatch.defaultSize, rowsLeft), into: rows)
            recordsSkipped.add(stream.skippedRecords - skippedBefore)
            guard hasRows, let constants else {
                stream.close()
                current = nil
                continue
            }
            rowsLeft -= rows.count
            return .batch(constants.completing(rows.finish()))
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
            let now = context.operatorContext.clock.now
            if let split = try monitor.next(at: now) { return .file(split) }
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

/// The columns that are the same for all rows of a file.
private struct FileConstants {
    private enum Part {
        case decoded(Int)
        /// A run of the same value, cut to each batch's length.
        case constant(Column)
    }

    private let parts: [Part]

    init(_ columns: [FileTableSource.ColumnOrigin], _ split: FileSplit) throws {
        parts = try columns.map { origin in
            switch origin {
            case .decoded(let index): return .decoded(index)
            case .partition(let key, let type):
                let text = split.partition.values.first { $0.key == key }?.value
                let column = try text.map { try ScalarText.column(of: $0, as: type) } ?? .nulls(type, count: 1)
                return .constant(column.gather([Int32](repeating: 0, count: ColumnBatch.defaultSize)))
            case .metadata(let metadata):
                return .constant(try .constant(metadata.value(of: split), metadata.type, count: ColumnBatch.defaultSize))
            }
        }
    }

    func completing(_ batch: ColumnBatch) -> ColumnBatch {
        let columns = parts.map { part in
            switch part {
            case .decoded(let index): return batch.columns[index]
            case .constant(let column):
                if batch.count <= column.count { return column.slice(0..<batch.count) }
                return column.gather([Int32](repeating: 0, count: batch.count))
            }
        }
        return ColumnBatch(columns, count: batch.count, kinds: batch.kinds)
    }
}
