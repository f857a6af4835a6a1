import MartletColumns
import MartletCore
import MartletRuntime

/// How the rows of a table are spread over subtasks.
package enum ColumnPartitioning {
    /// By the key groups of the columns at `columns`: rows with equal keys go to the same subtask.
    package static func hash(columns: [Int]) -> Partitioning {
        .hash { batch, targets, maxParallelism in
            guard let rows = batch as? ColumnBatch else {
                preconditionFailure("a batch of \(type(of: batch)) reached an exchange of a table")
            }
            return parts(rows, columns, targets: targets, maxParallelism: maxParallelism)
        }
    }

    private static func parts(_ rows: ColumnBatch, _ columns: [Int], targets: Int, maxParallelism: Int) -> [(any Batch)?] {
        // Rows are sorted by target in two passes: count, then place.
        let hashes = rows.keyHashes(columns)
        var targetOfRow = [Int32](repeating: 0, count: rows.count)
        var ends = [Int](repeating: 0, count: targets + 1)
        ends.withUnsafeMutableBufferPointer { ends in
            targetOfRow.withUnsafeMutableBufferPointer { targetOfRow in
                for row in targetOfRow.indices {
                    let group = KeyGroup(keyHash: StableHash.keyHash(hashes[row]), maxParallelism: maxParallelism)
                    let target = group.subtask(parallelism: targets, maxParallelism: maxParallelism)
                    targetOfRow[row] = Int32(truncatingIfNeeded: target)
                    ends[target &+ 1] &+= 1
                }
            }
        }
        for target in 0..<targets { ends[target + 1] += ends[target] }
        var places = ends
        let order = [Int32](unsafeUninitializedCapacity: rows.count) { order, initialized in
            places.withUnsafeMutableBufferPointer { places in
                for row in targetOfRow.indices {
                    let target = Int(targetOfRow[row])
                    order[places[target]] = Int32(truncatingIfNeeded: row)
                    places[target] &+= 1
                }
            }
            initialized = rows.count
        }
        return (0..<targets).map { target in
            let range = ends[target]..<ends[target + 1]
            if range.isEmpty { return nil }
            return range.count == rows.count ? rows : rows.gather(Array(order[range]))
        }
    }
}
