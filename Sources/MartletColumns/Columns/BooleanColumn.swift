/// A column of truth values, one bit each. At a NULL the value is 0.
@frozen public struct BooleanColumn: Sendable {
    /// Bit *i* is 1 where row *i* is TRUE, 0 where it is FALSE or NULL.
    public var values: Bitmap
    /// nil: no NULLs.
    public var validity: Bitmap?

    /// A column of `values`; those at NULLs are made 0.
    @inlinable public init(_ values: Bitmap, validity: Bitmap? = nil) {
        self.values = validity.map { values & $0 } ?? values
        self.validity = validity
    }

    /// How many rows there are.
    @inlinable public var count: Int { values.count }
    /// Whether a row is NULL.
    @inlinable public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }
    /// The value of a row; nil: NULL.
    @inlinable public subscript(_ row: Int) -> Bool? { isNull(row) ? nil : values[row] }

    /// Where the value is TRUE: neither FALSE nor NULL.
    @inlinable public var isTrue: Bitmap { values }
    /// Where the value is FALSE: neither TRUE nor NULL.
    @inlinable public var isFalse: Bitmap { validity.map { ~values & $0 } ?? ~values }
}
