import MartletCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the local file system knows of a path.
struct FileStatus {
    var path: String
    var size: Int
    /// Milliseconds since 1970-01-01T00:00:00Z.
    var modificationTime: Int64
    var isDirectory: Bool
}

/// The local file system. What goes wrong is an error that names the path.
enum LocalFiles {
    /// The path that a table or a program names: plain, or with the scheme `file:`.
    static func localPath(_ path: String) throws -> String {
        if path.hasPrefix("file://") {
            let rest = path.dropFirst("file://".count)
            // `file:///a` has an empty host; `file://host/a` one that must be this machine.
            return rest.hasPrefix("/") ? String(rest) : String(rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...])
        }
        if path.hasPrefix("file:") { return String(path.dropFirst("file:".count)) }
        if let colon = path.firstIndex(of: ":"), path[colon...].hasPrefix("://") {
            throw MartletError(
                "Could not find a file system implementation for scheme '\(path[..<colon])'.",
                hint: "Only local files can be read and written.")
        }
        return path
    }

    /// nil: there is nothing at the path.
    static func status(_ path: String) throws -> FileStatus? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure("Cannot look at '\(path)'")
        }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return FileStatus(
            path: path, size: Int(status.st_size), modificationTime: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000,
            isDirectory: status.st_mode & S_IFMT == S_IFDIR)
    }

    /// The names in a directory, sorted, without `.` and `..`.
    static func names(in directory: String) throws -> [String] {
        guard let stream = opendir(directory) else { throw failure("Cannot read the directory '\(directory)'") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Makes a directory and those around it; one that is there already is fine.
    static func makeDirectory(_ path: String) throws {
        if path.isEmpty || mkdir(path, 0o777) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/") else { throw failure("Cannot make the directory '\(path)'") }
        try makeDirectory(String(path[..<slash]))
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure("Cannot make the directory '\(path)'") }
    }

    static func rename(_ path: String, to newPath: String) throws {
        guard systemRename(path, newPath) == 0 else { throw failure("Cannot rename '\(path)' to '\(newPath)'") }
    }

    /// Removes a file, or a directory with all in it; what is not there is fine.
    static func remove(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in try names(in: path) { try remove(path + "/" + name) }
            guard rmdir(path) == 0 || errno == ENOENT else { throw failure("Cannot remove the directory '\(path)'") }
        } else {
            guard unlink(path) == 0 || errno == ENOENT else { throw failure("Cannot remove '\(path)'") }
        }
    }

    /// Sees to it that what is in a directory is there after a power failure.
    static func synchronizeDirectory(_ path: String) throws {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly)
            defer { try? descriptor.close() }
            guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
        } catch let error as Errno {
            throw failure("Cannot synchronize the directory '\(path)'", error)
        }
    }

    /// An error that says what the system said.
    static func failure(_ what: String, _ error: Errno = Errno(rawValue: errno)) -> MartletError { MartletError("\(what): \(error).") }

    /// What Flink says of a path where there is nothing.
    static func missing(_ path: String) -> MartletError {
        MartletError("File \(path) does not exist or the user has insufficient permissions to access it.")
    }
}

/// The C function, out of the shadow of the method with its name.
private func systemRename(_ path: String, _ newPath: String) -> CInt { rename(path, newPath) }
