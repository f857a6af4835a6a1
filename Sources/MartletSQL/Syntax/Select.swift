/// One SELECT, up to and with QUALIFY.
package struct Select: SyntaxNode {
    package var hints: [Hint] = []
    /// `SELECT STREAM`: accepted, without meaning.
    package var isStream = false
    package var isDistinct = false
    package var items: [SelectItem]
    /// `nil` without FROM: one row.
    package var from: TableReference?
    package var `where`: Expression?
    package var groupBy: GroupBy?
    package var having: Expression?
    package var windows: [NamedWindow] = []
    package var qualify: Expression?
    package var location: Location
}

/// One entry of a select list.
package struct SelectItem: SyntaxNode {
    package enum Kind: Sendable, Equatable {
        case expression(Expression, alias: Identifier?)
        /// `*`
        case star
        /// `t.*`, `row.*`
        case qualifiedStar(QualifiedName)
    }

    package var kind: Kind
    package var location: Location
}

/// `GROUP BY [DISTINCT | ALL] ..`
package struct GroupBy: SyntaxNode {
    package enum Element: Sendable, Equatable {
        case expression(Expression)
        /// `()`, or more than one expression in parentheses.
        case set([Expression])
        case rollup([Element])
        case cube([Element])
        case groupingSets([Element])
    }

    package var isDistinct = false
    package var elements: [Element]
    package var location: Location
}

/// `/*+ NAME */`, `/*+ NAME(a, b) */`, `/*+ NAME('k' = 'v') */`: one hint of a comment that may hold several.
package struct Hint: SyntaxNode {
    package enum Arguments: Sendable, Equatable {
        case none
        /// Names and constants, as text.
        case list([String])
        case options([Option])
    }

    package var name: Identifier
    package var arguments: Arguments
    package var location: Location
}

/// `'key' = 'value'`
package struct Option: SyntaxNode {
    package var key: String
    package var value: String
    package var location: Location
}
