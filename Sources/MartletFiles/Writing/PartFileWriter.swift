import MartletCore

/// Writes one sequence of part files in one directory: one subtask's share of a table or partition.
final class PartFileWriter {
    private let directory: String
    private let prefix: String
    private let policy: RollingPolicy
    private var count = 0
    private var current: InProgressFile?
    /// Files that are finished and not committed yet.
    private(set) var pending: [PendingFile] = []

    /// - Parameter prefix: what the names of the files begin with; a number follows.
    init(_ directory: String, prefix: String, policy: RollingPolicy) {
        self.directory = directory
        self.prefix = prefix
        self.policy = policy
    }

    /// Appends whole records; `header` stands at the beginning of each file.
    func append(_ records: [UInt8], header: [UInt8], at now: Timestamp) throws {
        let file: InProgressFile
        if let current {
            file = current
        } else {
            file = try InProgressFile("\(prefix)-\(count)", in: directory, at: now)
            current = file
            count += 1
            try file.append(header, at: now)
        }
        try file.append(records, at: now)
        if file.size >= policy.fileSize { try finishFile() }
    }

    /// Finishes the file if it is old enough.
    func checkAge(at now: Timestamp) throws { if let current, policy.isDue(current, at: now) { try finishFile() } }

    /// Finishes the file: it is pending.
    func finishFile() throws {
        guard let current else { return }
        self.current = nil
        pending.append(try current.finish())
    }

    /// The pending files, of which the writer is rid.
    func takePending() -> [PendingFile] {
        defer { pending = [] }
        return pending
    }

    /// Removes what is not committed.
    func discard() {
        current?.discard()
        current = nil
        for file in takePending() { try? file.discard() }
    }
}
