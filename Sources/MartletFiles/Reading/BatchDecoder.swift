import MartletColumns
import MartletCore
import MartletFormats
import MartletRuntime

/// Makes batches of a file's bytes: of columns, records or lines. It serves one split.
protocol BatchDecoder: AnyObject {
    /// Records that have been decoded and not been taken yet.
    var count: Int { get }
    /// Records that were skipped as malformed so far.
    var skippedRecords: Int { get }

    /// Decodes whole records from the front of `bytes`, at most about `limit`, and answers how many bytes they took.
    ///
    /// - Parameter isEnd: nothing comes after `bytes`.
    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int) throws -> Int

    /// Takes what has been decoded.
    func finish() throws -> any Batch
}

/// Makes batches of a table's columns.
final class ColumnBatchDecoder: BatchDecoder {
    private let decoder: any RowDecoder
    private let rows: RowBuilder
    private let constants: FileConstants

    init(_ decoder: any RowDecoder, types: [DataType], _ constants: FileConstants) {
        self.decoder = decoder
        rows = RowBuilder(types)
        self.constants = constants
    }

    var count: Int { rows.count }
    var skippedRecords: Int { decoder.skippedRecords }

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int) throws -> Int {
        try decoder.decode(bytes, isEnd: isEnd, limit: limit, into: rows)
    }

    func finish() throws -> any Batch { constants.completing(rows.finish()) }
}

/// Makes batches of a program's records, by way of columns.
final class RecordBatchDecoder: BatchDecoder {
    private let decoder: any RowDecoder
    private let rows: RowBuilder
    /// The columns that a record cannot do without.
    private let required: [Int]
    /// Whether rows in which one of them is NULL are skipped, else they are an error.
    private let skipsIncomplete: Bool
    private let makeRecords: (ColumnBatch) throws -> any Batch
    private var incomplete = 0

    init(
        _ decoder: any RowDecoder, types: [DataType], skipsIncomplete: Bool, makeRecords: @escaping (ColumnBatch) throws -> any Batch
    ) {
        self.decoder = decoder
        rows = RowBuilder(types)
        required = types.indices.filter { !types[$0].isNullable }
        self.skipsIncomplete = skipsIncomplete
        self.makeRecords = makeRecords
    }

    var count: Int { rows.count }
    var skippedRecords: Int { decoder.skippedRecords + incomplete }

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int) throws -> Int {
        try decoder.decode(bytes, isEnd: isEnd, limit: limit, into: rows)
    }

    func finish() throws -> any Batch {
        let batch = rows.finish()
        let validity = skipsIncomplete ? required.reduce(nil) { Bitmap.intersection($0, batch.columns[$1].validity) } : nil
        guard let validity, !validity.isAllOnes else { return try makeRecords(batch) }
        let complete = validity.ones
        incomplete += batch.count - complete.count
        return try makeRecords(batch.gather(complete))
    }
}

/// Makes batches of a file's lines, without their line ends.
final class LineDecoder: BatchDecoder {
    private var lines: [String] = []

    var count: Int { lines.count }
    let skippedRecords = 0

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int) throws -> Int {
        // Appended to in a local variable, which nobody else can be looking at.
        var lines = self.lines
        self.lines = []
        defer { self.lines = lines }
        lines.reserveCapacity(lines.count + min(limit, ColumnBatch.defaultSize))
        var start = 0
        var left = limit
        while left > 0, start < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            let length = rest.indexOfLineFeed
            if length == nil, !isEnd { break }
            var line = rest[..<(length ?? rest.count)]
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            lines.append(String(decoding: UnsafeRawBufferPointer(rebasing: line), as: UTF8.self))
            start += length.map { $0 + 1 } ?? rest.count
            left -= 1
        }
        return start
    }

    func finish() throws -> any Batch {
        defer { lines = [] }
        return RecordBatch(lines)
    }

    /// The start of the first line at or after `target`: a `RecordFinder`.
    @Sendable static func lineStart(in bytes: UnsafeRawBufferPointer, known: Int, target: Int) -> Int {
        if target <= known { return known }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[(target - 1)...])
        return rest.indexOfLineFeed.map { target + $0 } ?? bytes.count
    }
}
