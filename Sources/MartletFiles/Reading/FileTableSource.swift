import MartletColumns
import MartletCore
import MartletRuntime

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

    private let reading: FileReading

    /// - Parameter decodedTypes: the types of the decoder's columns.
    init(
        _ options: FilesystemOptions, splitter: FileSplitter, columns: [ColumnOrigin], decodedTypes: [DataType], limit: Int?,
        check: @escaping @Sendable () throws -> Void, makeDecoder: @escaping @Sendable () throws -> any RowDecoder
    ) {
        reading = FileReading(
            discovery: options.discovery, splitter: splitter, monitorInterval: options.monitorInterval, limit: limit, check: check,
            makeDecoder: { split in
                (ColumnBatchDecoder(try makeDecoder(), types: decodedTypes, try FileConstants(columns, split)), skipping: 0)
            })
    }

    var isBounded: Bool { reading.monitorInterval == nil }
    var assignment: SplitAssignment { isBounded ? .onRequest : .fixed }

    func enumerateSplits(parallelism: Int) throws -> [FileReadTask] { try reading.tasks(parallelism: parallelism) }
    func makeReader(_ context: SourceReaderContext<FileReadTask>) throws -> any SourceReader { FileReader(reading, context) }
}
