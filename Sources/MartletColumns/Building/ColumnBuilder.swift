import MartletCore

/// Makes a column value by value.
///
/// It is one concrete class for all types, with the bytes of fixed-width values in raw memory, so that decoders that learn a column's type
/// at run time append without generic or dynamic calls. Each `append` must be of the builder's own physical type.
public final class ColumnBuilder {
    public let type: PhysicalType
    @usableFromInline var appended = 0
    /// How many rows have been appended.
    @inlinable public var count: Int { appended }
    /// The values of fixed-width types, `width` bytes each.
    @usableFromInline var values: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    @usableFromInline let width: Int
    /// The text of byte strings.
    @usableFromInline var bytes: [UInt8] = []
    /// The ends of byte strings, arrays and maps.
    @usableFromInline var offsets: [Int32] = [0]
    @usableFromInline var bits: [UInt64] = []
    @usableFromInline var nulls: [Int32] = []
    /// The elements of arrays, the keys and values of maps, the fields of rows.
    public let children: [ColumnBuilder]

    /// A builder for values of `type`.
    public init(_ type: DataType, capacity: Int = 16) {
        self.type = type.physicalType
        children =
            switch type.kind {
            case .array(let element): [ColumnBuilder(element)]
            case .multiset(let element): [ColumnBuilder(element), ColumnBuilder(.int)]
            case .map(let key, let value): [ColumnBuilder(key), ColumnBuilder(value)]
            case .row(let fields), .structured(_, let fields): fields.map { ColumnBuilder($0.type) }
            default: []
            }
        width =
            switch self.type {
            case .int8: 1
            case .int16: 2
            case .int32, .float: 4
            case .int64, .double: 8
            case .int128: 16
            default: 0
            }
        self.capacity = max(1, capacity)
        values = .allocate(byteCount: max(1, self.capacity * width), alignment: 16)
    }

    deinit { values.deallocate() }

    @usableFromInline func grow() {
        let grown = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2 * width, alignment: 16)
        grown.copyMemory(from: values, byteCount: count * width)
        values.deallocate()
        values = grown
        capacity *= 2
    }

    @inlinable @inline(__always) func appendFixed<T: BitwiseCopyable>(_ value: T) {
        assert(MemoryLayout<T>.size == width, "\(T.self) appended to a column of \(type)")
        if count == capacity { grow() }
        values.storeBytes(of: value, toByteOffset: count &* width, as: T.self)
        appended &+= 1
    }

    @inlinable public func append(_ value: Int8) { appendFixed(value) }
    @inlinable public func append(_ value: Int16) { appendFixed(value) }
    @inlinable public func append(_ value: Int32) { appendFixed(value) }
    @inlinable public func append(_ value: Int64) { appendFixed(value) }
    @inlinable public func append(_ value: Int128) { appendFixed(value) }
    @inlinable public func append(_ value: Float) { appendFixed(value) }
    @inlinable public func append(_ value: Double) { appendFixed(value) }

    @inlinable public func append(_ value: Bool) {
        if count & 63 == 0 { bits.append(0) }
        if value { bits[count &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: count & 63) }
        appended &+= 1
    }

    @inlinable public func append(_ text: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: text)
        offsets.append(Int32(truncatingIfNeeded: bytes.count))
        appended &+= 1
    }

    @inlinable public func append(_ text: some Sequence<UInt8>) {
        bytes.append(contentsOf: text)
        offsets.append(Int32(truncatingIfNeeded: bytes.count))
        appended &+= 1
    }

    @inlinable public func append(_ text: String) { append(text.utf8) }

    /// Ends a byte string that was written to `bytes` piece by piece with `write`.
    @inlinable public func finishBytes() {
        offsets.append(Int32(truncatingIfNeeded: bytes.count))
        appended &+= 1
    }

    /// Adds bytes to a string that `finishBytes` will end.
    @inlinable public func write(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

    /// Ends an array, map or multiset whose entries have been appended to `children`.
    @inlinable public func finishCollection() {
        offsets.append(Int32(truncatingIfNeeded: children[0].count))
        appended &+= 1
    }

    /// Ends a row whose fields have each been appended to `children`.
    @inlinable public func finishRow() { appended &+= 1 }

    public func appendNull() {
        nulls.append(Int32(truncatingIfNeeded: count))
        switch type {
        case .boolean: append(false)
        case .bytes: finishBytes()
        case .array, .map: finishCollection()
        case .row:
            for child in children { child.appendNull() }
            finishRow()
        case .null: appended += 1
        default:
            if count == capacity { grow() }
            values.advanced(by: count * width).initializeMemory(as: UInt8.self, repeating: 0, count: width)
            appended += 1
        }
    }

    /// Takes back the last rows so that `count` are left: what a decoder does with a record that turned out malformed.
    public func truncate(to newCount: Int) {
        guard newCount < count else { return }
        while let last = nulls.last, last >= newCount { nulls.removeLast() }
        switch type {
        case .boolean:
            bits.removeLast(bits.count - (newCount + 63) / 64)
            if newCount % 64 != 0 { bits[bits.count - 1] &= (1 << UInt64(newCount % 64)) - 1 }
        case .bytes:
            offsets.removeLast(count - newCount)
            bytes.removeLast(bytes.count - Int(offsets[newCount]))
        case .array, .map:
            offsets.removeLast(count - newCount)
            for child in children { child.truncate(to: Int(offsets[newCount])) }
        case .row:
            for child in children { child.truncate(to: newCount) }
        default: break
        }
        appended = newCount
    }

    /// The column of all that was appended; the builder is empty again.
    public func finish() -> Column {
        let count = count
        var validity: Bitmap?
        if !nulls.isEmpty {
            var bits = Bitmap(repeating: true, count: count)
            for row in nulls { bits[Int(row)] = false }
            validity = bits
        }
        defer {
            appended = 0
            nulls.removeAll(keepingCapacity: true)
            bytes = []
            offsets = [0]
            bits = []
        }
        switch type {
        case .boolean: return .boolean(BooleanColumn(Bitmap(words: bits, count: count), validity: validity))
        case .int8: return .int8(fixed(validity))
        case .int16: return .int16(fixed(validity))
        case .int32: return .int32(fixed(validity))
        case .int64: return .int64(fixed(validity))
        case .int128: return .int128(fixed(validity))
        case .float: return .float(fixed(validity))
        case .double: return .double(fixed(validity))
        case .bytes: return .bytes(BytesColumn(offsets: offsets, bytes: bytes, validity: validity))
        case .array: return .array(ArrayColumn(offsets: offsets, elements: children[0].finish(), validity: validity))
        case .map:
            return .map(MapColumn(offsets: offsets, keys: children[0].finish(), values: children[1].finish(), validity: validity))
        case .row: return .row(RowColumn(fields: children.map { $0.finish() }, count: count, validity: validity))
        case .null: return .null(count)
        }
    }

    private func fixed<T>(_ validity: Bitmap?) -> FixedColumn<T> {
        FixedColumn(Array(UnsafeRawBufferPointer(start: values, count: count * width).assumingMemoryBound(to: T.self)), validity: validity)
    }
}
