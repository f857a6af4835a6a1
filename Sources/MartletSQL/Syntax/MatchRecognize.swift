/// `input MATCH_RECOGNIZE (PARTITION BY .. ORDER BY .. MEASURES .. PATTERN (..) DEFINE ..)`
package struct MatchRecognize: Sendable, Equatable {
    package enum RowsPerMatch: String, Sendable { case one = "ONE ROW PER MATCH", all = "ALL ROWS PER MATCH" }

    package enum Skip: Sendable, Equatable {
        case toNextRow
        case pastLastRow
        case toFirst(Identifier)
        case toLast(Identifier)
        /// `SKIP TO v`, which is `TO LAST v`.
        case to(Identifier)
    }

    /// `expression AS name`
    package struct Measure: SyntaxNode {
        package var expression: Expression
        package var alias: Identifier
        package var location: Location
    }

    /// `name = (variable, ..)`
    package struct Subset: SyntaxNode {
        package var name: Identifier
        package var variables: [Identifier]
        package var location: Location
    }

    /// `variable AS condition`
    package struct Definition: SyntaxNode {
        package var variable: Identifier
        package var condition: Expression
        package var location: Location
    }

    package var input: TableReference
    package var partitionBy: [Expression]
    package var orderBy: [SortItem]
    package var measures: [Measure]
    /// `nil` where nothing is said: one row.
    package var rowsPerMatch: RowsPerMatch?
    package var afterMatch: Skip?
    package var isAnchoredAtStart: Bool
    package var isAnchoredAtEnd: Bool
    package var pattern: RowPattern
    /// `WITHIN interval`
    package var within: Expression?
    package var subsets: [Subset]
    package var definitions: [Definition]
}

/// A regular expression over rows.
package struct RowPattern: SyntaxNode {
    package var kind: Kind
    package var location: Location

    package init(_ kind: Kind, at location: Location) {
        self.kind = kind
        self.location = location
    }

    package indirect enum Kind: Sendable, Equatable {
        case variable(Identifier)
        /// `A B C`, at least two.
        case sequence([RowPattern])
        /// `A | B`, at least two.
        case alternation([RowPattern])
        case quantified(RowPattern, Quantifier)
        /// `PERMUTE(A, B)`
        case permute([RowPattern])
        /// `{- A -}`
        case excluded(RowPattern)
    }

    package struct Quantifier: Sendable, Equatable {
        package var minimum: Int
        /// `nil` for no limit.
        package var maximum: Int?
        /// `A*?`: as few as possible.
        package var isReluctant: Bool
    }
}
