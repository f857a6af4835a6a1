import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// A join of two changelogs by equality of keys and a residual condition: Flink's Join. Its rows are those of the left, then (unless it is a
/// semi or anti join) those of the right.
///
/// In streaming each row sends on what it adds to the join or takes from it, as Flink's `StreamingJoinOperator` and
/// `StreamingSemiAntiJoinOperator` do. In batch mode what is sent on is final: rows without a match wait for the end of the other side. Once
/// a side has ended, rows of the other need not be kept.
package final class JoinOperator: StreamOperator {
    private let kind: JoinKind
    private let keyColumns: [[Int]]
    private let nullsMatch: [Bool]
    private let residual: Evaluation?
    private let session: EvaluationContext
    /// Key → the number under which both sides keep their rows.
    private let keys: KeyIndex
    private let sides: [JoinSide]
    private let types: [[DataType]]
    private var hasEnded = [false, false]
    private var evaluator: BatchEvaluator?
    private var isStreaming = true

    /// - Parameters:
    ///   - leftKeys: the columns of the left that are equal to `rightKeys` of the right, of the same types; none: a cross join.
    ///   - nullsMatch: for each key, whether NULL is equal to NULL.
    ///   - residual: a further condition, over the columns of the left and then the right.
    ///   - leftIsInsertOnly: whether no row of the left is ever taken back.
    package init(
        kind: JoinKind, leftTypes: [DataType], rightTypes: [DataType], leftKeys: [Int], rightKeys: [Int], nullsMatch: [Bool],
        residual: Evaluation?, session: EvaluationContext, leftIsInsertOnly: Bool = false, rightIsInsertOnly: Bool = false
    ) {
        precondition(leftKeys.count == rightKeys.count && leftKeys.count == nullsMatch.count, "keys of a join differ in number")
        self.kind = kind
        keyColumns = [leftKeys, rightKeys]
        self.nullsMatch = nullsMatch
        self.residual = residual
        self.session = session
        types = [leftTypes, rightTypes]
        keys = KeyIndex(leftKeys.map { leftTypes[$0] })
        sides = [JoinSide(leftTypes, isInsertOnly: leftIsInsertOnly), JoinSide(rightTypes, isInsertOnly: rightIsInsertOnly)]
    }

    package func open(_ context: OperatorContext) { open(context, isStreaming: context.runtimeMode == .streaming) }

    /// - Parameter isStreaming: whether what is sent on may be taken back later.
    func open(_ context: OperatorContext, isStreaming: Bool) {
        self.isStreaming = isStreaming
        evaluator = BatchEvaluator(context, session: session)
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let rows = columns(batch)
        let isKept = !hasEnded[1 - input]
        let ids = keyNumbers(rows, input, inserting: isKept)
        var matches = [Int64](repeating: 0, count: rows.count)
        var start = 0
        while start < rows.count {
            let (found, end) = candidates(rows, ids, from: start, other: sides[1 - input])
            let confirmed = try confirmed(found, rows, input)
            let pairs = join(rows, start..<end, confirmed, input, &matches)
            try emit(pairs, rows, input, output)
            start = end
        }
        if isKept {
            var emptied: [Int32] = []
            // A row that was sent on in batch mode need not be kept if that was all it could give.
            let kept = ids.enumerated().map { row, id in !isStreaming && kind.isSemiOrAnti && input == 0 && matches[row] > 0 ? -1 : id }
            sides[input].apply(rows, keys: kept, matches: matches, emptied: &emptied)
            release(emptied)
        }
    }

    /// The number of each row's key; −1: it cannot match, because of a NULL or because the other side has no such key and has ended.
    private func keyNumbers(_ rows: ColumnBatch, _ input: Int, inserting: Bool) -> [Int32] {
        let (ids, unmatched) = keys.ids(rows, keyColumns[input], nullsMatch: nullsMatch, inserting: inserting)
        for side in sides { side.reserveKeys(keys.capacity) }
        release(unmatched)
        return ids
    }

    /// Forgets keys that no row has any more.
    private func release(_ emptied: [Int32]) {
        for key in emptied where keys.isLive(key) && sides[0].isEmpty(key) && sides[1].isEmpty(key) { keys.remove(key) }
    }

    /// The rows of the other side that have a row's key, for as many rows as make about a batch of pairs.
    private func candidates(_ rows: ColumnBatch, _ ids: [Int32], from start: Int, other: JoinSide) -> (JoinCandidates, end: Int) {
        var found = JoinCandidates()
        var row = start
        while row < rows.count, found.count < ColumnBatch.defaultSize || row == start {
            if ids[row] >= 0 { other.forEach(ids[row]) { found.append(row, $0) } }
            row += 1
        }
        return (found, row)
    }

    /// The candidates for which the residual condition is true.
    private func confirmed(_ found: JoinCandidates, _ rows: ColumnBatch, _ input: Int) throws -> JoinCandidates {
        guard let residual, found.count > 0 else { return found }
        guard let evaluator else { preconditionFailure("the operator is not open") }
        let mine = rows.columns.map { $0.gather(found.rows) }, others = sides[1 - input].gather(found.others, mayMiss: false)
        let pairs = ColumnBatch(input == 0 ? mine + others : others + mine, count: found.count)
        return try found.filtered(residual(evaluator.frame(pairs)).boolean.isTrue)
    }

    /// What rows change in the join, and how many rows of the other side each is joined to.
    private func join(
        _ rows: ColumnBatch, _ range: Range<Int>, _ found: JoinCandidates, _ input: Int, _ matches: inout [Int64]
    ) -> JoinPairs {
        var pairs = JoinPairs()
        let other = sides[1 - input]
        let keepsMine = input == 0 ? kind.keepsLeft : kind.keepsRight
        let keepsOthers = input == 0 ? kind.keepsRight : kind.keepsLeft
        var next = 0
        for row in range {
            let first = next
            var total = 0
            while next < found.count, found.rows[next] == row {
                total += other.count(found.others[next])
                next += 1
            }
            matches[row] = Int64(total)
            let rowKind = rows.kind(row)
            if kind.isSemiOrAnti {
                if input == 0 {
                    joinLeftAlone(row, rowKind, hasMatch: total > 0, &pairs)
                } else {
                    for position in first..<next { joinLeftAlone(of: found.others[position], rowKind, &pairs) }
                }
                continue
            }
            if total == 0 {
                // In batch mode a row without a match waits until the other side has ended.
                if keepsMine, isStreaming || hasEnded[1 - input] || isHopeless(rows, row, input) {
                    pairs.append(row, -1, rowKind.isAddition ? .insert : .delete)
                }
                continue
            }
            let isPlain = !keepsMine && !keepsOthers
            if rowKind.isAddition {
                if keepsOthers {
                    for position in first..<next {
                        let id = found.others[position]
                        if other.matches[id] == 0, isStreaming { pairs.append(-1, id, .delete, times: other.count(id)) }
                        other.matches[id] += 1
                    }
                }
                for position in first..<next {
                    pairs.append(row, found.others[position], isPlain ? rowKind : .insert, times: other.count(found.others[position]))
                }
            } else {
                for position in first..<next {
                    pairs.append(row, found.others[position], keepsMine ? .delete : rowKind, times: other.count(found.others[position]))
                }
                if keepsOthers {
                    for position in first..<next {
                        let id = found.others[position]
                        if other.matches[id] == 1 { pairs.append(-1, id, .insert, times: other.count(id)) }
                        other.matches[id] -= 1
                    }
                }
            }
        }
        return pairs
    }

    /// A row of the left of a semi or anti join.
    private func joinLeftAlone(_ row: Int, _ rowKind: RowKind, hasMatch: Bool, _ pairs: inout JoinPairs) {
        if kind == .semi ? hasMatch : !hasMatch && (isStreaming || hasEnded[1]) { pairs.append(row, -1, rowKind) }
    }

    /// A row of the left that a row of the right is joined to or no longer joined to.
    private func joinLeftAlone(of left: Int32, _ rowKind: RowKind, _ pairs: inout JoinPairs) {
        let side = sides[0]
        if rowKind.isAddition {
            if side.matches[left] == 0 {
                if kind == .semi {
                    pairs.append(-1, left, rowKind, times: side.count(left))
                } else if isStreaming {
                    pairs.append(-1, left, .delete, times: side.count(left))
                }
            }
            side.matches[left] += 1
        } else {
            if side.matches[left] == 1 { pairs.append(-1, left, kind == .semi ? rowKind : .insert, times: side.count(left)) }
            side.matches[left] -= 1
        }
    }

    /// Whether a row cannot match because a key that would have to be equal is NULL.
    private func isHopeless(_ rows: ColumnBatch, _ row: Int, _ input: Int) -> Bool {
        zip(keyColumns[input], nullsMatch).contains { column, nullsMatch in !nullsMatch && rows.columns[column].isNull(row) }
    }

    private func emit(_ pairs: JoinPairs, _ rows: ColumnBatch?, _ input: Int, _ output: OperatorOutput) throws {
        if pairs.count == 0 { return }
        func mine() -> [Column] {
            rows.map { rows in rows.columns.map { $0.gather(pairs.rows, mayMiss: true) } }
                ?? types[input].map { Column.nulls($0, count: pairs.count) }
        }
        func others() -> [Column] { sides[1 - input].gather(pairs.others, mayMiss: true) }
        let columns = kind.isSemiOrAnti ? (input == 0 ? mine() : others()) : (input == 0 ? mine() + others() : others() + mine())
        let joined = ColumnBatch(columns, count: pairs.count, kinds: pairs.changes)
        try output.emit(inParts: joined)
    }

    package func endInput(_ input: Int, into output: OperatorOutput) throws {
        hasEnded[input] = true
        if isStreaming { return }
        // What has waited for a match on this side has none.
        let isSent = input == 1 ? kind.keepsLeft || kind == .anti : kind.keepsRight
        if isSent { try emitUnmatched(of: 1 - input, output) }
    }

    private func emitUnmatched(of side: Int, _ output: OperatorOutput) throws {
        var pairs = JoinPairs()
        for key in keys.liveIDs {
            sides[side].forEach(key) { id in if sides[side].matches[id] == 0 { pairs.append(-1, id, .insert, times: sides[side].count(id)) }
            }
            if pairs.count >= ColumnBatch.defaultSize {
                try emit(pairs, nil, 1 - side, output)
                pairs = JoinPairs()
            }
        }
        try emit(pairs, nil, 1 - side, output)
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        evaluator?.advance(to: watermark)
        try output.emit(watermark)
    }
}
