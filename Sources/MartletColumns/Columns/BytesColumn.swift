/// A column of byte strings: UTF-8 text or binary, in Arrow's layout of offsets into one run of bytes.
@frozen public struct BytesColumn: Sendable {
    /// One more than there are rows; row *i* is `bytes[offsets[i]..<offsets[i + 1]]`.
    public var offsets: [Int32]
    /// The bytes of all rows, one behind the other.
    public var bytes: [UInt8]
    /// nil: no NULLs.
    public var validity: Bitmap?

    /// A column of `offsets`, one more than there are rows and never descending, into `bytes`.
    @inlinable public init(offsets: [Int32], bytes: [UInt8], validity: Bitmap? = nil) {
        self.offsets = offsets
        self.bytes = bytes
        self.validity = validity
    }

    /// A column of texts in UTF-8; nil: NULL.
    public init(_ strings: [String?]) {
        offsets = [0]
        bytes = []
        for string in strings {
            if let string { bytes.append(contentsOf: string.utf8) }
            offsets.append(Int32(bytes.count))
        }
        validity = strings.contains(nil) ? Bitmap(count: strings.count) { strings[$0] != nil } : nil
    }

    /// How many rows there are.
    @inlinable public var count: Int { offsets.count - 1 }
    /// Whether a row is NULL.
    @inlinable public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }

    /// Where in `bytes` a row is; of no meaning at a NULL.
    @inlinable public func range(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

    /// The bytes of a row; empty at a NULL.
    @inlinable public subscript(_ row: Int) -> ArraySlice<UInt8> { bytes[range(row)] }

    /// The text of a row, ill-formed UTF-8 repaired; nil at a NULL.
    @inlinable public func string(_ row: Int) -> String? {
        if isNull(row) { return nil }
        return bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range(row)]), as: UTF8.self) }
    }

    /// Calls `body` with the bytes of a row, which are not copied and must not be kept.
    @inlinable public func withBytes<Result>(_ row: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range(row)])) }
    }

    /// The rows at `indices`, in that order; a negative index gives NULL.
    @inlinable public func gather(_ indices: [Int32], mayMiss: Bool) -> BytesColumn {
        var newOffsets = [Int32]()
        newOffsets.reserveCapacity(indices.count + 1)
        newOffsets.append(0)
        var total: Int32 = 0
        for index in indices {
            if index >= 0 { total += offsets[Int(index) + 1] - offsets[Int(index)] }
            newOffsets.append(total)
        }
        let newBytes = [UInt8](unsafeUninitializedCapacity: Int(total)) { buffer, initialized in
            bytes.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress, let to = buffer.baseAddress else { return }
                var position = 0
                for index in indices where index >= 0 {
                    let start = Int(offsets[Int(index)])
                    let length = Int(offsets[Int(index) + 1]) - start
                    (to + position).update(from: from + start, count: length)
                    position += length
                }
            }
            initialized = Int(total)
        }
        return BytesColumn(offsets: newOffsets, bytes: newBytes, validity: Column.gather(validity, indices, mayMiss: mayMiss))
    }

    /// A run of rows; their bytes are copied.
    @inlinable public func slice(_ range: Range<Int>) -> BytesColumn {
        let start = offsets[range.lowerBound], end = offsets[range.upperBound]
        return BytesColumn(
            offsets: offsets[range.lowerBound...range.upperBound].map { $0 - start }, bytes: Array(bytes[Int(start)..<Int(end)]),
            validity: validity?.slice(range))
    }
}
