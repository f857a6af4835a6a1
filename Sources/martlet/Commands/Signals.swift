#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization

/// ctrl-C and SIGTERM as calls, made on a thread of their own, so that what they end can be ended cleanly.
enum Signals {
    private struct State {
        var isStarted = false
        var handler: (@Sendable (Int32) -> Void)?
    }

    private static let state = Mutex(State())

    /// Has `handler` called for SIGINT and SIGTERM from now on, in place of the one before.
    ///
    /// First called before other threads are started: they inherit that the signals are blocked.
    static func handle(_ handler: @escaping @Sendable (Int32) -> Void) {
        let isFirst = state.withLock { state in
            state.handler = handler
            defer { state.isStarted = true }
            return !state.isStarted
        }
        if isFirst { start() }
    }

    /// While `body` reads from the terminal on this thread, a signal breaks off the reading, and does nothing else.
    static func interrupting<Result>(_ body: () throws -> Result) rethrows -> Result {
        // A signal with a handler that does nothing: all it does is to end a system call.
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in }
        sigaction(SIGUSR1, &action, nil)
        let thread = pthread_self()
        handle { _ in pthread_kill(thread, SIGUSR1) }
        defer { handle { _ in } }
        return try body()
    }

    private static var signals: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        return signals
    }

    private static func start() {
        var blocked = signals
        pthread_sigmask(SIG_BLOCK, &blocked, nil)
        // Writing to a pipe that nobody reads is an error of write(2), not the end of the program in the middle of a file.
        signal(SIGPIPE, SIG_IGN)
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in Signals.wait() }, nil)
        pthread_detach(thread)
    }

    private static func wait() -> UnsafeMutableRawPointer? {
        var awaited = signals
        while true {
            var signal: Int32 = 0
            if sigwait(&awaited, &signal) == 0 { state.withLock(\.handler)?(signal) }
        }
    }

    /// Ends the program without waiting for anything.
    static func exitAtOnce(_ status: Int32) -> Never { _exit(status) }
}
