import MartletColumns
import MartletCore

/// A map that every subtask has in full, because all get the broadcast elements that it is made of. Flink's `BroadcastState`.
///
/// Declared as a property of a `BroadcastProcessFunction` or `KeyedBroadcastProcessFunction`. It may be written only while a broadcast element is
/// processed: what other elements wrote would differ from subtask to subtask.
public final class BroadcastState<Key: StableKey & FieldValue, Value: FieldValue & Sendable>: BroadcastStateHandle {
    public let name: String
    private var map = StateMap<Key, Value>()
    private var isWritable = false
    private var misuse: MartletError?

    /// - Parameter name: the state's name, unique within its function.
    public init(_ name: String) { self.name = name }

    /// The value of a key; setting nil removes it.
    public subscript(_ key: Key) -> Value? {
        get { map[key] }
        set { if checkWritable() { map[key] = newValue } }
    }

    /// All keys with their values, in the order in which they came first.
    public var entries: StateMap<Key, Value> { map }

    /// Forgets all keys.
    public func clear() { if checkWritable() { map = StateMap() } }

    private func checkWritable() -> Bool {
        if isWritable { return true }
        misuse =
            misuse
            ?? MartletError(
                "Broadcast state '\(name)' was written where it may only be read.",
                hint: "Write it while a broadcast element is processed: only those come to all subtasks.")
        return false
    }

    public func setWritable(_ isWritable: Bool) { self.isWritable = isWritable }
    public func check() throws { if let misuse { throw misuse } }
}

/// What the engine needs of a `BroadcastState`.
public protocol BroadcastStateHandle: AnyObject {
    /// The state's name within its operator.
    var name: String { get }
    /// Says whether the state may be written from now on.
    func setWritable(_ isWritable: Bool)
    /// Throws the mistake that was made in the state's use, if any.
    func check() throws
}
