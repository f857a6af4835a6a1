import MartletCore
import Synchronization

/// Lets the files of all subtasks of one sink appear.
///
/// In streaming mode files appear as they are finished. In batch mode, and where what was there is replaced, they appear when the last
/// subtask has ended, so that a job that fails leaves nothing behind.
final class FileCommitter: Sendable {
    private struct State {
        var finishedSubtasks = 0
        var pending: [PendingFile] = []
        var partitions: Set<String> = []
    }

    /// What is replaced: nothing, all files, or those of the partitions written.
    enum Overwriting: Sendable {
        case nothing, table
        case partitions
        /// One partition, rows or not.
        case partition(directory: String)
    }

    private let root: String
    private let overwriting: Overwriting
    /// A file that marks a partition as complete; nil: none.
    private let successFile: String?
    private let state = Mutex(State())

    init(root: String, overwriting: Overwriting = .nothing, successFile: String? = nil) {
        self.root = root
        self.overwriting = overwriting
        self.successFile = successFile
    }

    /// Takes files that a subtask has finished.
    func take(_ files: [PendingFile], waitingForAll: Bool) throws {
        if waitingForAll {
            state.withLock { $0.pending += files }
        } else {
            try commit(files)
        }
    }

    /// A subtask has come to its end.
    func finish(of parallelism: Int) throws {
        let files: [PendingFile]? = state.withLock { state in
            state.finishedSubtasks += 1
            return state.finishedSubtasks == parallelism ? state.pending : nil
        }
        guard let files else { return }
        switch overwriting {
        case .nothing: break
        case .table: try clear(root)
        case .partitions: for directory in Set(files.map(\.directory)) { try clear(directory) }
        case .partition(let directory):
            try LocalFiles.makeDirectory(directory)
            try clear(directory)
        }
        try commit(files)
    }

    /// Removes what readers see in a directory.
    private func clear(_ directory: String) throws {
        guard try LocalFiles.status(directory) != nil else { return }
        for name in try LocalFiles.names(in: directory) where !name.hasPrefix(".") { try LocalFiles.remove(directory + "/" + name) }
    }

    private func commit(_ files: [PendingFile]) throws {
        if files.isEmpty { return }
        for file in files { try file.commit() }
        for directory in Set(files.map(\.directory)) {
            if let successFile, directory != root {
                _ = try InProgressFile(successFile, in: directory, at: .min).finish().commit()
            }
            try LocalFiles.synchronizeDirectory(directory)
        }
    }

    /// Removes files that will not be committed.
    func discard() {
        let files = state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
        for file in files { try? file.discard() }
    }
}
