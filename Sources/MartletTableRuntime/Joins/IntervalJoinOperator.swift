import HeapModule
import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// A join of rows whose times are not further from each other than an interval: Flink's IntervalJoin. Both inputs only ever add rows, and so
/// does the result.
///
/// A row waits for as long as one of the other side may come that belongs to it. In an outer join a row that has found none is sent on with
/// NULLs when it has expired. Late rows are joined to what is still there, as in Flink, which looks for expired rows of a key only now and then.
package final class IntervalJoinOperator: StreamOperator {
    /// When a key's rows of one side are looked through for those that have expired.
    private struct Cleanup: Comparable {
        let time: Int64
        let serial: Int
        let key: Int32
        let side: Int

        static func < (left: Cleanup, right: Cleanup) -> Bool { (left.time, left.serial) < (right.time, right.serial) }
    }

    private let kind: JoinKind
    private let keyColumns: [[Int]]
    private let timeColumns: [Int]?
    private let nullsMatch: [Bool]
    private let residual: Evaluation?
    private let session: EvaluationContext
    private let types: [[DataType]]
    private let sides: [IntervalJoinSide]
    private let keys: KeyIndex
    private var cleanups = Heap<Cleanup>()
    private var nextSerial = 0
    /// How far both streams have come.
    private var now = Int64.min
    private var context: OperatorContext?
    private var evaluator: BatchEvaluator?

    /// - Parameters:
    ///   - kind: inner, left, right or full.
    ///   - timeColumns: the columns of event time on the left and on the right; nil: processing time.
    ///   - lowerBound: the least time of a left row less that of a right row, in milliseconds.
    ///   - upperBound: the greatest.
    ///   - residual: a further condition, over the columns of the left and then the right.
    package init(
        kind: JoinKind, leftTypes: [DataType], rightTypes: [DataType], leftKeys: [Int], rightKeys: [Int], nullsMatch: [Bool],
        timeColumns: (left: Int, right: Int)?, lowerBound: Int64, upperBound: Int64, residual: Evaluation?, session: EvaluationContext
    ) {
        precondition(!kind.isSemiOrAnti, "an interval join is no semi or anti join")
        self.kind = kind
        keyColumns = [leftKeys, rightKeys]
        self.timeColumns = timeColumns.map { [$0.left, $0.right] }
        self.nullsMatch = nullsMatch
        self.residual = residual
        self.session = session
        types = [leftTypes, rightTypes]
        // A right row may be later than a left one by -lowerBound at most, a left row than a right one by upperBound.
        sides = [IntervalJoinSide(leftTypes, reach: -lowerBound), IntervalJoinSide(rightTypes, reach: upperBound)]
        keys = KeyIndex(leftKeys.map { leftTypes[$0] })
    }

    package func open(_ context: OperatorContext) {
        self.context = context
        evaluator = BatchEvaluator(context, session: session)
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let context else { preconditionFailure("the operator is not open") }
        let rows = columns(batch)
        if timeColumns == nil { now = max(now, context.clock.now.milliseconds) }
        let times = timeColumns.map { WindowTime.milliseconds(rows.columns[$0[input]]) } ?? [Int64](repeating: now, count: rows.count)
        let ids = keyNumbers(rows, input)
        let (found, expired) = candidates(ids, times, input)
        let pairs = try confirmed(found, rows, input)
        try join(rows, ids, times, pairs, expired, input, output)
        release(ids)
    }

    private func keyNumbers(_ rows: ColumnBatch, _ input: Int) -> [Int32] {
        let (ids, unmatched) = keys.ids(rows, keyColumns[input], nullsMatch: nullsMatch)
        for side in sides { side.reserveKeys(keys.capacity) }
        release(unmatched)
        return ids
    }

    /// Forgets the keys that have no rows.
    private func release(_ ids: [Int32]) {
        for key in ids where key >= 0 && keys.isLive(key) && sides.allSatisfy({ $0.lists.isEmpty(key) && $0.cleanups[key] == .min }) {
            keys.remove(key)
        }
    }

    /// The latest time that has expired for rows of a side.
    private func expiration(of side: Int) -> Int64 { now == .max ? .max : now == .min ? .min : now - sides[side].reach - 1 }

    // MARK: Joining

    /// For each row, the rows of the other side within the interval; and those that have expired, with the row at which that was seen.
    private func candidates(_ ids: [Int32], _ times: [Int64], _ input: Int) -> (JoinCandidates, expired: [(row: Int, other: Int32)]) {
        let mine = sides[input], other = sides[1 - input]
        var found = JoinCandidates()
        var expired: [(row: Int, other: Int32)] = []
        for (row, key) in ids.enumerated() where key >= 0 {
            let earliest = times[row] - other.reach, latest = times[row] + mine.reach
            if other.expiration >= latest { continue }
            other.expiration = expiration(of: 1 - input)
            other.lists.forEach(key) { id in
                if other.times[id] >= earliest, other.times[id] <= latest { found.append(row, id) }
                if other.times[id] <= other.expiration {
                    expired.append((row, id))
                    other.lists.remove(id, from: key)
                }
            }
        }
        return (found, expired)
    }

    private func confirmed(_ found: JoinCandidates, _ rows: ColumnBatch, _ input: Int) throws -> JoinCandidates {
        guard let residual, found.count > 0 else { return found }
        guard let evaluator else { preconditionFailure("the operator is not open") }
        let mine = rows.columns.map { $0.gather(found.rows) }, others = sides[1 - input].rows.gather(found.others)
        return try found.filtered(
            residual(evaluator.frame(ColumnBatch(input == 0 ? mine + others : others + mine, count: found.count))).boolean.isTrue)
    }

    private func join(
        _ rows: ColumnBatch, _ ids: [Int32], _ times: [Int64], _ found: JoinCandidates, _ expired: [(row: Int, other: Int32)], _ input: Int,
        _ output: OperatorOutput
    ) throws {
        let mine = sides[input], other = sides[1 - input]
        let keepsMine = input == 0 ? kind.keepsLeft : kind.keepsRight, keepsOthers = input == 0 ? kind.keepsRight : kind.keepsLeft
        var pairs = JoinPairs()
        var next = 0, nextExpired = 0
        for row in 0..<rows.count {
            var isJoined = false
            while next < found.count, found.rows[next] == row {
                pairs.append(row, found.others[next], .insert)
                other.isJoined[found.others[next]] = true
                isJoined = true
                next += 1
            }
            while nextExpired < expired.count, expired[nextExpired].row == row {
                let id = expired[nextExpired].other
                if keepsOthers, !other.isJoined[id] { pairs.append(-1, id, .insert) }
                nextExpired += 1
            }
            let key = ids[row]
            if key >= 0, now < times[row] + mine.reach {
                mine.add(rows, row, key: key, time: times[row], isJoined: isJoined)
                if mine.cleanups[key] == .min { registerCleanup(key, side: input, of: times[row]) }
            } else if !isJoined, keepsMine {
                pairs.append(row, -1, .insert)
            }
        }
        try emit(pairs, rows, input, output)
        for (_, id) in expired { other.rows.remove(id) }
    }

    private func emit(_ pairs: JoinPairs, _ rows: ColumnBatch?, _ input: Int, _ output: OperatorOutput) throws {
        if pairs.count == 0 { return }
        let mine =
            rows.map { rows in rows.columns.map { $0.gather(pairs.rows, mayMiss: true) } }
            ?? types[input].map { Column.nulls($0, count: pairs.count) }
        let others = sides[1 - input].rows.gather(pairs.others, mayMiss: true)
        try output.emit(inParts: ColumnBatch(input == 0 ? mine + others : others + mine, count: pairs.count))
    }

    // MARK: Expiring

    private func registerCleanup(_ key: Int32, side: Int, of time: Int64) {
        let lazily = (sides[0].reach + sides[1].reach) / 2
        let due = time + sides[side].reach + lazily + 1
        sides[side].cleanups[key] = due
        cleanups.insert(Cleanup(time: due, serial: nextSerial, key: key, side: side))
        nextSerial += 1
        if timeColumns == nil { context?.registerTimer(at: Timestamp(milliseconds: due)) }
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        evaluator?.advance(to: watermark)
        if timeColumns != nil { try expire(at: watermark.timestamp.milliseconds, output) }
        try output.emit(watermark)
    }

    package func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws { try expire(at: time.milliseconds, output) }

    private func expire(at time: Int64, _ output: OperatorOutput) throws {
        now = max(now, time)
        while let cleanup = cleanups.min, cleanup.time <= now {
            cleanups.removeMin()
            let side = sides[cleanup.side]
            guard side.cleanups[cleanup.key] == cleanup.time else { continue }
            side.expiration = expiration(of: cleanup.side)
            var pairs = JoinPairs()
            var earliest = Int64.max
            var gone: [Int32] = []
            side.lists.forEach(cleanup.key) { id in
                if side.times[id] > side.expiration {
                    earliest = min(earliest, side.times[id])
                    return
                }
                if cleanup.side == 0 ? kind.keepsLeft : kind.keepsRight, !side.isJoined[id] { pairs.append(-1, id, .insert) }
                side.lists.remove(id, from: cleanup.key)
                gone.append(id)
            }
            try emit(pairs, nil, 1 - cleanup.side, output)
            for id in gone { side.rows.remove(id) }
            side.cleanups[cleanup.key] = .min
            if earliest < .max { registerCleanup(cleanup.key, side: cleanup.side, of: earliest) } else { release([cleanup.key]) }
        }
    }

    /// In batch mode what has waited for a match until now has none.
    package func finish(into output: OperatorOutput) throws { if timeColumns != nil { try expire(at: .max, output) } }
}
