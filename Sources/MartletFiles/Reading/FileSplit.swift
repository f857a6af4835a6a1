/// A file, or a part of one that begins and ends between records.
public struct FileSplit: Sendable {
    var path: String
    /// Of the whole file, in bytes.
    var size: Int
    /// Milliseconds since 1970-01-01T00:00:00Z.
    var modificationTime: Int64
    /// The part; nil: the whole file.
    var range: Range<Int>?
    var partition = FilePartition([])

    /// The file's own name.
    var name: Substring { path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...] }
}
