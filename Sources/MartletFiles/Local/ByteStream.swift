import CZlib
import MartletCore
import SystemPackage

/// The bytes of one file, or of a part of it, from front to back.
protocol ByteStream: AnyObject {
    /// Fills the front of `buffer`; 0: the end has been reached.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
    func close()
}

/// The bytes of a file as they are.
final class PlainByteStream: ByteStream {
    private let path: String
    private let descriptor: FileDescriptor
    private var offset: Int
    private let end: Int?

    /// - Parameter end: nil: the file's end, wherever it is when it is reached.
    init(_ path: String, from offset: Int = 0, to end: Int? = nil) throws {
        self.path = path
        self.offset = offset
        self.end = end
        do {
            descriptor = try FileDescriptor.open(path, .readOnly)
        } catch let error as Errno {
            throw error == .noSuchFileOrDirectory ? LocalFiles.missing(path) : LocalFiles.failure("Cannot open '\(path)'", error)
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let room = end.map { min(buffer.count, $0 - offset) } ?? buffer.count
        if room <= 0 { return 0 }
        do {
            let whole = UnsafeMutableRawBufferPointer(rebasing: buffer[..<room])
            // Pipes and terminals have no offsets.
            let count =
                offset == 0 && end == nil
                ? try descriptor.read(into: whole) : try descriptor.read(fromAbsoluteOffset: Int64(offset), into: whole)
            if end != nil { offset += count }
            return count
        } catch let error as Errno {
            throw LocalFiles.failure("Cannot read '\(path)'", error)
        }
    }

    func close() { try? descriptor.close() }
}

/// The bytes that a file of gzip or zlib format holds, one member after the other.
final class InflatingByteStream: ByteStream {
    private let path: String
    private let source: PlainByteStream
    private let stream: UnsafeMutablePointer<z_stream>
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var hasEnded = false

    init(_ path: String) throws {
        self.path = path
        source = try PlainByteStream(path)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and either format by its header.
        guard martlet_inflate_init(stream, 15 + 32) == Z_OK else { throw MartletError("zlib cannot be initialised to read '\(path)'.") }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), !hasEnded else { return 0 }
        stream.pointee.next_out = base
        stream.pointee.avail_out = UInt32(buffer.count)
        while stream.pointee.avail_out == UInt32(buffer.count) {
            if stream.pointee.avail_in == 0, try !refill() {
                hasEnded = true
                // Between members is a good place to end.
                if stream.pointee.total_in == 0 { return 0 }
                throw MartletError("Unexpected end of compressed data.", context: ["file '\(path)'"])
            }
            switch inflate(stream, Z_NO_FLUSH) {
            case Z_OK, Z_BUF_ERROR: continue
            case Z_STREAM_END: inflateReset(stream)
            default:
                let reason = stream.pointee.msg.map { String(cString: $0) } ?? "unknown error"
                throw MartletError("The compressed data is damaged: \(reason).", context: ["file '\(path)'"])
            }
        }
        return buffer.count - Int(stream.pointee.avail_out)
    }

    private func refill() throws -> Bool {
        let count = try source.read(into: input)
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
        return count > 0
    }

    func close() { source.close() }
}
