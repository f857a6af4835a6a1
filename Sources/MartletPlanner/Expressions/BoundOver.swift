import MartletCore
import MartletFunctions

/// A function over the rows around the current one: `f(..) OVER (PARTITION BY .. ORDER BY .. ROWS ..)`.
package struct BoundOver: Sendable, Equatable {
    package struct Window: Sendable, Equatable {
        package var partitionBy: [BoundExpression]
        package var orderBy: [BoundSortKey]
        package var frame: Frame
    }

    package struct Frame: Sendable, Equatable {
        package indirect enum Bound: Sendable, Equatable {
            case unboundedPreceding
            case preceding(BoundExpression)
            case currentRow
            case following(BoundExpression)
            case unboundedFollowing

            /// How far the bound is from the current row, where that is said.
            var distance: BoundExpression? {
                switch self {
                case .preceding(let distance), .following(let distance): distance
                default: nil
                }
            }
        }

        /// ROWS; else RANGE.
        package var countsRows: Bool
        package var start: Bound
        package var end: Bound
    }

    package enum Function: Sendable, Equatable {
        case aggregate(BoundAggregate)
        case ranking(Ranking)
    }

    /// The functions that tell a row's place in its partition.
    package enum Ranking: String, Sendable, CaseIterable {
        case rowNumber = "ROW_NUMBER"
        case rank = "RANK"
        case denseRank = "DENSE_RANK"
        case percentRank = "PERCENT_RANK"
        case cumeDist = "CUME_DIST"
        case ntile = "NTILE"
        case lag = "LAG"
        case lead = "LEAD"
    }

    package var function: Function
    /// Of a ranking function, such as the count of NTILE; those of an aggregate are in it.
    package var arguments: [BoundExpression]
    package var window: Window
}

/// An expression to sort by.
package struct BoundSortKey: Sendable, Equatable {
    package var expression: BoundExpression
    package var isDescending: Bool
    package var nullsFirst: Bool
}
