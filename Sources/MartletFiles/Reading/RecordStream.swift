import MartletColumns
import MartletCore
import MartletRuntime

/// The records of one split, decoded batch by batch.
final class RecordStream {
    let split: FileSplit
    private let compression: Compression
    private let stream: any ByteStream
    private let decoder: any BatchDecoder
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: RecordStream.blockSize, alignment: 64)
    /// What has been read and not decoded yet.
    private var pending = 0..<0
    /// Where `pending` begins in the split's content.
    private var offset = 0
    private var isAtEnd = false

    /// How much is read at once: enough to make the call cheap, little enough to stay in the cache.
    static let blockSize = 256 << 10

    /// - Parameter skipping: so many bytes at the beginning are not decoded.
    init(_ split: FileSplit, decoder: any BatchDecoder, skipping: Int = 0) throws {
        self.split = split
        self.decoder = decoder
        compression = try Compression(path: split.path)
        stream = try compression.open(split.path, from: split.range?.lowerBound ?? 0, to: split.range?.upperBound)
        while offset < skipping, !isAtEnd {
            try refill()
            let passed = min(pending.count, skipping - offset)
            pending = pending.lowerBound + passed..<pending.upperBound
            offset += passed
        }
    }

    deinit { buffer.deallocate() }

    func close() { stream.close() }

    /// Records that were skipped as malformed so far.
    var skippedRecords: Int { decoder.skippedRecords }

    /// The next records, about `limit` at most; nil: there are none.
    func read(_ limit: Int) throws -> (any Batch)? {
        let start = offset
        while decoder.count < limit {
            if pending.isEmpty || (!isAtEnd && pending.count < Self.blockSize / 4) { try refill() }
            if pending.isEmpty, isAtEnd { break }
            let before = decoder.count
            let taken: Int
            do {
                taken = try decoder.decode(UnsafeRawBufferPointer(rebasing: buffer[pending]), isEnd: isAtEnd, limit: limit - before)
            } catch let record as MalformedRecord {
                throw complaint(record)
            }
            pending = pending.lowerBound + taken..<pending.upperBound
            offset += taken
            if taken == 0, decoder.count == before {
                // The record is longer than what is there.
                if isAtEnd { break }
                try refill()
            }
        }
        if decoder.count == 0 { return nil }
        do {
            return try decoder.finish()
        } catch {
            let line = (try? lineAndColumn(at: start))?.line ?? 1
            throw MartletError.wrapping(error).inside("file '\(split.path)', from line \(line) on")
        }
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
            let end = min(count, target - position)
            for index in 0..<end where block[index] == UInt8(ascii: "\n") {
                line += 1
                lineStart = position + index + 1
            }
            position += count
        }
        return (line, max(0, target - lineStart) + 1)
    }
}
