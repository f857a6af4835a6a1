/// A query with everything around its body: `WITH .. body ORDER BY .. OFFSET .. FETCH ..`.
package struct Query: SyntaxNode {
    package var with: WithClause?
    package var body: QueryBody
    package var orderBy: [SortItem] = []
    /// `OFFSET n`
    package var offset: Expression?
    /// `LIMIT n` and `FETCH FIRST n ROWS ONLY`; `nil` for LIMIT ALL.
    package var fetch: Expression?
    package var location: Location
}

/// `WITH [RECURSIVE] a AS (..), b (x, y) AS (..)`
package struct WithClause: SyntaxNode {
    package var isRecursive: Bool
    package var tables: [CommonTable]
    package var location: Location
}

/// One table of a WITH clause.
package struct CommonTable: SyntaxNode {
    package var name: Identifier
    /// Empty where the query's own column names hold.
    package var columns: [Identifier]
    package var query: Query
    package var location: Location
}

/// What a query computes before it is sorted and cut.
package indirect enum QueryBody: SyntaxNode {
    case select(Select)
    case values(Values)
    /// `TABLE t`
    case table(ExplicitTable)
    case setOperation(SetOperation)
    /// A query in parentheses, with clauses of its own.
    case parenthesized(Query)

    package var location: Location {
        switch self {
        case .select(let select): select.location
        case .values(let values): values.location
        case .table(let table): table.location
        case .setOperation(let operation): operation.location
        case .parenthesized(let query): query.location
        }
    }
}

/// `VALUES (1, 'a'), (2, 'b')`
package struct Values: SyntaxNode {
    package struct Row: SyntaxNode {
        package var values: [Expression]
        package var location: Location
    }

    package var rows: [Row]
    package var location: Location
}

/// `TABLE t`, the same as `SELECT * FROM t`.
package struct ExplicitTable: SyntaxNode {
    package var name: QualifiedName
    package var location: Location
}

/// `left UNION [ALL | DISTINCT] right`, INTERSECT and EXCEPT likewise. INTERSECT binds tighter, equal ones group to the left.
package struct SetOperation: SyntaxNode {
    package enum Operator: String, Sendable { case union = "UNION", intersect = "INTERSECT", except = "EXCEPT" }

    package var `operator`: Operator
    /// Keeps duplicates. Without ALL, and with DISTINCT, it drops them.
    package var isAll: Bool
    package var left: QueryBody
    package var right: QueryBody
    package var location: Location
}
