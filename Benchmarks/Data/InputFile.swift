#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that benchmarks read, made when it is first wanted, always with the same bytes.
struct InputFile: Sendable {
    /// Where the files are.
    nonisolated(unsafe) static var folder = ".build/benchmarks"  // Set once, before anything reads it.

    let name: String
    /// Appends the lines of rows `range`.
    let lines: @Sendable (_ range: Range<Int>, _ bytes: inout [UInt8]) -> Void
    let rows: Int

    var path: String { "\(Self.folder)/\(name)" }

    func make() throws {
        if access(path, R_OK) == 0 { return }
        print("Making \(path)")
        mkdir(Self.folder, 0o755)
        guard let file = fopen(path + ".part", "w") else {
            throw BenchmarkError("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: rows, by: 10_000) {
            bytes.removeAll(keepingCapacity: true)
            lines(start..<min(rows, start + 10_000), &bytes)
            if fwrite(bytes, 1, bytes.count, file) != bytes.count { throw BenchmarkError("\(path) cannot be written in full") }
        }
        fclose(file)
        // Half a file must not be taken for a whole one.
        rename(path + ".part", path)
    }

    /// Writes a small file beside the others; answers its path.
    static func write(_ text: String, to name: String) throws -> String {
        mkdir(folder, 0o755)
        try write(text, toPath: "\(folder)/\(name)")
        return "\(folder)/\(name)"
    }

    static func write(_ text: String, toPath path: String) throws {
        guard let file = fopen(path, "w") else { throw BenchmarkError("\(path) cannot be written: \(String(cString: strerror(errno)))") }
        fputs(text, file)
        fclose(file)
    }
}
