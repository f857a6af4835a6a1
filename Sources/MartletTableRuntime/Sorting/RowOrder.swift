import MartletColumns
import MartletCore

/// Finds the order of rows by sort keys.
struct RowOrder {
    private struct Entry {
        /// The first eight bytes of the row's encoded keys.
        let prefix: UInt64
        let row: Int32
    }

    private let codec: SortKeyCodec

    init(_ keys: [SortKey]) { codec = SortKeyCodec(keys: keys) }

    /// The rows in order; equal ones in the order in which they stand.
    func sorted(_ columns: [Column], count: Int) -> [Int32] {
        var bytes: [UInt8] = []
        var starts = [Int]()
        starts.reserveCapacity(count + 1)
        for row in 0..<count {
            starts.append(bytes.count)
            codec.encode(columns, row: row, into: &bytes)
        }
        starts.append(bytes.count)
        var entries = (0..<count).map { row in
            Entry(prefix: Self.prefix(bytes[starts[row]..<starts[row + 1]]), row: Int32(truncatingIfNeeded: row))
        }
        bytes.withUnsafeBytes { bytes in
            entries.sort { left, right in
                if left.prefix != right.prefix { return left.prefix < right.prefix }
                let a = starts[Int(left.row)]..<starts[Int(left.row) + 1], b = starts[Int(right.row)]..<starts[Int(right.row) + 1]
                let order = RawBytes.compare(UnsafeRawBufferPointer(rebasing: bytes[a]), UnsafeRawBufferPointer(rebasing: bytes[b]))
                return order == 0 ? left.row < right.row : order < 0
            }
        }
        return entries.map(\.row)
    }

    private static func prefix(_ key: ArraySlice<UInt8>) -> UInt64 {
        var prefix: UInt64 = 0
        for byte in key.prefix(8) { prefix = prefix << 8 | UInt64(byte) }
        return key.count >= 8 ? prefix : prefix << UInt64(8 * (8 - key.count))
    }
}
