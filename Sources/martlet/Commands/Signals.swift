import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// ctrl-C and SIGTERM as calls, made on a thread of their own, so that what they end can be ended cleanly.
///
/// A signal may come to any thread, and little may be done where it does: its handler writes its number into a pipe, from which the thread
/// reads it.
enum Signals {
    private struct State {
        var isStarted = false
        var handler: (@Sendable (Int32) -> Void)?
    }

    private static let state = Mutex(State())
    /// Where the signal handler writes.
    private static let pipeEnd = Atomic<Int32>(-1)

    /// Has `handler` called for SIGINT and SIGTERM from now on, in place of the one before.
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
        // A signal with a handler that does nothing: all it does is to end a system call. Threads of the pool have it blocked.
        install(SIGUSR1) { _ in }
        var interruption = sigset_t()
        sigemptyset(&interruption)
        sigaddset(&interruption, SIGUSR1)
        pthread_sigmask(SIG_UNBLOCK, &interruption, nil)
        let thread = pthread_self()
        handle { _ in pthread_kill(thread, SIGUSR1) }
        defer { handle { _ in } }
        return try body()
    }

    private static func install(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        #if canImport(Glibc)
            action.__sigaction_handler.sa_handler = handler
        #else
            action.__sigaction_u.__sa_handler = handler
        #endif
        sigaction(number, &action, nil)
    }

    private static func start() {
        // Writing to a pipe that nobody reads is an error of write(2), not the end of the program in the middle of a file.
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        // Without a pipe signals keep their default: they end the program.
        guard pipe(&ends) == 0 else { return }
        pipeEnd.store(ends[1], ordering: .relaxed)
        let context = UnsafeMutableRawPointer(bitPattern: Int(ends[0]))
        var thread = pthread_t()
        pthread_create(&thread, nil, { Signals.forward(from: Int32(Int(bitPattern: $0))) }, context)
        pthread_detach(thread)
        for number in [SIGINT, SIGTERM] {
            install(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                // The code that was interrupted may be about to look at errno.
                let before = errno
                _ = write(Signals.pipeEnd.load(ordering: .relaxed), &byte, 1)
                errno = before
            }
        }
    }

    private static func forward(from descriptor: Int32) -> UnsafeMutableRawPointer? {
        var byte: UInt8 = 0
        while true {
            if read(descriptor, &byte, 1) == 1 { state.withLock(\.handler)?(Int32(byte)) }
        }
    }

    /// Ends the program without waiting for anything.
    static func exitAtOnce(_ status: Int32) -> Never { _exit(status) }
}
