import MartletCore
import Synchronization

/// Looks for new files again and again, for all readers of one source. A file is read once; what is appended later is not seen.
public final class FileMonitor: Sendable {
    private struct State {
        var seen: Set<String> = []
        var waiting: [FileSplit] = []
        var nextLook = Timestamp.min
    }

    private let discovery: FileDiscovery
    private let interval: Duration
    private let state = Mutex(State())

    init(_ discovery: FileDiscovery, interval: Duration) {
        self.discovery = discovery
        self.interval = interval
    }

    /// The next file that nobody has read; nil: there is none until `nextLook`.
    func next(at now: Timestamp) throws -> FileSplit? {
        try state.withLock { state in
            if state.waiting.isEmpty, now >= state.nextLook {
                let found = try discovery.files().filter { !state.seen.contains($0.path) }
                state.seen.formUnion(found.map(\.path))
                state.waiting = found.reversed()
                state.nextLook = now + interval
            }
            return state.waiting.popLast()
        }
    }

    /// When it is worth asking again.
    var nextLook: Timestamp { state.withLock { $0.nextLook } }
}
