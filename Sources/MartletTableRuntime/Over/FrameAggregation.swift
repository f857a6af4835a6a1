import MartletColumns
import MartletCore
import MartletFunctions

/// Computes an aggregate over the frame of each row of sorted partitions.
struct FrameAggregation {
    private let call: AggregateCall
    private let frame: OverFrame
    private let inputTypes: [DataType]

    init(_ call: AggregateCall, _ frame: OverFrame, inputTypes: [DataType]) {
        self.call = call
        self.frame = frame
        self.inputTypes = inputTypes
    }

    func results(_ sorted: SortedPartitions) throws -> Column {
        switch (frame.start, frame.end) {
        case (.unboundedPreceding, .unboundedFollowing): return try wholePartitions(sorted)
        case (.unboundedPreceding, .currentRow): return try growing(sorted)
        default:
            let bounds = try FrameBounds(frame, sorted).ranges
            return try isExact && bounds.reduce(0) { $0 + $1.count } > 16 * sorted.rows.count
                ? sliding(sorted, bounds) : anew(sorted, bounds)
        }
    }

    /// Whether taking rows back gives the very result of never having added them.
    private var isExact: Bool {
        (call.arguments.map { inputTypes[$0] } + [call.resolved.resultType]).allSatisfy { $0.kind != .float && $0.kind != .double }
    }

    private func makeAccumulators(_ groups: Int, retracting: Bool = false) throws -> CallAccumulators {
        let accumulators = try CallAccumulators([call], inputTypes: inputTypes, retracting: retracting)
        accumulators.grow(groups)
        return accumulators
    }

    private func partitionOfRow(_ sorted: SortedPartitions) -> [Int32] {
        sorted.partitions.enumerated().flatMap { [Int32](repeating: Int32(truncatingIfNeeded: $0.offset), count: $0.element.count) }
    }

    private func wholePartitions(_ sorted: SortedPartitions) throws -> Column {
        let accumulators = try makeAccumulators(sorted.partitions.count)
        let partitions = partitionOfRow(sorted)
        try accumulators.accumulate(sorted.rows, groups: partitions)
        return try accumulators.results((0..<Int32(sorted.partitions.count)).map { $0 })[0].gather(partitions)
    }

    /// From the partition's first row on: each row's result is that of the rows before, and it.
    private func growing(_ sorted: SortedPartitions) throws -> Column {
        let accumulators = try makeAccumulators(sorted.partitions.count)
        let results = try accumulators.trace(sorted.rows, groups: partitionOfRow(sorted), resets: nil).after[0]
        return frame.countsRows ? results : results.gather((0..<sorted.rows.count).map { Int32(sorted.peers($0).upperBound - 1) })
    }

    /// Every frame on its own.
    private func anew(_ sorted: SortedPartitions, _ bounds: [Range<Int>]) throws -> Column {
        let accumulators = try makeAccumulators(bounds.count)
        var rows: [Int32] = [], groups: [Int32] = []
        func flush() throws {
            try accumulators.accumulate(ColumnBatch(sorted.rows.columns.map { $0.gather(rows) }, count: rows.count), groups: groups)
            rows.removeAll(keepingCapacity: true)
            groups.removeAll(keepingCapacity: true)
        }
        for (group, range) in bounds.enumerated() {
            for row in range {
                rows.append(Int32(truncatingIfNeeded: row))
                groups.append(Int32(truncatingIfNeeded: group))
                if rows.count == 1 << 16 { try flush() }
            }
        }
        try flush()
        return try accumulators.results((0..<Int32(bounds.count)).map { $0 })[0]
    }

    /// One frame that moves: rows enter at its end and leave at its start. Neither bound ever moves back.
    private func sliding(_ sorted: SortedPartitions, _ bounds: [Range<Int>]) throws -> Column {
        let accumulators = try makeAccumulators(1, retracting: true)
        var steps: [Int32] = [], kinds: [RowKind] = []
        /// For each row since the last flush, the step behind which its frame stands.
        var positions: [Int32] = []
        var results: [Column] = []
        func flush() throws {
            if positions.isEmpty { return }
            let changes = ColumnBatch(sorted.rows.columns.map { $0.gather(steps) }, count: steps.count, kinds: kinds)
            let traced = try accumulators.trace(changes, groups: [Int32](repeating: 0, count: steps.count), resets: nil)
            results.append(traced.after[0].gather(positions))
            (steps, kinds, positions) = ([], [], [])
        }
        func step(_ rows: Range<Int>, _ kind: RowKind) {
            for row in rows {
                steps.append(Int32(truncatingIfNeeded: row))
                kinds.append(kind)
            }
        }
        var current = 0..<0
        for range in bounds {
            step(current.lowerBound..<max(current.lowerBound, min(range.lowerBound, current.upperBound)), .delete)
            let entering = max(range.lowerBound, current.upperBound)
            step(entering..<max(entering, range.upperBound), .insert)
            current = range
            if steps.isEmpty {
                results.append(try accumulators.results([0])[0])
            } else {
                positions.append(Int32(truncatingIfNeeded: steps.count - 1))
            }
            if steps.count >= 1 << 16 { try flush() }
        }
        try flush()
        return Column.concatenation(results)
    }
}
