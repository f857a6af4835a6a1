#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization

/// ctrl-C and SIGTERM as calls, on a thread of their own, so that what they end can be ended cleanly.
enum Signals {
    private static let handler = Mutex<(@Sendable (Int32) -> Void)?>(nil)

    /// Has `handler` called for SIGINT and SIGTERM from now on. Call it before other threads are started: they inherit the blocked signals.
    static func handle(_ handler: @escaping @Sendable (Int32) -> Void) {
        self.handler.withLock { $0 = handler }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        // Writing to a pipe that nobody reads is an error of write(2), not the end of the program in the middle of a file.
        signal(SIGPIPE, SIG_IGN)
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in Signals.wait() }, nil)
        pthread_detach(thread)
    }

    private static func wait() -> UnsafeMutableRawPointer? {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        while true {
            var signal: Int32 = 0
            if sigwait(&signals, &signal) == 0 { handler.withLock { $0 }?(signal) }
        }
    }
}
