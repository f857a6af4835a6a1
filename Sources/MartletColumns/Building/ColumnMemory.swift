import MartletCore

/// The memory of one `ColumnBuilder`: values of one width side by side, the bytes of strings, and the positions of NULLs.
///
/// It is a plain structure behind a pointer, so that a decoder's loop over many columns appends without reference counting, exclusivity
/// checks or dynamic calls. What a value means is the builder's business; here it is so many bytes wide.
@frozen public struct ColumnMemory {
    /// How many rows have been appended.
    @inlinable public var count: Int { appended }
    @usableFromInline var appended = 0
    /// The rows that there is room for.
    @usableFromInline var capacity: Int
    /// The bytes of a value: of a fixed-width type its own, 1 for BOOLEAN, 4 for the ends of byte strings, arrays and maps, else 0.
    @usableFromInline let width: Int
    @usableFromInline var values: UnsafeMutableRawPointer
    /// The text of all byte strings, one after the other.
    @usableFromInline var bytes: UnsafeMutableRawPointer
    @usableFromInline var byteCount = 0
    @usableFromInline var byteCapacity = 0
    @usableFromInline var nulls: UnsafeMutablePointer<Int32>
    @usableFromInline var nullCount = 0
    @usableFromInline var nullCapacity = 0

    init(width: Int, capacity: Int) {
        self.width = width
        self.capacity = max(1, capacity)
        values = .allocate(byteCount: max(1, self.capacity * width), alignment: 16)
        bytes = .allocate(byteCount: 1, alignment: 1)
        nulls = .allocate(capacity: 1)
    }

    func deallocate() {
        values.deallocate()
        bytes.deallocate()
        nulls.deallocate()
    }

    // MARK: Fixed widths

    /// Appends a value of the column's width.
    @inlinable @inline(__always) public mutating func append<T: BitwiseCopyable>(_ value: T) {
        assert(MemoryLayout<T>.size == width, "\(T.self) appended to a column of \(width) bytes a value")
        if count == capacity { grow() }
        values.storeBytes(of: value, toByteOffset: count &* MemoryLayout<T>.size, as: T.self)
        appended &+= 1
    }

    /// Counts a row that has no value of its own: a ROW or a NULL.
    @inlinable public mutating func appendNothing() { appended &+= 1 }

    @usableFromInline @inline(never) mutating func grow() {
        let grown = UnsafeMutableRawPointer.allocate(byteCount: max(1, capacity * 2 * width), alignment: 16)
        grown.copyMemory(from: values, byteCount: count * width)
        values.deallocate()
        values = grown
        capacity *= 2
    }

    // MARK: Byte strings

    /// Adds bytes to the string that `finishBytes` will end.
    @inlinable @inline(__always) public mutating func write(_ text: UnsafeRawPointer, count: Int) {
        if byteCount &+ count > byteCapacity { growBytes(by: count) }
        (bytes + byteCount).copyMemory(from: text, byteCount: count)
        byteCount &+= count
    }

    /// Adds a byte to the string that `finishBytes` will end.
    @inlinable @inline(__always) public mutating func write(_ byte: UInt8) {
        if byteCount == byteCapacity { growBytes(by: 1) }
        bytes.storeBytes(of: byte, toByteOffset: byteCount, as: UInt8.self)
        byteCount &+= 1
    }

    /// Room for `count` more bytes, to be filled in place and counted with `wrote`.
    @inlinable @inline(__always) public mutating func room(for count: Int) -> UnsafeMutableRawPointer {
        if byteCount &+ count > byteCapacity { growBytes(by: count) }
        return bytes + byteCount
    }

    /// Counts bytes that were written into `room`.
    @inlinable @inline(__always) public mutating func wrote(_ count: Int) { byteCount &+= count }

    /// Takes back what has been written of a string that is not ended yet.
    @inlinable public mutating func forgetBytes() { byteCount = end(count) }

    /// Ends a byte string.
    @inlinable @inline(__always) public mutating func finishBytes() { append(Int32(truncatingIfNeeded: byteCount)) }

    @usableFromInline @inline(never) mutating func growBytes(by more: Int) {
        let newCapacity = max(256, byteCapacity * 2, byteCount + more)
        let grown = UnsafeMutableRawPointer.allocate(byteCount: newCapacity, alignment: 16)
        grown.copyMemory(from: bytes, byteCount: byteCount)
        bytes.deallocate()
        bytes = grown
        byteCapacity = newCapacity
    }

    /// Where the strings, arrays or maps before `row` end.
    @inlinable func end(_ row: Int) -> Int { row == 0 ? 0 : Int(values.load(fromByteOffset: (row &- 1) &* 4, as: Int32.self)) }

    /// The rows from `first` on, counted from there, whose string comes again further down.
    public func repeatedStrings(from first: Int) -> Set<Int> {
        guard count - first > 1 else { return [] }
        var last: [[UInt8]: Int] = [:]
        var repeated: Set<Int> = []
        for row in first..<count {
            let text = Array(UnsafeRawBufferPointer(start: bytes + end(row), count: end(row + 1) - end(row)))
            if let earlier = last.updateValue(row, forKey: text) { repeated.insert(earlier - first) }
        }
        return repeated
    }

    // MARK: NULLs

    /// Notes that the row appended next is NULL.
    @inlinable public mutating func noteNull() {
        if nullCount == nullCapacity { growNulls() }
        nulls[nullCount] = Int32(truncatingIfNeeded: count)
        nullCount &+= 1
    }

    /// Appends a NULL to a column of scalars: of a fixed width, or of byte strings.
    @inlinable public mutating func appendNullScalar(isBytes: Bool) {
        noteNull()
        if isBytes {
            finishBytes()
        } else {
            if count == capacity { grow() }
            // A NULL's value is unspecified; zeros keep snapshots and hashes of the bytes repeatable.
            (values + count &* width).initializeMemory(as: UInt8.self, repeating: 0, count: width)
            appended &+= 1
        }
    }

    @usableFromInline @inline(never) mutating func growNulls() {
        let newCapacity = max(16, nullCapacity * 2)
        let grown = UnsafeMutablePointer<Int32>.allocate(capacity: newCapacity)
        grown.update(from: nulls, count: nullCount)
        nulls.deallocate()
        nulls = grown
        nullCapacity = newCapacity
    }

    // MARK: Taking back, finishing

    /// Takes back the last rows of a column of scalars.
    @inlinable public mutating func truncate(to newCount: Int, isBytes: Bool) {
        while nullCount > 0, Int(nulls[nullCount &- 1]) >= newCount { nullCount &-= 1 }
        appended = newCount
        if isBytes { byteCount = end(newCount) }
    }

    mutating func reset() {
        appended = 0
        byteCount = 0
        nullCount = 0
    }

    var validity: Bitmap? {
        if nullCount == 0 { return nil }
        var bits = Bitmap(repeating: true, count: count)
        for index in 0..<nullCount { bits[Int(nulls[index])] = false }
        return bits
    }

    func array<T: BitwiseCopyable>(of type: T.Type) -> [T] {
        [T](unsafeUninitializedCapacity: count) { buffer, initialized in
            if count > 0 {
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(start: values, count: count * width))
            }
            initialized = count
        }
    }

    /// The offsets of byte strings, arrays and maps: one more than there are rows.
    var offsets: [Int32] {
        [Int32](unsafeUninitializedCapacity: count + 1) { buffer, initialized in
            buffer[0] = 0
            for row in 0..<count { buffer[row + 1] = values.load(fromByteOffset: row * 4, as: Int32.self) }
            initialized = count + 1
        }
    }

    var text: [UInt8] { Array(UnsafeRawBufferPointer(start: bytes, count: byteCount)) }

    /// The truth values, packed to a bit each.
    var bits: Bitmap {
        Bitmap(count: count) { values.load(fromByteOffset: $0, as: UInt8.self) != 0 }
    }
}
