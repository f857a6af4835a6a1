import MartletCore
import Synchronization

/// The modules of a session: where built-in functions come from. There is one, `core`.
final class ModuleManager: Sendable {
    static let core = "core"

    private struct State {
        /// In the order of loading.
        var loaded = [ModuleManager.core]
        /// In the order in which functions are looked up.
        var used = [ModuleManager.core]
    }

    private let state = Mutex(State())

    var used: [String] { state.withLock { $0.used } }

    /// All modules: those in use in their order, then the others.
    var all: [(name: String, isUsed: Bool)] {
        state.withLock { state in
            state.used.map { ($0, true) } + state.loaded.filter { !state.used.contains($0) }.map { ($0, false) }
        }
    }

    func load(_ name: String) throws {
        try state.withLock { state in
            if state.loaded.contains(name) { throw MartletError("A module with name '\(name)' already exists", phase: .validate) }
            guard name == Self.core else {
                throw MartletError(
                    "Could not find any module for identifier '\(name)'.", hint: "Available modules: \(Self.core).", phase: .validate)
            }
            state.loaded.append(name)
            state.used.append(name)
        }
    }

    func unload(_ name: String) throws {
        try state.withLock { state in
            guard state.loaded.contains(name) else { throw missing(name) }
            state.loaded.removeAll { $0 == name }
            state.used.removeAll { $0 == name }
        }
    }

    func use(_ names: [String]) throws {
        try state.withLock { state in
            var seen: Set<String> = []
            for name in names {
                if !seen.insert(name).inserted { throw MartletError("Module '\(name)' appears more than once", phase: .validate) }
                guard state.loaded.contains(name) else { throw missing(name) }
            }
            state.used = names
        }
    }

    private func missing(_ name: String) -> MartletError { MartletError("No module with name '\(name)' exists", phase: .validate) }
}
