extension Column {
    /// Whether the value at `row` is that of `other`, a column of the same type, at `otherRow`.
    ///
    /// NULL as a whole or as a part of an array, map or row is equal to another NULL if `nullsAreEqual`, else to nothing.
    package func isEqual(_ row: Int, to other: Column, _ otherRow: Int, nullsAreEqual: Bool) -> Bool {
        let isNull = isNull(row), otherIsNull = other.isNull(otherRow)
        if isNull || otherIsNull { return isNull && otherIsNull && nullsAreEqual }
        switch (self, other) {
        case (.boolean(let a), .boolean(let b)): return a.values[row] == b.values[otherRow]
        case (.int8(let a), .int8(let b)): return a.values[row] == b.values[otherRow]
        case (.int16(let a), .int16(let b)): return a.values[row] == b.values[otherRow]
        case (.int32(let a), .int32(let b)): return a.values[row] == b.values[otherRow]
        case (.int64(let a), .int64(let b)): return a.values[row] == b.values[otherRow]
        case (.int128(let a), .int128(let b)): return a.values[row] == b.values[otherRow]
        case (.float(let a), .float(let b)): return a.values[row] == b.values[otherRow]
        case (.double(let a), .double(let b)): return a.values[row] == b.values[otherRow]
        case (.bytes(let a), .bytes(let b)): return a[row] == b[otherRow]
        case (.array(let a), .array(let b)):
            let range = a.range(row), otherRange = b.range(otherRow)
            return range.count == otherRange.count
                && zip(range, otherRange).allSatisfy { a.elements.isEqual($0, to: b.elements, $1, nullsAreEqual: nullsAreEqual) }
        case (.map(let a), .map(let b)):
            let range = a.range(row), otherRange = b.range(otherRow)
            return range.count == otherRange.count
                && range.allSatisfy { entry in
                    guard let otherEntry = b.entry(otherRow, of: a.keys, entry) else { return false }
                    return a.values.isEqual(entry, to: b.values, otherEntry, nullsAreEqual: true)
                }
        case (.row(let a), .row(let b)):
            return zip(a.fields, b.fields).allSatisfy { $0.isEqual(row, to: $1, otherRow, nullsAreEqual: nullsAreEqual) }
        default: preconditionFailure("a column of \(physicalType) compared with one of \(other.physicalType)")
        }
    }
}

extension MapColumn {
    /// The position of the entry of the map in `row` whose key is that of `otherKeys` at `otherRow`; NULL is a key like others.
    package func entry(_ row: Int, of otherKeys: Column, _ otherRow: Int) -> Int? {
        range(row).first { keys.isEqual($0, to: otherKeys, otherRow, nullsAreEqual: true) }
    }
}
