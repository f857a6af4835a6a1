#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What one run of a process cost, by the operating system's own account.
struct Measurement: Sendable {
    var wallSeconds: Double
    var cpuSeconds: Double
    var peakMegabytes: Double
    var exitStatus: Int32

    /// Runs a program to its end, its output thrown away.
    static func running(_ program: String, _ arguments: [String]) throws -> Measurement {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var words = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child = pid_t()
        let started = ContinuousClock.now
        let error = posix_spawn(&child, program, &actions, nil, words, environ)
        if error != 0 { throw BenchmarkError("\(program) cannot be started: \(String(cString: strerror(error)))") }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0 {
            if errno != EINTR { throw BenchmarkError("waiting for \(program): \(String(cString: strerror(errno)))") }
        }
        let wall = ContinuousClock.now - started
        return Measurement(
            wallSeconds: Double(wall.components.seconds) + Double(wall.components.attoseconds) / 1e18,
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), peakMegabytes: Double(usage.ru_maxrss) / 1_024,
            // 128 and the signal, as shells say it, for a process that was ended by one.
            exitStatus: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F))
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

struct BenchmarkError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
