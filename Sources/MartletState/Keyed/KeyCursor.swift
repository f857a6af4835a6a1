import MartletCore

/// The key that the state handles of one function speak of: which entry of the operator's table of keys it has, if any.
///
/// The operator sets it before it calls the function; the handles look here at every access. One cursor serves all handles, so that the key is
/// looked up once for each call whatever number of states the function has.
public final class KeyCursor {
    @usableFromInline struct Position {
        /// The entry of the current key. `none`: the key has no state yet. `noKey`: no key is current.
        @usableFromInline var entry = KeyCursor.noKey
        /// Whether a state of the current key has been cleared, so that it may have none any more.
        @usableFromInline var mayBeEmpty = false
        /// Processing time, by which state expires, in milliseconds.
        @usableFromInline var now: Int64 = 0

        @usableFromInline init() {}
    }

    @usableFromInline static var none: Int { -1 }
    @usableFromInline static var noKey: Int { -2 }

    /// Behind a pointer: each access to a variable of a class is checked at run time.
    @usableFromInline let position: UnsafeMutablePointer<Position>
    /// Gives the current key an entry.
    @usableFromInline var makeEntry: () -> Int = { KeyCursor.noKey }
    /// The first mistake in the use of a handle, which fails the operator after the call in which it was made.
    @usableFromInline private(set) var misuse: MartletError?

    @usableFromInline init() {
        position = .allocate(capacity: 1)
        position.initialize(to: Position())
    }

    deinit { position.deallocate() }

    /// The entry to write to, which is made if there is none; nil: there is no key.
    @inlinable @inline(__always) func entryForWriting(_ state: @autoclosure () -> String) -> Int? {
        let entry = position.pointee.entry
        return entry >= 0 ? entry : newEntry(state())
    }

    /// The entry to read from; nil: the key has no state.
    @inlinable @inline(__always) func entryForReading(_ state: @autoclosure () -> String) -> Int? {
        let entry = position.pointee.entry
        if entry >= 0 { return entry }
        if entry == Self.noKey { noteMissingKey(state()) }
        return nil
    }

    @usableFromInline func newEntry(_ state: String) -> Int? {
        if position.pointee.entry == Self.noKey {
            noteMissingKey(state)
            return nil
        }
        position.pointee.entry = makeEntry()
        return position.pointee.entry
    }

    @usableFromInline func noteMissingKey(_ state: String) {
        misuse =
            misuse
            ?? MartletError(
                "State '\(state)' was used where there is no current key.",
                hint: "Keyed state can be read and written while an element or a timer is processed, not in open() or close().")
    }

    /// Throws the mistake that was made, if any.
    @inlinable @inline(__always) func check() throws { if let misuse { throw misuse } }
}
