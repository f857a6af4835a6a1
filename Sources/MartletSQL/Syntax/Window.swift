/// `(base PARTITION BY .. ORDER BY .. ROWS BETWEEN .. AND ..)`
package struct WindowSpecification: SyntaxNode {
    /// A window of the WINDOW clause that this one extends.
    package var base: Identifier?
    package var partitionBy: [Expression] = []
    package var orderBy: [SortItem] = []
    package var frame: WindowFrame?
    /// `ALLOW PARTIAL` (`true`) or `DISALLOW PARTIAL` (`false`).
    package var allowsPartial: Bool?
    package var location: Location
}

/// The rows around the current one that a window function sees.
package struct WindowFrame: SyntaxNode {
    package enum Unit: String, Sendable { case rows = "ROWS", range = "RANGE" }

    package indirect enum Bound: Sendable, Equatable {
        case unboundedPreceding
        case preceding(Expression)
        case currentRow
        case following(Expression)
        case unboundedFollowing
    }

    package var unit: Unit
    package var start: Bound
    /// `nil` without BETWEEN: up to the current row.
    package var end: Bound?
    package var location: Location
}

/// `name AS (specification)` of a WINDOW clause.
package struct NamedWindow: SyntaxNode {
    package var name: Identifier
    package var specification: WindowSpecification
    package var location: Location
}

/// `expression [ASC | DESC] [NULLS FIRST | NULLS LAST]`
package struct SortItem: SyntaxNode {
    package enum NullOrder: String, Sendable { case first = "NULLS FIRST", last = "NULLS LAST" }

    package var expression: Expression
    package var isDescending: Bool
    package var nulls: NullOrder?
    package var location: Location
}
