import MartletColumns
import MartletCore
import MartletRuntime

/// The records of one split, decoded batch by batch.
final class RecordStream {
    let split: FileSplit
    private let compression: Compression
    private let stream: any ByteStream
    private let decoder: any RowDecoder
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: RecordStream.blockSize, alignment: 64)
    /// What has been read and not decoded yet.
    private var pending = 0..<0
    /// Where `pending` begins in the split's content.
    private var offset = 0
    private var isAtEnd = false

    /// How much is read at once: enough to make the call cheap, little enough to stay in the cache.
    static let blockSize = 256 << 10

    init(_ split: FileSplit, decoder: any RowDecoder) throws {
        self.split = split
        self.decoder = decoder
        compression = try Compression(path: split.path)
        stream = try compression.open(split.path, from: split.range?.lowerBound ?? 0, to: split.range?.upperBound)
    }

    deinit { buffer.deallocate() }

    func close() { stream.close() }

    /// Records that were skipped as malformed so far.
    var skippedRecords: Int { decoder.skippedRecords }

    /// Appends up to `limit` more rows; false: there are none.
    func read(_ limit: Int, into rows: RowBuilder) throws -> Bool {
        let goal = rows.count + limit
        while rows.count < goal {
            if pending.isEmpty || !isAtEnd && pending.count < Self.blockSize / 4 { try refill() }
            if pending.isEmpty, isAtEnd { break }
            let before = rows.count
            let taken: Int
            do {
                taken = try decoder.decode(
                    UnsafeRawBufferPointer(rebasing: buffer[pending]), isEnd: isAtEnd, limit: goal - rows.count, into: rows)
            } catch let record as MalformedRecord {
                throw complaint(record)
            }
            pending = pending.lowerBound + taken..<pending.upperBound
            offset += taken
            if taken == 0, rows.count == before {
                // The record is longer than what is there.
                if isAtEnd { break }
                try refill()
            }
        }
        return rows.count > 0
    }

    /// Moves what is pending to the front and reads behind it.
    private func refill() throws {
        guard !isAtEnd else { return }
        if pending.lowerBound > 0 {
            if let base = buffer.baseAddress { base.copyMemory(from: base + pending.lowerBound, byteCount: pending.count) }
            pending = 0..<pending.count
        }
        if pending.count > buffer.count / 2 {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 64)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[pending]))
            buffer.deallocate()
            buffer = larger
        }
        let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[pending.upperBound...]))
        if count == 0 { isAtEnd = true }
        pending = 0..<pending.upperBound + count
    }

    /// The error of a record, with the file, line and column.
    private func complaint(_ record: MalformedRecord) -> MartletError {
        let place = (try? lineAndColumn(at: offset + record.offset)).map { ", line \($0.line), column \($0.column)" } ?? ""
        return MartletError(record.message, context: ["file '\(split.path)'" + place])
    }

    /// Counts the lines before a place in the split's content, from the file's beginning on.
    private func lineAndColumn(at place: Int) throws -> (line: Int, column: Int) {
        let target = (split.range?.lowerBound ?? 0) + place
        let stream = try compression.open(split.path, from: 0, to: nil)
        defer { stream.close() }
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockSize, alignment: 64)
        defer { block.deallocate() }
        var position = 0, line = 1, lineStart = 0
        while position < target {
            let count = try stream.read(into: block)
            if count == 0 { break }
            for index in 0..<min(count, target - position) where block[index] == UInt8(ascii: "\n") {
                line += 1
                lineStart = position + index + 1
            }
            position += count
        }
        return (line, max(0, target - lineStart) + 1)
    }
}
