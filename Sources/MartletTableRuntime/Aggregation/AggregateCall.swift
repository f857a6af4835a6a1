import MartletFunctions

/// One call of an aggregate function over the rows of an operator's input.
package struct AggregateCall: Sendable {
    package var resolved: ResolvedAggregate
    /// The columns of the arguments, already of the types that `resolved` wants.
    package var arguments: [Int]
    /// The BOOLEAN column of FILTER (WHERE …); nil: every row counts.
    package var filter: Int?
    /// Whether equal arguments count once.
    package var isDistinct: Bool

    package init(_ resolved: ResolvedAggregate, arguments: [Int], filter: Int? = nil, isDistinct: Bool = false) {
        self.resolved = resolved
        self.arguments = arguments
        self.filter = filter
        self.isDistinct = isDistinct
    }
}
