import MartletColumns
import MartletCore

/// The rows of each row's frame, in sorted partitions.
struct FrameBounds {
    let ranges: [Range<Int>]

    init(_ frame: OverFrame, _ sorted: SortedPartitions) throws {
        let starts = try Self.bound(frame.start, isStart: true, frame.countsRows, sorted)
        let ends = try Self.bound(frame.end, isStart: false, frame.countsRows, sorted)
        ranges = zip(starts, ends).map { $0..<max($0, $1) }
    }

    /// For each row, the first row of its frame, or the row behind the last.
    private static func bound(_ bound: OverFrame.Bound, isStart: Bool, _ countsRows: Bool, _ sorted: SortedPartitions) throws -> [Int] {
        switch bound {
        case .unboundedPreceding: return sorted.places { _, partition in partition.lowerBound }
        case .unboundedFollowing: return sorted.places { _, partition in partition.upperBound }
        case .currentRow:
            if countsRows { return sorted.places { row, _ in isStart ? row : row + 1 } }
            return sorted.places { row, _ in isStart ? sorted.peers(row).lowerBound : sorted.peers(row).upperBound }
        case .preceding(let distance), .following(let distance):
            let isPreceding = if case .preceding = bound { true } else { false }
            guard countsRows else { return try rangeBound(distance, isPreceding, isStart, sorted) }
            guard case .bigint(let count) = distance else { throw MartletError("ROWS are counted by whole numbers.", phase: .plan) }
            let offset = (isPreceding ? -Int(count) : Int(count)) + (isStart ? 0 : 1)
            return sorted.places { row, partition in min(max(row + offset, partition.lowerBound), partition.upperBound) }
        }
    }

    /// Under RANGE a bound is where the sort key is `distance` away. NULLs are with each other only.
    private static func rangeBound(_ distance: Value, _ isPreceding: Bool, _ isStart: Bool, _ sorted: SortedPartitions) throws -> [Int] {
        guard sorted.sortKeys.count == 1 else { throw MartletError("RANGE with a distance needs a single sort key.", phase: .plan) }
        let key = sorted.sortKeys[0]
        let column = sorted.rows.columns[key.column]
        // Keys as numbers that ascend from row to row.
        switch try RangeKeys(column, distance, isDescending: key.isDescending) {
        case .exact(let keys, let distance):
            return positions(keys, isPreceding ? -distance : distance, isStart, column.validity, sorted)
        case .floating(let keys, let distance):
            return positions(keys, isPreceding ? -distance : distance, isStart, column.validity, sorted)
        }
    }

    private static func positions<Key: Comparable & AdditiveArithmetic>(
        _ keys: [Key], _ distance: Key, _ isStart: Bool, _ validity: Bitmap?, _ sorted: SortedPartitions
    ) -> [Int] {
        sorted.partitions.flatMap { partition -> [Int] in
            // NULLs stand at one end of the partition.
            let valid = validity.map { validity in partition.filter { validity[$0] } } ?? Array(partition)
            let known = (valid.first ?? partition.lowerBound)..<(valid.last.map { $0 + 1 } ?? partition.lowerBound)
            return partition.map { row in
                guard known.contains(row) else { return isStart ? sorted.peers(row).lowerBound : sorted.peers(row).upperBound }
                let target = keys[row] + distance
                var low = known.lowerBound, high = known.upperBound
                while low < high {
                    let middle = (low + high) / 2
                    if isStart ? keys[middle] < target : keys[middle] <= target { low = middle + 1 } else { high = middle }
                }
                return low
            }
        }
    }
}

/// The sort keys of rows as numbers that ascend, and a distance between them.
private enum RangeKeys {
    case exact([Int128], Int128)
    case floating([Double], Double)

    init(_ column: Column, _ distance: Value, isDescending: Bool) throws {
        let sign: Int128 = isDescending ? -1 : 1
        switch (column, distance) {
        case (.double(let column), _):
            self = .floating(column.values.map { isDescending ? -$0 : $0 }, try Self.double(distance))
        case (.float(let column), _):
            self = .floating(column.values.map { isDescending ? -Double($0) : Double($0) }, try Self.double(distance))
        // Times: the distance is in milliseconds.
        case (.int128(let column), .milliseconds(let distance)):
            self = .exact(column.values.map { sign * $0 }, Int128(distance) * 1_000_000)
        case (.int32(let column), .milliseconds(let distance)):
            // Days; an interval that is no whole number of them reaches no further than the day before.
            self = .exact(column.values.map { sign * Int128($0) }, Int128(distance / 86_400_000))
        case (_, .milliseconds(let distance)): self = .exact(try Self.integers(column).map { sign * $0 }, Int128(distance))
        case (.int128(let column), .decimal(let distance)):
            self = .exact(column.values.map { sign * $0 }, distance.unscaled)
        default: self = .exact(try Self.integers(column).map { sign * $0 }, try Self.integer(distance))
        }
    }

    private static func integers(_ column: Column) throws -> [Int128] {
        switch column {
        case .int8(let column): column.values.map { Int128($0) }
        case .int16(let column): column.values.map { Int128($0) }
        case .int32(let column): column.values.map { Int128($0) }
        case .int64(let column): column.values.map { Int128($0) }
        case .int128(let column): column.values
        default: throw unsupported
        }
    }

    private static func integer(_ value: Value) throws -> Int128 {
        switch value {
        case .tinyint(let value): Int128(value)
        case .smallint(let value): Int128(value)
        case .int(let value): Int128(value)
        case .bigint(let value): Int128(value)
        case .decimal(let value): value.integerPart
        default: throw unsupported
        }
    }

    private static func double(_ value: Value) throws -> Double {
        switch value {
        case .float(let value): Double(value)
        case .double(let value): value
        case .decimal(let value): value.doubleValue
        default: Double(try integer(value))
        }
    }

    private static var unsupported: MartletError {
        MartletError("RANGE with a distance needs a number or a time to sort by.", phase: .plan)
    }
}
