import MartletCore

/// How a file's content is packed, told by the end of its name as in Flink.
enum Compression {
    case none, deflate

    /// Throws for a packing that is known, but not here.
    init(path: String) throws {
        let name = path[(path.lastIndex(of: "/") ?? path.startIndex)...]
        let suffix = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
        switch suffix {
        case "gz", "gzip", "deflate": self = .deflate
        case "bz2", "xz", "zst", "zstd":
            throw MartletError(
                "Files compressed as '.\(suffix)' cannot be read.", hint: "Plain, .gz and .deflate files can.", context: ["file '\(path)'"])
        default: self = .none
        }
    }

    /// Whether parts of a file can be read without what is before them.
    var isSplittable: Bool { self == .none }

    func open(_ path: String, from start: Int, to end: Int?) throws -> any ByteStream {
        switch self {
        case .none: try PlainByteStream(path, from: start, to: end)
        case .deflate: try InflatingByteStream(path)
        }
    }
}
