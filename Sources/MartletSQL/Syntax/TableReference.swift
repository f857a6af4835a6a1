/// Something rows come from, in a FROM clause.
///
/// What stands around a table is a reference around a reference: in `t FOR SYSTEM_TIME AS OF x AS a`, the snapshot carries the
/// alias `a`, and its input is the table `t` without one.
package struct TableReference: SyntaxNode {
    package var kind: Kind
    package var alias: TableAlias?
    package var location: Location

    package init(_ kind: Kind, alias: TableAlias? = nil, at location: Location) {
        self.kind = kind
        self.alias = alias
        self.location = location
    }

    package indirect enum Kind: Sendable, Equatable {
        case table(QualifiedName, hints: [Hint])
        /// A query in parentheses.
        case query(Query, isLateral: Bool)
        /// `f(..)`, `TABLE(f(..))`, `LATERAL TABLE(f(..))`
        case function(FunctionCall, isLateral: Bool)
        case unnest([Expression], withOrdinality: Bool)
        case join(Join)
        /// `input FOR SYSTEM_TIME AS OF time`
        case snapshot(TableReference, time: Expression)
        case matchRecognize(MatchRecognize)
        case sample(TableSample)
        case pivot(Pivot)
        case unpivot(Unpivot)
    }
}

/// `[AS] name [(a, b)]`
package struct TableAlias: SyntaxNode {
    package var name: Identifier
    /// Empty where columns keep their names.
    package var columns: [Identifier]
    package var location: Location

    package init(name: Identifier, columns: [Identifier] = [], location: Location) {
        self.name = name
        self.columns = columns
        self.location = location
    }
}

/// Two table references and how their rows meet.
package struct Join: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// `a, b`
        case comma = ","
        case cross = "CROSS JOIN"
        case inner = "INNER JOIN"
        case left = "LEFT JOIN"
        case right = "RIGHT JOIN"
        case full = "FULL JOIN"
    }

    package enum Condition: Sendable, Equatable {
        case none
        case on(Expression)
        case using([Identifier])
    }

    package var kind: Kind
    package var isNatural: Bool
    package var left: TableReference
    package var right: TableReference
    package var condition: Condition
}

/// `input TABLESAMPLE BERNOULLI(10) REPEATABLE(1)`: parsed, not executable.
package struct TableSample: Sendable, Equatable {
    package enum Method: String, Sendable { case bernoulli = "BERNOULLI", system = "SYSTEM", substitute = "SUBSTITUTE" }

    package var input: TableReference
    package var method: Method
    /// A percentage, or the name of a SUBSTITUTE sample.
    package var argument: Literal
    package var repeatable: Literal?
}

/// `input PIVOT (aggregates FOR (columns) IN (values))`
package struct Pivot: Sendable, Equatable {
    package struct Aggregate: Sendable, Equatable {
        package var call: Expression
        package var alias: Identifier?
    }

    package struct Value: Sendable, Equatable {
        package var expressions: [Expression]
        package var alias: Identifier?
    }

    package var input: TableReference
    package var aggregates: [Aggregate]
    package var axes: [Identifier]
    package var values: [Value]
}

/// `input UNPIVOT [INCLUDE NULLS | EXCLUDE NULLS] (measures FOR axes IN (columns [AS values]))`
package struct Unpivot: Sendable, Equatable {
    package struct Columns: Sendable, Equatable {
        package var columns: [Identifier]
        package var labels: [Expression]?
    }

    package var input: TableReference
    package var includesNulls: Bool
    package var measures: [Identifier]
    package var axes: [Identifier]
    package var columns: [Columns]
}
