/// Elements side by side, in pages that snapshots share.
///
/// `freeze` is quick whatever the size: it takes hold of the pages. A page that a snapshot holds is copied before the first change to it,
/// so that a snapshot is written in the background while its owner goes on; pages that are not changed are never copied.
///
/// It is not `Sendable` and belongs to one subtask. Memory is raw and the methods are inlinable: an access compiles to two loads.
@frozen public struct PagedArray<Element>: ~Copyable {
    /// A page's elements. While more than one holds it, it does not change.
    @usableFromInline final class Page {
        @usableFromInline let elements: UnsafeMutablePointer<Element>
        /// How many elements there are, from the first on.
        @usableFromInline var count: Int

        /// A page without elements.
        @inlinable init() {
            elements = .allocate(capacity: PagedArray.pageSize)
            count = 0
        }

        /// A copy of a page.
        @inlinable init(_ other: Page) {
            elements = .allocate(capacity: PagedArray.pageSize)
            elements.initialize(from: other.elements, count: other.count)
            count = other.count
        }

        @inlinable deinit {
            elements.deinitialize(count: count)
            elements.deallocate()
        }
    }

    @inlinable static var shift: Int { 9 }
    /// How many elements a page has.
    @inlinable static var pageSize: Int { 1 << shift }

    /// Where the elements of each page are, beside `pages`: reading an element needs no reference counting.
    @usableFromInline var places: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
    /// Whether a snapshot has taken hold of a page since it was made.
    @usableFromInline var isShared: UnsafeMutablePointer<Bool>
    @usableFromInline var pages: [Page] = []
    /// How many pages `places` and `isShared` have room for.
    @usableFromInline var room: Int
    @usableFromInline var size = 0

    /// How many elements there are.
    @inlinable public var count: Int { size }

    /// An array without elements; pages are made as they come.
    @inlinable public init() {
        room = 4
        places = .allocate(capacity: room)
        isShared = .allocate(capacity: room)
    }

    @inlinable deinit {
        places.deallocate()
        isShared.deallocate()
    }

    /// An element. It is to be there; a mistake is caught in debug builds.
    @inlinable public subscript(_ index: Int) -> Element {
        @inline(__always) _read {
            assert(index >= 0 && index < count, "element \(index) of \(count)")
            yield places[index &>> Self.shift][index & (Self.pageSize &- 1)]
        }
        @inline(__always) _modify {
            assert(index >= 0 && index < count, "element \(index) of \(count)")
            let page = index &>> Self.shift
            if isShared[page] { unshare(page) }
            yield &places[page][index & (Self.pageSize &- 1)]
        }
    }

    /// Adds an element behind the last.
    @inlinable @inline(__always) public mutating func append(_ element: Element) {
        let page = count &>> Self.shift
        if page == pages.count { addPage() } else if isShared[page] { unshare(page) }
        (places[page] + count & (Self.pageSize &- 1)).initialize(to: element)
        pages[page].count &+= 1
        size &+= 1
    }

    /// Removes an element; the last takes its place.
    @inlinable public mutating func remove(_ index: Int) -> Element {
        let last = count &- 1
        let page = last &>> Self.shift
        if isShared[page] { unshare(page) }
        pages[page].count &-= 1
        let moved = (places[page] + last & (Self.pageSize &- 1)).move()
        size = last
        if pages[page].count == 0 { pages.removeLast() }
        if index == last { return moved }
        let removed = self[index]
        self[index] = moved
        return removed
    }

    /// Removes all elements.
    @inlinable public mutating func removeAll() {
        // The first page is kept, if it is ours alone: tables that are used again and again are mostly small.
        while pages.count > 1 { pages.removeLast() }
        if let page = pages.first {
            if isShared[0] {
                pages.removeLast()
            } else {
                page.elements.deinitialize(count: page.count)
                page.count = 0
            }
        }
        size = 0
    }

    /// The elements as they are now.
    @inlinable public mutating func freeze() -> FrozenArray<Element> {
        isShared.update(repeating: true, count: pages.count)
        return FrozenArray(pages: pages, count: count)
    }

    @inlinable mutating func addPage() {
        let number = pages.count
        if number == room {
            let larger = UnsafeMutablePointer<UnsafeMutablePointer<Element>>.allocate(capacity: room * 2)
            larger.moveInitialize(from: places, count: room)
            places.deallocate()
            places = larger
            let flags = UnsafeMutablePointer<Bool>.allocate(capacity: room * 2)
            flags.moveInitialize(from: isShared, count: room)
            isShared.deallocate()
            isShared = flags
            room *= 2
        }
        let page = Page()
        pages.append(page)
        (places + number).initialize(to: page.elements)
        (isShared + number).initialize(to: false)
    }

    /// Makes a page ours alone, to be changed.
    @inlinable @inline(never) mutating func unshare(_ number: Int) {
        if !isKnownUniquelyReferenced(&pages[number]) {
            pages[number] = Page(pages[number])
            places[number] = pages[number].elements
        }
        isShared[number] = false
    }
}

/// The elements that a `PagedArray` had at one moment.
///
/// Unchecked: its pages do not change, since whoever wants to change a page that is shared copies it first; and it hands out copies of
/// elements, which are values that may be sent.
public struct FrozenArray<Element>: @unchecked Sendable {
    @usableFromInline let pages: [PagedArray<Element>.Page]
    /// How many elements there are.
    public let count: Int

    @usableFromInline init(pages: [PagedArray<Element>.Page], count: Int) {
        self.pages = pages
        self.count = count
    }

    /// An element.
    @inlinable public subscript(_ index: Int) -> Element {
        pages[index &>> PagedArray<Element>.shift].elements[index & (PagedArray<Element>.pageSize &- 1)]
    }
}
