import MartletCore
import MartletFunctions

/// A call of an aggregate function, its arguments over the rows before grouping.
package struct BoundAggregate: Sendable {
    package enum Function: Sendable {
        case aggregate(ResolvedAggregate)
        /// GROUPING and GROUPING_ID: which of the arguments, each a grouped expression, the row is not grouped by.
        case grouping
        /// GROUP_ID: which of several equal grouping sets the row belongs to.
        case groupID
    }

    package var name: String
    package var function: Function
    package var arguments: [BoundExpression]
    package var isDistinct: Bool
    package var filter: BoundExpression?

    package init(
        _ name: String, _ function: Function, _ arguments: [BoundExpression], isDistinct: Bool = false, filter: BoundExpression? = nil
    ) {
        self.name = name
        self.function = function
        self.arguments = arguments
        self.isDistinct = isDistinct
        self.filter = filter
    }
}

extension BoundAggregate: Equatable {
    package static func == (left: BoundAggregate, right: BoundAggregate) -> Bool {
        left.name == right.name && left.arguments == right.arguments && left.isDistinct == right.isDistinct && left.filter == right.filter
    }
}
