import MartletCore

/// One function over the rows around the current one.
package struct OverCall: Sendable {
    package var function: OverFunction
    package var frame: OverFrame
    package var resultType: DataType

    package init(_ function: OverFunction, frame: OverFrame, resultType: DataType) {
        self.function = function
        self.frame = frame
        self.resultType = resultType
    }
}

/// What is computed for each row of a partition.
package enum OverFunction: Sendable {
    /// Over the rows of the frame.
    case aggregate(AggregateCall)
    case rowNumber, rank, denseRank, percentRank, cumeDist
    /// The bucket of a row if the partition is cut into so many.
    case ntile(buckets: Int64)
    /// A column's value so many rows before; where there is none, that of the column `defaultValue` in the current row, or NULL.
    case lag(value: Int, offset: Int64, defaultValue: Int?)
    /// A column's value so many rows behind; where there is none, that of the column `defaultValue` in the current row, or NULL.
    case lead(value: Int, offset: Int64, defaultValue: Int?)
}

/// The rows of a partition that an aggregate sees for the current row.
package struct OverFrame: Sendable, Hashable {
    package enum Bound: Sendable, Hashable {
        case unboundedPreceding
        /// So many rows (a BIGINT), or values of the sort key that are so much before: a number or an interval.
        case preceding(Value)
        case currentRow
        case following(Value)
        case unboundedFollowing
    }

    /// ROWS; else RANGE, in which rows with the same sort key are together.
    package var countsRows: Bool
    package var start: Bound
    package var end: Bound

    package init(countsRows: Bool, start: Bound = .unboundedPreceding, end: Bound = .currentRow) {
        self.countsRows = countsRows
        self.start = start
        self.end = end
    }
}
