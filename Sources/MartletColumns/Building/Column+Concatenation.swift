import MartletCore

extension Column {
    /// The rows of all `columns`, one after the other. They are of one physical type; at least one is given.
    public static func concatenation(_ columns: [Column]) -> Column {
        precondition(!columns.isEmpty, "no columns to put together")
        if columns.count == 1 { return columns[0] }
        let count = columns.reduce(0) { $0 + $1.count }
        let validity: Bitmap? = columns.contains { $0.validity != nil } ? joinedBits(columns.map { ($0.validity, $0.count) }, count) : nil
        switch columns[0] {
        case .boolean:
            let bits = columns.map { column -> (Bitmap?, Int) in
                if case .boolean(let column) = column { (column.values, column.count) } else { mismatch(columns) }
            }
            return .boolean(BooleanColumn(joinedBits(bits, count), validity: validity))
        case .int8:
            return .int8(
                FixedColumn(columns.flatMap { if case .int8(let c) = $0 { c.values } else { mismatch(columns) } }, validity: validity))
        case .int16:
            return .int16(
                FixedColumn(columns.flatMap { if case .int16(let c) = $0 { c.values } else { mismatch(columns) } }, validity: validity))
        case .int32:
            return .int32(
                FixedColumn(columns.flatMap { if case .int32(let c) = $0 { c.values } else { mismatch(columns) } }, validity: validity))
        case .int64:
            return .int64(
                FixedColumn(columns.flatMap { if case .int64(let c) = $0 { c.values } else { mismatch(columns) } }, validity: validity))
        case .int128:
            return .int128(
                FixedColumn(columns.flatMap { if case .int128(let c) = $0 { c.values } else { mismatch(columns) } }, validity: validity))
        case .float:
            return .float(
                FixedColumn(columns.flatMap { if case .float(let c) = $0 { c.values } else { mismatch(columns) } }, validity: validity))
        case .double:
            return .double(
                FixedColumn(columns.flatMap { if case .double(let c) = $0 { c.values } else { mismatch(columns) } }, validity: validity))
        case .bytes:
            let parts = columns.map { if case .bytes(let c) = $0 { c } else { mismatch(columns) } }
            return .bytes(BytesColumn(offsets: joinedOffsets(parts.map(\.offsets)), bytes: parts.flatMap(\.bytes), validity: validity))
        case .array:
            let parts = columns.map { if case .array(let c) = $0 { c } else { mismatch(columns) } }
            return .array(
                ArrayColumn(
                    offsets: joinedOffsets(parts.map(\.offsets)), elements: concatenation(parts.map(\.elements)), validity: validity))
        case .map:
            let parts = columns.map { if case .map(let c) = $0 { c } else { mismatch(columns) } }
            return .map(
                MapColumn(
                    offsets: joinedOffsets(parts.map(\.offsets)), keys: concatenation(parts.map(\.keys)),
                    values: concatenation(parts.map(\.values)), validity: validity))
        case .row(let first):
            let parts = columns.map { if case .row(let c) = $0 { c } else { mismatch(columns) } }
            return .row(
                RowColumn(
                    fields: first.fields.indices.map { field in concatenation(parts.map { $0.fields[field] }) }, count: count,
                    validity: validity))
        case .null: return .null(count)
        }
    }

    /// The most bytes or elements that offsets of the column, or of one in it, count.
    fileprivate var largestExtent: Int {
        func extent(_ offsets: [Int32]) -> Int { Int(offsets[offsets.count - 1] - offsets[0]) }
        switch self {
        case .bytes(let column): return extent(column.offsets)
        case .array(let column): return max(extent(column.offsets), column.elements.largestExtent)
        case .map(let column): return max(extent(column.offsets), column.keys.largestExtent, column.values.largestExtent)
        case .row(let column): return column.fields.map(\.largestExtent).max() ?? 0
        default: return 0
        }
    }

    private static func mismatch(_ columns: [Column]) -> Never {
        preconditionFailure("columns of different types put together: \(columns.map(\.physicalType))")
    }

    private static func joinedBits(_ parts: [(bits: Bitmap?, count: Int)], _ count: Int) -> Bitmap {
        var result = Bitmap(repeating: true, count: count)
        var start = 0
        for part in parts {
            if let bits = part.bits { for row in 0..<part.count where !bits[row] { result[start + row] = false } }
            start += part.count
        }
        return result
    }

    private static func joinedOffsets(_ parts: [[Int32]]) -> [Int32] {
        var result: [Int32] = [0]
        for offsets in parts {
            let base = result[result.count - 1] - offsets[0]
            result.append(contentsOf: offsets.dropFirst().map { $0 + base })
        }
        return result
    }
}

extension ColumnBatch {
    /// All rows of an input that is sorted or numbered in memory; at least one batch is given. Throws if a column cannot hold all of its values.
    public static func wholeInput(_ batches: [ColumnBatch]) throws -> ColumnBatch {
        for column in batches[0].columns.indices where batches.reduce(0, { $0 + $1.columns[column].largestExtent }) > Int(Int32.max) {
            throw MartletError(
                "\(batches.reduce(0) { $0 + $1.count }) rows that must be in memory together hold more than 2 GiB in column \(column + 1).",
                hint: "Sort or number fewer rows, or leave out long columns.")
        }
        return concatenation(batches)
    }

    /// The rows of all `batches`, one after the other; at least one is given.
    public static func concatenation(_ batches: [ColumnBatch]) -> ColumnBatch {
        if batches.count == 1 { return batches[0] }
        let count = batches.reduce(0) { $0 + $1.count }
        let columns = batches[0].columns.indices.map { index in Column.concatenation(batches.map { $0.columns[index] }) }
        let kinds =
            batches.contains { $0.kinds != nil }
            ? batches.flatMap { $0.kinds ?? [RowKind](repeating: .insert, count: $0.count) } : nil
        return ColumnBatch(columns, count: count, kinds: kinds)
    }
}
