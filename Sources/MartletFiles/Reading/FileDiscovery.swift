import MartletCore

/// Finds the files that a path stands for.
struct FileDiscovery: Sendable {
    /// A file, or a directory that is read with all in it.
    var path: String
    /// What a file's whole path must match.
    var pattern: String?
    /// The table's partition keys, each of which is a level of directories.
    var partitionKeys: [String] = []
    var defaultPartitionName = "__DEFAULT_PARTITION__"
    /// The partitions wanted; nil: all.
    var partitions: [FilePartition]?

    /// The files in order of their paths. Files and directories whose names begin with `.` or `_` are passed over.
    func files() throws -> [FileSplit] {
        let root = try LocalFiles.localPath(path)
        if partitionKeys.isEmpty { return try files(under: root, FilePartition([])) }
        return try (partitions ?? findPartitions()).flatMap { partition in
            if let empty = partition.values.first(where: { $0.value == nil }) {
                // Flink 2.3 refuses to read such partitions; which it is asked for are those left after pruning.
                throw MartletError(
                    "The partition of NULL in column '\(empty.key)' cannot be read (\(partition.path(defaultName: defaultPartitionName))).",
                    hint: "Filter it out, or read its directory as a table of its own.", phase: .plan)
            }
            let directory = root + "/" + partition.path(defaultName: defaultPartitionName)
            return try LocalFiles.status(directory) == nil ? [] : files(under: directory, partition)
        }
    }

    /// The partitions that there are now.
    func findPartitions() throws -> [FilePartition] {
        let root = try LocalFiles.localPath(path)
        guard try LocalFiles.status(root)?.isDirectory == true else { return [] }
        var found: [(directory: String, values: [FilePartition.Entry])] = [(root, [])]
        for key in partitionKeys {
            found = try found.flatMap { level in
                try LocalFiles.names(in: level.directory).compactMap { name in
                    guard !Self.isHidden(name), let entry = FilePartition.entry(name, defaultName: defaultPartitionName), entry.key == key,
                        try LocalFiles.status(level.directory + "/" + name)?.isDirectory == true
                    else { return nil }
                    return (level.directory + "/" + name, level.values + [entry])
                }
            }
        }
        return found.map { FilePartition($0.values) }
    }

    private func files(under root: String, _ partition: FilePartition) throws -> [FileSplit] {
        guard let status = try LocalFiles.status(root) else { throw LocalFiles.missing(root) }
        let regex: Regex<AnyRegexOutput>?
        do {
            regex = try pattern.map { try Regex($0) }
        } catch {
            throw MartletError("'\(pattern ?? "")' is not a regular expression: \(error).", phase: .validate)
        }
        var splits: [FileSplit] = []
        try collect(status, regex, partition, into: &splits)
        return splits
    }

    private func collect(
        _ status: FileStatus, _ regex: Regex<AnyRegexOutput>?, _ partition: FilePartition, into splits: inout [FileSplit]
    ) throws {
        let name = status.path[(status.path.lastIndex(of: "/").map { status.path.index(after: $0) } ?? status.path.startIndex)...]
        if status.isDirectory {
            // With a pattern, it is the pattern that says what is read.
            if Self.isHidden(name), regex == nil { return }
            for name in try LocalFiles.names(in: status.path) {
                let path = status.path.hasSuffix("/") ? status.path + name : status.path + "/" + name
                // What has gone since the directory was read is not there.
                if let child = try LocalFiles.status(path) { try collect(child, regex, partition, into: &splits) }
            }
            return
        }
        if Self.isHidden(name) { return }
        if let regex, try regex.wholeMatch(in: status.path) == nil { return }
        splits.append(FileSplit(path: status.path, size: status.size, modificationTime: status.modificationTime, partition: partition))
    }

    private static func isHidden(_ name: some StringProtocol) -> Bool { name.hasPrefix(".") || name.hasPrefix("_") }
}
