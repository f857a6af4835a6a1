/// A column of values of one width, in Arrow's layout: the values side by side, and a bitmap that says where there are any.
///
/// At a NULL the value is unspecified.
@frozen public struct FixedColumn<Element: BitwiseCopyable & Sendable & Hashable>: Sendable {
    /// A value for each row, NULLs included.
    public var values: [Element]
    /// nil: no NULLs.
    public var validity: Bitmap?

    /// A column of `values`, of which those are NULL whose bit in `validity` is 0.
    @inlinable public init(_ values: [Element], validity: Bitmap? = nil) {
        precondition(validity == nil || validity?.count == values.count, "validity and values differ in length")
        self.values = values
        self.validity = validity
    }

    /// How many rows there are.
    @inlinable public var count: Int { values.count }
    /// Whether a row is NULL.
    @inlinable public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }
    /// The value of a row; nil: NULL.
    @inlinable public subscript(_ row: Int) -> Element? { isNull(row) ? nil : values[row] }

    /// The rows at `indices`, in that order; a negative index gives NULL.
    @inlinable public func gather(_ indices: [Int32], mayMiss: Bool) -> FixedColumn {
        let count = indices.count
        let gathered = values.withUnsafeBufferPointer { source in
            [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
                if mayMiss {
                    guard let base = buffer.baseAddress else { return }
                    for position in 0..<count {
                        let index = Int(indices[position])
                        if index >= 0 {
                            precondition(index < source.count, "row \(index) of \(source.count)")
                            (base + position).initialize(to: source[index])
                        } else {
                            // A NULL's value is unspecified; zeros keep snapshots and hashes of the bytes repeatable.
                            UnsafeMutableRawPointer(base + position)
                                .initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<Element>.stride)
                        }
                    }
                } else {
                    for position in 0..<count {
                        let index = Int(indices[position])
                        precondition(index >= 0 && index < source.count, "row out of range")
                        buffer[position] = source[index]
                    }
                }
                initialized = count
            }
        }
        return FixedColumn(gathered, validity: Column.gather(validity, indices, mayMiss: mayMiss))
    }

    /// A run of rows, copied.
    @inlinable public func slice(_ range: Range<Int>) -> FixedColumn {
        FixedColumn(Array(values[range]), validity: validity?.slice(range))
    }
}
