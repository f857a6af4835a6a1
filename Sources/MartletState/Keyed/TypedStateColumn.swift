import MartletColumns
import MartletCore

/// What a state keeps for a key: nothing, or something that can be written.
public protocol StateContent: Sendable {
    /// What a key has before anything was written.
    static var empty: Self { get }
    /// Whether it is as good as nothing, so that the key can be forgotten.
    var isEmpty: Bool { get }
    /// Writes it; it is not empty.
    func encode(into writer: inout ByteWriter)
    /// Reads it.
    init(decoding reader: inout ByteReader) throws
}

/// State in memory: the contents of all keys side by side, in pages that snapshots share.
public final class TypedStateColumn<Content: StateContent>: StateColumn {
    /// Behind a pointer: each access to a variable of a class is checked at run time.
    @usableFromInline let contents: UnsafeMutablePointer<PagedArray<Content>>

    /// A column for a table without keys.
    @inlinable public init() {
        contents = .allocate(capacity: 1)
        contents.initialize(to: PagedArray())
    }

    @inlinable deinit {
        contents.deinitialize(count: 1)
        contents.deallocate()
    }

    @inlinable public func appendEntry() { contents.pointee.append(.empty) }
    @inlinable public func removeEntry(_ entry: Int) { _ = contents.pointee.remove(entry) }
    @inlinable public func isEmpty(_ entry: Int) -> Bool { contents.pointee[entry].isEmpty }
    public func freeze() -> any FrozenStateColumn { Frozen(contents: contents.pointee.freeze()) }
    public func restore(_ entry: Int, from reader: inout ByteReader) throws { contents.pointee[entry] = try Content(decoding: &reader) }

    private struct Frozen: FrozenStateColumn {
        let contents: FrozenArray<Content>

        func isEmpty(_ entry: Int) -> Bool { contents[entry].isEmpty }
        func encode(_ entry: Int, into writer: inout ByteWriter) { contents[entry].encode(into: &writer) }
    }
}
