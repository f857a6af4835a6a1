import HeapModule
import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// FOR SYSTEM_TIME AS OF an event time: each row of the left with the version of its key on the right that was valid at the row's time:
/// Flink's TemporalJoin.
///
/// Rows of the left wait for the watermark, and are then sent on in the order in which they came, with their own kinds. The right is a
/// changelog by its key, of which `-U` says nothing; `-D` ends the version. Versions that no row in time can ask for are forgotten.
package final class TemporalJoinOperator: StreamOperator {
    private struct Version {
        let time: Int64
        let row: Int32
        let isDeleted: Bool
    }

    /// A row of the left that waits for its time.
    private struct Waiting {
        let time: Int64
        let key: Int32
        let row: Int32
        let kind: RowKind
    }

    private let isLeftOuter: Bool
    private let keyColumns: [[Int]]
    private let timeColumns: [Int]
    private let residual: Evaluation?
    private let session: EvaluationContext
    private let keys: KeyIndex
    private let left: RowStore
    private let right: RowStore
    /// The versions of each key, by time.
    private var versions: [[Version]] = []
    private var waiting: [Waiting] = []
    /// The least time of the rows that wait.
    private var next = Int64.max
    /// Keys that have got versions since their old ones were last forgotten.
    private var touched: Set<Int32> = []
    private var context: OperatorContext?
    private var evaluator: BatchEvaluator?

    /// - Parameter residual: a further condition, over the columns of the left and then the right.
    package init(
        isLeftOuter: Bool, leftTypes: [DataType], rightTypes: [DataType], leftKeys: [Int], rightKeys: [Int], leftTime: Int, rightTime: Int,
        residual: Evaluation?, session: EvaluationContext
    ) {
        self.isLeftOuter = isLeftOuter
        keyColumns = [leftKeys, rightKeys]
        timeColumns = [leftTime, rightTime]
        self.residual = residual
        self.session = session
        keys = KeyIndex(leftKeys.map { leftTypes[$0] })
        left = RowStore(leftTypes)
        right = RowStore(rightTypes)
    }

    package func open(_ context: OperatorContext) {
        self.context = context
        evaluator = BatchEvaluator(context, session: session)
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        var created: [Int32] = []
        let ids = keys.ids(
            keyColumns[input].map { rows.columns[$0] }, count: rows.count, hashes: rows.keyHashes(keyColumns[input]), created: &created)
        while versions.count < keys.capacity { versions.append([]) }
        let times = WindowTime.milliseconds(rows.columns[timeColumns[input]])
        if input == 1 {
            for row in 0..<rows.count where rows.kind(row) != .updateBefore { addVersion(rows, row, ids[row], times[row]) }
            return
        }
        for (row, id) in left.append(rows).enumerated() {
            // As in Flink, which looks a version up by its key, NULL has versions like any other.
            waiting.append(Waiting(time: times[row], key: ids[row], row: id, kind: rows.kind(row)))
            next = min(next, times[row])
        }
    }

    private func addVersion(_ rows: ColumnBatch, _ row: Int, _ key: Int32, _ time: Int64) {
        let version = Version(time: time, row: right.append(rows.columns, row: row), isDeleted: !rows.kind(row).isAddition)
        let place = Self.firstBehind(versions[Int(key)], time)
        if place > 0, versions[Int(key)][place - 1].time == time {
            right.remove(versions[Int(key)][place - 1].row)
            versions[Int(key)][place - 1] = version
        } else {
            versions[Int(key)].insert(version, at: place)
        }
        touched.insert(key)
    }

    /// The place of the first version that is later than `time`.
    private static func firstBehind(_ versions: [Version], _ time: Int64) -> Int {
        var low = 0, high = versions.count
        while low < high {
            let middle = (low + high) / 2
            if versions[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        evaluator?.advance(to: watermark)
        let now = watermark.timestamp.milliseconds
        if next <= now {
            let due = waiting.filter { $0.time <= now }
            waiting.removeAll { $0.time <= now }
            next = waiting.reduce(Int64.max) { min($0, $1.time) }
            for start in stride(from: 0, to: due.count, by: ColumnBatch.defaultSize) {
                try join(due[start..<min(due.count, start + ColumnBatch.defaultSize)], output)
            }
            touched.formUnion(due.lazy.map(\.key))
        }
        forgetVersions(before: now)
        try output.emit(watermark)
    }

    private func join(_ due: ArraySlice<Waiting>, _ output: OperatorOutput) throws {
        guard let evaluator else { preconditionFailure("the operator is not open") }
        var matches = due.map { waiting -> Int32 in
            let versions = versions[Int(waiting.key)]
            let place = Self.firstBehind(versions, waiting.time)
            return place == 0 || versions[place - 1].isDeleted ? -1 : versions[place - 1].row
        }
        let rows = due.map(\.row)
        let leftColumns = left.gather(rows)
        if let residual, matches.contains(where: { $0 >= 0 }) {
            let joined = ColumnBatch(leftColumns + right.gather(matches, mayMiss: true), count: rows.count)
            let passing = try residual(evaluator.frame(joined)).boolean.isTrue
            for position in matches.indices where !passing[position] { matches[position] = -1 }
        }
        let kinds = due.map(\.kind)
        let joined = ColumnBatch(
            leftColumns + right.gather(matches, mayMiss: true), count: rows.count, kinds: kinds.contains { $0 != .insert } ? kinds : nil)
        try output.emit(isLeftOuter ? joined : joined.gather((0..<Int32(rows.count)).filter { matches[Int($0)] >= 0 }))
        for row in rows { left.remove(row) }
    }

    /// Forgets the versions that were over when the watermark came.
    private func forgetVersions(before now: Int64) {
        for key in touched {
            let over = Self.firstBehind(versions[Int(key)], now) - 1
            if over > 0 {
                for version in versions[Int(key)][..<over] { right.remove(version.row) }
                versions[Int(key)].removeFirst(over)
            }
        }
        touched = touched.filter { versions[Int($0)].count > 1 }
    }
}
