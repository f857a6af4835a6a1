import MartletCore

extension Column {
    /// The stable hash of each row, seeded with the hashes of the columns before it: `StableHash` of the value's canonical bytes.
    ///
    /// Integers, dates and times are hashed as their little-endian bytes, DOUBLE and FLOAT as their bits with −0 as 0, DECIMAL and timestamps of
    /// high precision as 16 little-endian bytes, strings as their bytes, BOOLEAN as one byte; arrays, maps and rows element by element.
    package func hash(into hashes: inout [UInt64]) {
        switch self {
        case .boolean(let column):
            for row in hashes.indices {
                hashes[row] =
                    column.isNull(row)
                    ? StableHash.hashOfNull(seed: hashes[row]) : StableHash.hash(column.values[row] ? 1 as UInt8 : 0, seed: hashes[row])
            }
        case .int8(let column): column.hash(into: &hashes) { StableHash.hash(UInt8(bitPattern: $0), seed: $1) }
        case .int16(let column):
            column.hash(into: &hashes) { value, seed in
                withUnsafeBytes(of: value.littleEndian) { StableHash.hash($0, seed: seed) }
            }
        case .int32(let column): column.hash(into: &hashes) { StableHash.hash(UInt32(bitPattern: $0), seed: $1) }
        case .int64(let column): column.hash(into: &hashes) { StableHash.hash(UInt64(bitPattern: $0), seed: $1) }
        case .int128(let column):
            column.hash(into: &hashes) { value, seed in
                withUnsafeBytes(of: value.littleEndian) { StableHash.hash($0, seed: seed) }
            }
        case .float(let column): column.hash(into: &hashes) { StableHash.hash($0 == 0 ? 0 : $0.bitPattern, seed: $1) }
        case .double(let column): column.hash(into: &hashes) { StableHash.hash($0 == 0 ? 0 : $0.bitPattern, seed: $1) }
        case .bytes(let column):
            column.bytes.withUnsafeBytes { bytes in
                for row in hashes.indices {
                    hashes[row] =
                        column.isNull(row)
                        ? StableHash.hashOfNull(seed: hashes[row])
                        : StableHash.hash(UnsafeRawBufferPointer(rebasing: bytes[column.range(row)]), seed: hashes[row])
                }
            }
        case .array(let column):
            for row in hashes.indices {
                hashes[row] =
                    column.isNull(row)
                    ? StableHash.hashOfNull(seed: hashes[row]) : column.elements.hash(of: column.range(row), seed: hashes[row])
            }
        case .map(let column):
            for row in hashes.indices {
                if column.isNull(row) {
                    hashes[row] = StableHash.hashOfNull(seed: hashes[row])
                    continue
                }
                // The order of a map's entries means nothing: their hashes are added.
                let seed = hashes[row]
                hashes[row] = column.range(row).reduce(StableHash.hash(UInt32(column.range(row).count), seed: seed)) { sum, entry in
                    sum &+ column.values.hash(of: entry..<entry + 1, seed: column.keys.hash(of: entry..<entry + 1, seed: seed))
                }
            }
        case .row(let column):
            let seeds = hashes
            for field in column.fields { field.hash(into: &hashes) }
            if let validity = column.validity {
                for row in hashes.indices where !validity[row] { hashes[row] = StableHash.hashOfNull(seed: seeds[row]) }
            }
        case .null: for row in hashes.indices { hashes[row] = StableHash.hashOfNull(seed: hashes[row]) }
        }
    }

    /// The hash of a run of elements, each seeded with the one before.
    private func hash(of range: Range<Int>, seed: UInt64) -> UInt64 {
        var hash = StableHash.hash(UInt32(range.count), seed: seed)
        for element in range {
            var one = [hash]
            slice(element..<element + 1).hash(into: &one)
            hash = one[0]
        }
        return hash
    }
}

extension FixedColumn {
    @inline(__always) fileprivate func hash(into hashes: inout [UInt64], _ hash: (Element, UInt64) -> UInt64) {
        precondition(hashes.count == count, "hashes and rows differ in number")
        if let validity {
            for row in hashes.indices {
                hashes[row] = validity[row] ? hash(values[row], hashes[row]) : StableHash.hashOfNull(seed: hashes[row])
            }
        } else {
            for row in hashes.indices { hashes[row] = hash(values[row], hashes[row]) }
        }
    }
}

extension ColumnBatch {
    /// The stable key hash of each row over the columns at `keys`.
    package func keyHashes(_ keys: [Int]) -> [UInt64] {
        var hashes = [UInt64](repeating: 0, count: count)
        for key in keys { columns[key].hash(into: &hashes) }
        return hashes
    }
}
