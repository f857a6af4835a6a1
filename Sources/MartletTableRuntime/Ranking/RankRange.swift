/// Which ranks of a Top-N are in the result, counted from 1.
package enum RankRange: Sendable, Hashable {
    case constant(start: Int, end: Int)
    /// Up to a number that stands in a BIGINT column of the rows, the same in all of a partition.
    case variable(endColumn: Int)

    var start: Int { if case .constant(let start, _) = self { start } else { 1 } }
}

/// How a Top-N keeps its rows: Flink's RankProcessStrategy.
package enum RankStrategy: Sendable, Hashable {
    /// Rows are only ever added: no more than the N first are kept.
    case appendFast
    /// Rows with a known key are replaced, and only ever move towards the first rank. Nothing is taken back: `-U` says nothing.
    case updateFast(rowKey: [Int])
    /// Anything: all rows are kept.
    case retract
}
