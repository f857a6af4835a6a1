import MartletCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files that are read as a whole.
enum TextFile {
    /// The text of a file, or of standard input for `-`.
    static func read(_ path: String) throws -> String {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw cannotRead(path) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw cannotRead(path) }
            if count == 0 { break }
            bytes += block[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MartletError("\(path) is not UTF-8 text.", hint: "Convert it, for example with iconv.", phase: .parse)
        }
        return text
    }

    private static func cannotRead(_ path: String) -> MartletError {
        MartletError("\(path) cannot be read: \(String(cString: strerror(errno))).", phase: .parse)
    }
}
