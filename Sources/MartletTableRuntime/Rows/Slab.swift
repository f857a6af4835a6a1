#if canImport(Glibc)
    import Glibc
#endif

/// Plain values by number, side by side in memory that grows: what operators keep for each key or row.
///
/// Large slabs lie on huge pages where the system has them, which makes random access to hundreds of megabytes several times as fast. Numbers
/// are not checked in release builds: they come from a `KeyIndex` or `RowStore`, never from a user.
final class Slab<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int
    private let initial: Element

    /// Elements that nobody has set are `initial`.
    init(_ initial: Element, capacity: Int = 0) {
        self.initial = initial
        self.capacity = capacity
        base = Self.allocate(capacity)
        base.initialize(repeating: initial, count: capacity)
    }

    deinit { Self.deallocate(base, capacity) }

    @inline(__always) subscript(_ number: Int) -> Element {
        get {
            assert(number >= 0 && number < capacity, "number \(number) of \(capacity)")
            return base[number]
        }
        set {
            assert(number >= 0 && number < capacity, "number \(number) of \(capacity)")
            base[number] = newValue
        }
    }

    @inline(__always) subscript(_ number: Int32) -> Element {
        get { self[Int(number)] }
        set { self[Int(number)] = newValue }
    }

    /// Makes room for numbers below `count`.
    @inline(__always) func reserve(_ count: Int) { if count > capacity { grow(count) } }

    @inline(never) private func grow(_ count: Int) {
        let grown = max(count, capacity * 2, 64)
        let memory = Self.allocate(grown)
        memory.update(from: base, count: capacity)
        (memory + capacity).initialize(repeating: initial, count: grown - capacity)
        Self.deallocate(base, capacity)
        base = memory
        capacity = grown
    }

    /// From this size on memory is asked for in huge pages.
    private static var largeSize: Int { 4 << 20 }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
        let size = count * MemoryLayout<Element>.stride
        #if canImport(Glibc)
            if size >= largeSize {
                let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 2 << 20)
                // Only advice: without huge pages everything works, more slowly.
                _ = madvise(memory, size, MADV_HUGEPAGE)
                return memory.bindMemory(to: Element.self, capacity: count)
            }
        #endif
        return UnsafeMutableRawPointer.allocate(byteCount: max(size, 1), alignment: 16).bindMemory(to: Element.self, capacity: count)
    }

    private static func deallocate(_ base: UnsafeMutablePointer<Element>, _ count: Int) { UnsafeMutableRawPointer(base).deallocate() }
}
