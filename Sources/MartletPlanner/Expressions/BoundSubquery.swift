/// A query where a value is wanted.
package struct BoundSubquery: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// The one value of the one row; NULL without a row.
        case scalar
        case exists
        /// Whether the row of these values is among the query's rows, in three-valued logic.
        case membership([BoundExpression])
    }

    package var kind: Kind
    /// The number by which `plan` calls the row that the value is wanted for.
    package var scope: Int
    package var plan: any LogicalPlan
}
