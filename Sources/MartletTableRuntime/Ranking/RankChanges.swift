import MartletColumns
import MartletCore
import MartletRuntime

/// The changes of a Top-N: rows with their ranks.
///
/// Ranks outside the range are left out, and `-U` where no reader wants it.
struct RankChanges {
    private let start: Int
    private let outputsRank: Bool
    private let emitsUpdateBefore: Bool
    private var changes = StoredChanges()
    private var ranks: [Int64] = []

    init(start: Int, outputsRank: Bool, emitsUpdateBefore: Bool) {
        self.start = start
        self.outputsRank = outputsRank
        self.emitsUpdateBefore = emitsUpdateBefore
    }

    /// - Parameter rank: counted from 1.
    mutating func append(_ row: Int32, rank: Int, _ kind: RowKind) {
        if rank < start || (kind == .updateBefore && !emitsUpdateBefore) { return }
        changes.append(row, kind)
        if outputsRank { ranks.append(Int64(rank)) }
    }

    mutating func update(_ old: Int32, to new: Int32, rank: Int) {
        append(old, rank: rank, .updateBefore)
        append(new, rank: rank, .updateAfter)
    }

    mutating func release(_ row: Int32) { changes.release(row) }

    /// Whether there are enough changes for a batch.
    var isFull: Bool { changes.rows.count >= ColumnBatch.defaultSize }

    mutating func emit(from store: RowStore, to output: OperatorOutput) throws {
        try changes.emit(from: store, with: outputsRank ? [.int64(FixedColumn(ranks))] : [], to: output)
        ranks = []
    }

    /// Lets go of the rows that are no longer kept, and sends nothing on.
    mutating func discard(_ store: RowStore) {
        changes.discard(store)
        ranks = []
    }
}
