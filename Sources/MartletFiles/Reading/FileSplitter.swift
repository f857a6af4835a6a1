import MartletCore
import MartletRuntime
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Cuts large files between records, so that several readers share one.
struct FileSplitter: Sendable {
    /// nil: the format's files are read as a whole.
    var finder: RecordFinder?
    /// Parts are about as large as this, and files smaller than two of them are left whole.
    var partSize = 32 << 20

    /// The parts of all files, in order; one reader has no use for parts.
    func split(_ files: [FileSplit], parallelism: Int) throws -> [FileSplit] {
        guard let finder, parallelism > 1 else { return files }
        return try files.flatMap { file in
            guard file.size >= 2 * partSize, try Compression(path: file.path).isSplittable else { return [file] }
            return try parts(of: file, finder)
        }
    }

    private func parts(of file: FileSplit, _ finder: RecordFinder) throws -> [FileSplit] {
        try withMappedBytes(of: file.path) { bytes in
            var parts: [FileSplit] = []
            var start = 0
            while start < bytes.count {
                let target = start + partSize
                let end = bytes.count - start < 2 * partSize ? bytes.count : finder(bytes, start, target)
                var part = file
                part.range = start..<end
                parts.append(part)
                start = end
            }
            return parts
        }
    }

    private func withMappedBytes<Result>(of path: String, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly)
            defer { try? descriptor.close() }
            let size = Int(try descriptor.seek(offset: 0, from: .end))
            guard size > 0, let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor.rawValue, 0), address != MAP_FAILED else {
                throw Errno(rawValue: errno)
            }
            defer { munmap(address, size) }
            return try body(UnsafeRawBufferPointer(start: address, count: size))
        } catch let error as Errno {
            throw LocalFiles.failure("Cannot read '\(path)'", error)
        }
    }
}
