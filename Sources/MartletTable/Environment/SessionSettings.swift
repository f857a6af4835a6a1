import MartletCore
import Synchronization

/// The settings of a session: those it was made with, and what SET has put over them.
package final class SessionSettings: Sendable {
    private let initial: Configuration
    private let settings: Mutex<Configuration>

    init(_ initial: Configuration) {
        self.initial = initial
        settings = Mutex(initial)
    }

    var current: Configuration { settings.withLock { $0 } }

    func set(_ key: String, to value: String) { settings.withLock { $0[key] = value } }

    /// Takes one setting back to what the session was made with.
    func reset(_ key: String) { settings.withLock { $0[key] = initial[key] } }

    func resetAll() { settings.withLock { $0 = initial } }
}
