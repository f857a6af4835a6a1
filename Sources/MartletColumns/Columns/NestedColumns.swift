/// A column of arrays: offsets into one column of elements.
public struct ArrayColumn: Sendable {
    /// One more than there are rows; row *i* holds the elements `offsets[i]..<offsets[i + 1]`.
    public var offsets: [Int32]
    /// The elements of all arrays, one array behind the other.
    public var elements: Column
    /// nil: no NULLs.
    public var validity: Bitmap?

    /// A column of `offsets`, one more than there are rows and never descending, into `elements`.
    public init(offsets: [Int32], elements: Column, validity: Bitmap? = nil) {
        self.offsets = offsets
        self.elements = elements
        self.validity = validity
    }

    /// How many rows there are.
    public var count: Int { offsets.count - 1 }
    /// Which of the elements are a row's; of no meaning at a NULL.
    public func range(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }
    /// Whether a row is NULL.
    public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }
}

/// A column of maps, or of multisets (elements to their counts): offsets into a column of keys and one of values.
public struct MapColumn: Sendable {
    /// One more than there are rows; row *i* holds the entries `offsets[i]..<offsets[i + 1]`.
    public var offsets: [Int32]
    /// The keys of all entries; of a multiset, its elements.
    public var keys: Column
    /// The values of all entries; of a multiset, how often each element is there, as INT.
    public var values: Column
    /// nil: no NULLs.
    public var validity: Bitmap?

    /// A column of `offsets`, one more than there are rows and never descending, into `keys` and `values` of one length.
    public init(offsets: [Int32], keys: Column, values: Column, validity: Bitmap? = nil) {
        self.offsets = offsets
        self.keys = keys
        self.values = values
        self.validity = validity
    }

    /// How many rows there are.
    public var count: Int { offsets.count - 1 }
    /// Which of the entries are a row's; of no meaning at a NULL.
    public func range(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }
    /// Whether a row is NULL.
    public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }
}

/// A column of rows: a column for each field, all as long as this one.
public struct RowColumn: Sendable {
    /// A column for each field, in the order of the type.
    public var fields: [Column]
    /// How many rows there are; it counts where there are no fields, too.
    public var count: Int
    /// nil: no NULLs.
    public var validity: Bitmap?

    /// A column of `count` rows, which all `fields` have, too.
    public init(fields: [Column], count: Int, validity: Bitmap? = nil) {
        self.fields = fields
        self.count = count
        self.validity = validity
    }

    /// Whether a row is NULL as a whole, which is not the same as a row of NULLs.
    public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }
}

extension [Int32] {
    /// For rows `indices` of an offsets array: the offsets of the gathered rows, and the indices of their elements.
    func gatherRanges(_ indices: [Int32]) -> (offsets: [Int32], elements: [Int32]) {
        var offsets: [Int32] = [0]
        var elements: [Int32] = []
        for index in indices {
            if index >= 0 { elements.append(contentsOf: self[Int(index)]..<self[Int(index) + 1]) }
            offsets.append(Int32(elements.count))
        }
        return (offsets, elements)
    }
}
