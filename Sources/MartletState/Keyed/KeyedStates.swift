import MartletColumns
import MartletCore

/// The keys of one operator in one subtask, with all states that its function keeps for them.
///
/// The operator selects a key, calls the function, whose handles read and write that key's state, and lets go of it: a key without state is
/// forgotten.
public final class KeyedStates<Key: StableKey & FieldValue> {
    @usableFromInline let keys = KeyTable<Key, Void>()
    @usableFromInline let cursor = KeyCursor()
    @usableFromInline private(set) var handles: [any StateHandle] = []
    @usableFromInline private(set) var columns: [any StateColumn] = []
    /// The key that is selected, and its hash.
    @usableFromInline var current: (key: Key, hash: UInt64)?

    /// The current key.
    @inlinable public var currentKey: Key? { current?.key }

    /// No keys yet, and no states until a function's handles are taken in.
    @inlinable public init() {
        cursor.makeEntry = { [unowned self] in
            guard let (key, hash) = current else { return KeyCursor.noKey }
            for column in columns { column.appendEntry() }
            return keys.insert(key, hash: hash, value: ())
        }
    }

    /// How many keys have state.
    @inlinable public var count: Int { keys.count }

    /// Takes in the state handles that are properties of a function. Throws if two have the same name.
    public func register(handlesOf function: Any) throws {
        for handle in StateHandles.of(function, as: (any StateHandle).self) { try register(handle) }
    }

    /// Takes in a handle.
    public func register(_ handle: any StateHandle) throws {
        if handles.contains(where: { $0.name == handle.name }) {
            throw MartletError("Two states of one function have the name '\(handle.name)'.", hint: "Give each state a name of its own.")
        }
        handle.bind(to: cursor)
        for _ in 0..<keys.count { handle.column.appendEntry() }
        handles.append(handle)
        columns.append(handle.column)
    }

    /// Makes a key the current one.
    @inlinable @inline(__always) public func select(_ key: Key, hash: UInt64) {
        current = (key, hash)
        cursor.position.pointee.entry = keys.entry(of: key, hash: hash) ?? KeyCursor.none
    }

    /// Lets go of the current key. Throws the mistake that the function has made in the use of its states, if any.
    @inlinable @inline(__always) public func deselect() throws {
        if cursor.position.pointee.mayBeEmpty { forgetIfEmpty() }
        cursor.position.pointee.entry = KeyCursor.noKey
        try cursor.check()
    }

    /// Throws the mistake that the function has made in the use of its states, if any.
    @inlinable public func check() throws { try cursor.check() }

    @usableFromInline func forgetIfEmpty() {
        cursor.position.pointee.mayBeEmpty = false
        let entry = cursor.position.pointee.entry
        guard entry >= 0, columns.allSatisfy({ $0.isEmpty(entry) }) else { return }
        keys.remove(entry)
        for column in columns { column.removeEntry(entry) }
    }

    /// Calls `body` for every key that has state, which is then the current one. The states of other keys must not be added to or removed
    /// meanwhile.
    public func forEachKey(_ body: (Key) throws -> Void) throws {
        for entry in stride(from: keys.count - 1, through: 0, by: -1) {
            let key = keys.key(entry)
            current = (key, key.stableHash(seed: 0))
            cursor.position.pointee.entry = entry
            try body(key)
            try deselect()
        }
    }
}
