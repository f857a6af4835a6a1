#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The programs that are measured.
enum Programs {
    /// This one.
    static var own: String {
        get throws {
            var path = [CChar](repeating: 0, count: 4_096)
            let count = readlink("/proc/self/exe", &path, path.count - 1)
            if count < 0 { throw BenchmarkError("/proc/self/exe cannot be read: \(String(cString: strerror(errno)))") }
            return String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// The command line tool, which stands beside this program.
    static var martlet: String {
        get throws {
            let path = try own
            return path[..<(path.lastIndex(of: "/") ?? path.startIndex)] + "/martlet"
        }
    }
}
