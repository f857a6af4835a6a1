import MartletCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is being written, under a hidden name.
final class InProgressFile {
    private let pending: PendingFile
    private let descriptor: FileDescriptor
    private var buffer: [UInt8] = []
    /// Bytes so far.
    private(set) var size = 0
    let creationTime: Timestamp
    private(set) var lastWriteTime: Timestamp

    private static let bufferSize = 256 << 10

    /// - Parameter name: of the finished file.
    init(_ name: String, in directory: String, at now: Timestamp) throws {
        try LocalFiles.makeDirectory(directory)
        pending = PendingFile(hiddenPath: directory + "/." + name + ".inprogress", path: directory + "/" + name)
        creationTime = now
        lastWriteTime = now
        do {
            descriptor = try FileDescriptor.open(
                pending.hiddenPath, .writeOnly, options: [.create, .truncate],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch let error as Errno {
            throw LocalFiles.failure("Cannot write '\(pending.hiddenPath)'", error)
        }
    }

    func append(_ bytes: [UInt8], at now: Timestamp) throws {
        size += bytes.count
        lastWriteTime = now
        if buffer.isEmpty, bytes.count >= Self.bufferSize { return try write(bytes) }
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Hands what is buffered to the system.
    func flush() throws {
        try write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: [UInt8]) throws {
        do {
            _ = try descriptor.writeAll(bytes)
        } catch let error as Errno {
            throw LocalFiles.failure("Cannot write '\(pending.hiddenPath)'", error)
        }
    }

    /// Ends the file and sees to it that it outlives a power failure.
    func finish() throws -> PendingFile {
        try flush()
        do {
            guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
            try descriptor.close()
        } catch let error as Errno {
            throw LocalFiles.failure("Cannot finish '\(pending.hiddenPath)'", error)
        }
        return pending
    }

    /// Removes the file.
    func discard() {
        try? descriptor.close()
        try? pending.discard()
    }
}
