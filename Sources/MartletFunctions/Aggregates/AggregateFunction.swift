import MartletColumns
import MartletCore

/// An aggregate function of SQL, said once.
package struct AggregateFunction: Sendable {
    /// The name in upper case.
    package let name: String
    package let aliases: [String]
    /// What it does, in one line of Markdown.
    package let summary: String
    /// The calls it takes, as they are shown: `SUM(<NUMERIC>)`.
    package let signatures: [String]
    /// Whether it can only be used over bounded inputs.
    package let isBatchOnly: Bool
    /// The call bound to its arguments, or nil if it does not take them.
    package let resolve: @Sendable ([Argument]) throws -> ResolvedAggregate?

    package init(
        _ name: String, aliases: [String] = [], _ summary: String, signatures: [String] = [], isBatchOnly: Bool = false,
        resolve: @escaping @Sendable ([Argument]) throws -> ResolvedAggregate?
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.signatures = signatures
        self.isBatchOnly = isBatchOnly
        self.resolve = resolve
    }
}

/// An aggregate whose types are known.
package struct ResolvedAggregate: Sendable {
    /// What each argument is to be cast to.
    package var argumentTypes: [DataType]
    /// The type over groups that have rows.
    package var resultType: DataType
    /// Whether the result over no rows is NULL, so that `resultType` becomes nullable without GROUP BY and under a FILTER.
    package var isNullWithoutRows: Bool
    /// Makes the accumulators of one operator; `retracting`: rows may be taken back.
    package var makeAccumulators: @Sendable (_ retracting: Bool) throws -> Accumulators

    package init(
        argumentTypes: [DataType], resultType: DataType, isNullWithoutRows: Bool = true,
        makeAccumulators: @escaping @Sendable (_ retracting: Bool) throws -> Accumulators
    ) {
        self.argumentTypes = argumentTypes
        self.resultType = resultType
        self.isNullWithoutRows = isNullWithoutRows
        self.makeAccumulators = makeAccumulators
    }
}

/// Rows for one aggregate.
package struct AggregateInput {
    package var arguments: [Column]
    /// Each row's accumulator; negative: the row does not count.
    package var ids: [Int32]
    /// Whether each row adds or takes back; nil: all add.
    package var kinds: [RowKind]?
    /// FILTER and DISTINCT: the rows that count; nil: all.
    package var mask: Bitmap?

    package init(arguments: [Column], ids: [Int32], kinds: [RowKind]? = nil, mask: Bitmap? = nil) {
        self.arguments = arguments
        self.ids = ids
        self.kinds = kinds
        self.mask = mask
    }
}
