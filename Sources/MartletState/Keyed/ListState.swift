import MartletColumns
import MartletCore

/// A list for each key. Flink's `ListState`.
public final class ListState<Element: FieldValue & Sendable>: StateHandle {
    /// The list of one key.
    public struct Content: StateContent {
        @usableFromInline var elements: [Element]

        @inlinable init(_ elements: [Element]) { self.elements = elements }
        @inlinable public static var empty: Self { Self([]) }
        @inlinable public var isEmpty: Bool { elements.isEmpty }

        public func encode(into writer: inout ByteWriter) { ListField<Element>.encode(elements, into: &writer) }
        public init(decoding reader: inout ByteReader) throws { elements = try ListField<Element>.decode(&reader) }
    }

    public let name: String
    @usableFromInline var cursor = KeyCursor()
    @usableFromInline let lists = TypedStateColumn<Content>()

    /// - Parameter name: the state's name, unique within its function.
    @inlinable public init(_ name: String) { self.name = name }

    public var descriptor: StateDescriptor { StateDescriptor(kind: .list, type: Element.dataType) }
    public var column: any StateColumn { lists }
    public func bind(to cursor: KeyCursor) { self.cursor = cursor }

    /// The current key's elements, in the order in which they were added. Setting them replaces all.
    @inlinable public var elements: [Element] {
        get {
            guard let entry = cursor.entryForReading(name) else { return [] }
            return lists.contents.pointee[entry].elements
        }
        set {
            if newValue.isEmpty { return clear() }
            guard let entry = cursor.entryForWriting(name) else { return }
            lists.contents.pointee[entry].elements = newValue
        }
    }

    /// Whether the current key has no elements.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// How many elements the current key has.
    @inlinable public var count: Int {
        guard let entry = cursor.entryForReading(name) else { return 0 }
        return lists.contents.pointee[entry].elements.count
    }

    /// Adds an element to the current key's list.
    @inlinable public func append(_ element: Element) {
        guard let entry = cursor.entryForWriting(name) else { return }
        lists.contents.pointee[entry].elements.append(element)
    }

    /// Adds elements to the current key's list.
    @inlinable public func append(contentsOf elements: some Sequence<Element>) {
        guard let entry = cursor.entryForWriting(name) else { return }
        lists.contents.pointee[entry].elements.append(contentsOf: elements)
        cursor.position.pointee.mayBeEmpty = true
    }

    /// Forgets the current key's list.
    @inlinable public func clear() {
        guard let entry = cursor.entryForReading(name) else { return }
        lists.contents.pointee[entry].elements = []
        cursor.position.pointee.mayBeEmpty = true
    }
}

extension ListState: Sequence {
    /// Goes through the current key's list as it is now; later changes of it are not seen.
    @inlinable public func makeIterator() -> IndexingIterator<[Element]> { elements.makeIterator() }
}
