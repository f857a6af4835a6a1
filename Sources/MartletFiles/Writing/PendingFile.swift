import MartletCore

/// A file that has been written to its end, and that nobody sees yet: it lies under a hidden name beside its place.
///
/// It is what a checkpoint will hold of a sink: committing it twice does no harm, so a restored job commits what its checkpoint says.
package struct PendingFile: Sendable, Hashable {
    let hiddenPath: String
    package let path: String

    /// Lets the file appear, at once and whole.
    package func commit() throws {
        // After a restart it may have been committed before.
        if try LocalFiles.status(hiddenPath) == nil, try LocalFiles.status(path) != nil { return }
        try LocalFiles.rename(hiddenPath, to: path)
    }

    /// Removes the file.
    package func discard() throws { try LocalFiles.remove(hiddenPath) }

    var directory: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
}
