import MartletCore

/// Makes a column value by value.
///
/// It is one concrete class for all types, so that decoders that learn a column's type at run time append without generic or dynamic calls;
/// what is appended lies in a `ColumnMemory`. Each `append` must be of the builder's own physical type.
public final class ColumnBuilder {
    /// How values lie in the column: which `append` is to be called.
    public let type: PhysicalType
    /// Where values are put; it lives as long as the builder. Appending to it directly is what hot loops do.
    public let memory: UnsafeMutablePointer<ColumnMemory>
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
        memory = .allocate(capacity: 1)
        memory.initialize(to: ColumnMemory(width: self.type.valueWidth, capacity: capacity))
    }

    deinit {
        memory.pointee.deallocate()
        memory.deallocate()
    }

    /// How many rows have been appended.
    @inlinable public var count: Int { memory.pointee.count }

    /// Adds a TINYINT.
    @inlinable public func append(_ value: Int8) { memory.pointee.append(value) }
    /// Adds a SMALLINT.
    @inlinable public func append(_ value: Int16) { memory.pointee.append(value) }
    /// Adds an INT, the days of a DATE, the milliseconds of a TIME or the months of an interval.
    @inlinable public func append(_ value: Int32) { memory.pointee.append(value) }
    /// Adds a BIGINT, the milliseconds of a timestamp of precision 0 to 3, or those of an interval.
    @inlinable public func append(_ value: Int64) { memory.pointee.append(value) }
    /// Adds the unscaled value of a DECIMAL, or the nanoseconds of a timestamp of precision 4 to 9.
    @inlinable public func append(_ value: Int128) { memory.pointee.append(value) }
    /// Adds a FLOAT.
    @inlinable public func append(_ value: Float) { memory.pointee.append(value) }
    /// Adds a DOUBLE.
    @inlinable public func append(_ value: Double) { memory.pointee.append(value) }
    /// Adds a BOOLEAN.
    @inlinable public func append(_ value: Bool) { memory.pointee.append(value ? 1 as UInt8 : 0) }

    /// Adds a whole byte string, or a text in UTF-8, which is not checked.
    @inlinable public func append(_ text: UnsafeRawBufferPointer) {
        write(text)
        finishBytes()
    }

    /// Adds a whole byte string, or a text in UTF-8, which is not checked.
    @inlinable public func append(_ text: some Sequence<UInt8>) {
        write(text)
        finishBytes()
    }

    /// Adds a whole text.
    @inlinable public func append(_ text: String) { append(text.utf8) }

    /// Ends a byte string that was written piece by piece with `write`.
    @inlinable public func finishBytes() { memory.pointee.finishBytes() }

    /// Adds bytes to a string that `finishBytes` will end.
    @inlinable public func write(_ text: UnsafeRawBufferPointer) {
        if let base = text.baseAddress { memory.pointee.write(base, count: text.count) }
    }

    /// Adds bytes to a string that `finishBytes` will end.
    @inlinable public func write(_ text: some Sequence<UInt8>) {
        let isCopied: Void? = text.withContiguousStorageIfAvailable { write(UnsafeRawBufferPointer($0)) }
        if isCopied == nil { for byte in text { memory.pointee.write(byte) } }
    }

    /// Ends an array, map or multiset whose entries have been appended to `children`.
    @inlinable public func finishCollection() { memory.pointee.append(Int32(truncatingIfNeeded: children[0].count)) }

    /// Ends a row whose fields have each been appended to `children`.
    @inlinable public func finishRow() { memory.pointee.appendNothing() }

    /// Adds a NULL of whichever type: to an array or map no entries, to a row a NULL in each field.
    public func appendNull() {
        switch type {
        case .bytes: memory.pointee.appendNullScalar(isBytes: true)
        case .array, .map:
            memory.pointee.noteNull()
            finishCollection()
        case .row:
            memory.pointee.noteNull()
            for child in children { child.appendNull() }
            finishRow()
        default: memory.pointee.appendNullScalar(isBytes: false)
        }
    }

    /// Takes back the last rows so that `count` are left: what a decoder does with a record that turned out malformed.
    ///
    /// Entries that were appended to `children` for a row that was never ended are taken back, too.
    public func truncate(to newCount: Int) {
        guard newCount <= count else { return }
        memory.pointee.truncate(to: newCount, isBytes: type == .bytes)
        switch type {
        case .array, .map:
            let end = memory.pointee.end(newCount)
            for child in children { child.truncate(to: end) }
        case .row: for child in children { child.truncate(to: newCount) }
        default: break
        }
    }

    /// The column of all that was appended; the builder is empty again.
    public func finish() -> Column {
        defer { memory.pointee.reset() }
        let memory = memory.pointee
        let validity = memory.validity
        switch type {
        case .boolean: return .boolean(BooleanColumn(memory.bits, validity: validity))
        case .int8: return .int8(FixedColumn(memory.array(of: Int8.self), validity: validity))
        case .int16: return .int16(FixedColumn(memory.array(of: Int16.self), validity: validity))
        case .int32: return .int32(FixedColumn(memory.array(of: Int32.self), validity: validity))
        case .int64: return .int64(FixedColumn(memory.array(of: Int64.self), validity: validity))
        case .int128: return .int128(FixedColumn(memory.array(of: Int128.self), validity: validity))
        case .float: return .float(FixedColumn(memory.array(of: Float.self), validity: validity))
        case .double: return .double(FixedColumn(memory.array(of: Double.self), validity: validity))
        case .bytes: return .bytes(BytesColumn(offsets: memory.offsets, bytes: memory.text, validity: validity))
        case .array: return .array(ArrayColumn(offsets: memory.offsets, elements: children[0].finish(), validity: validity))
        case .map:
            return .map(
                MapColumn(offsets: memory.offsets, keys: children[0].finish(), values: children[1].finish(), validity: validity))
        case .row: return .row(RowColumn(fields: children.map { $0.finish() }, count: memory.count, validity: validity))
        case .null: return .null(memory.count)
        }
    }
}

extension PhysicalType {
    /// The bytes of a value in a builder's memory.
    fileprivate var valueWidth: Int {
        switch self {
        case .boolean, .int8: 1
        case .int16: 2
        case .int32, .float, .bytes, .array, .map: 4
        case .int64, .double: 8
        case .int128: 16
        case .row, .null: 0
        }
    }
}
