/// Anything that has a value: a constant, a column, an operator with its operands, a call, a subquery.
package struct Expression: SyntaxNode {
    package var kind: Kind
    package var location: Location

    package init(_ kind: Kind, at location: Location) {
        self.kind = kind
        self.location = location
    }

    package indirect enum Kind: Sendable, Equatable {
        case literal(Literal)
        /// A column, possibly with its table before it and fields of a row behind it: `a`, `t.a`, `t.a.b`. Which part is what,
        /// only the binder knows.
        case column(QualifiedName)
        /// `?`, numbered from 0 in the order of the text.
        case parameter(Int)

        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        /// `x IS NULL`, `x IS NOT TRUE`, `x IS JSON OBJECT`
        case isTest(Expression, TruthTest, negated: Bool)
        case between(BetweenExpression)
        case like(LikeExpression)
        /// `x IN (1, 2)`
        case inList(Expression, [Expression], negated: Bool)
        /// `x IN (SELECT ..)`
        case inQuery(Expression, Query, negated: Bool)
        /// `x > ALL (SELECT ..)`, `x = ANY (1, 2)`
        case quantified(QuantifiedComparison)
        case exists(Query)
        /// `UNIQUE (SELECT ..)`
        case unique(Query)
        /// A query in parentheses where a value is wanted.
        case subquery(Query)

        case `case`(CaseExpression)
        case cast(CastExpression)
        case call(FunctionCall)

        /// `ROW(a, b)` and `(a, b)`, which mean the same.
        case row([Expression])
        /// `ARRAY[a, b]`
        case array([Expression])
        /// `MAP[k1, v1, k2, v2]`: keys and values in turn.
        case map([Expression])
        /// `MULTISET[a, b]`
        case multiset([Expression])
        /// `ARRAY(SELECT ..)`, `MULTISET(SELECT ..)`, `MAP(SELECT ..)`, `CURSOR(SELECT ..)`
        case collected(CollectionConstructor, Query)
        /// `PERIOD(a, b)`
        case period(Expression, Expression)

        /// `a[i]`
        case item(Expression, index: Expression)
        /// `f(x).name`, `a[1].name`: a field of something other than a column.
        case field(Expression, Identifier)

        /// `NEXT VALUE FOR s` and `CURRENT VALUE FOR s`: parsed, not executable.
        case sequenceValue(SequenceAccess, QualifiedName)
        /// `RUNNING x` in MATCH_RECOGNIZE.
        case running(Expression)
        /// `FINAL x` in MATCH_RECOGNIZE.
        case final(Expression)
        /// `DEFAULT` in a row of VALUES.
        case `default`
    }
}

/// `x [NOT] BETWEEN [ASYMMETRIC | SYMMETRIC] low AND high`
package struct BetweenExpression: Sendable, Equatable {
    package var operand: Expression
    package var isNegated: Bool
    package var isSymmetric: Bool
    package var low: Expression
    package var high: Expression
}

/// `x [NOT] LIKE pattern [ESCAPE escape]`, and SIMILAR TO likewise.
package struct LikeExpression: Sendable, Equatable {
    package var operand: Expression
    package var matcher: PatternOperator
    package var isNegated: Bool
    package var pattern: Expression
    package var escape: Expression?
}

/// `x > ALL (SELECT ..)`
package struct QuantifiedComparison: Sendable, Equatable {
    package enum Quantifier: String, Sendable { case all = "ALL", any = "ANY", some = "SOME" }

    package enum Operand: Sendable, Equatable {
        case query(Query)
        case list([Expression])
    }

    package var operand: Expression
    /// A comparison: `=`, `<>`, `<`, `<=`, `>` or `>=`.
    package var comparison: BinaryOperator
    package var quantifier: Quantifier
    package var against: Operand
}

/// `CASE [operand] WHEN .. THEN .. [ELSE ..] END`
package struct CaseExpression: Sendable, Equatable {
    package struct Branch: Sendable, Equatable {
        /// More than one in `CASE x WHEN 1, 2 THEN ..`.
        package var conditions: [Expression]
        package var result: Expression
    }

    package var operand: Expression?
    package var branches: [Branch]
    package var otherwise: Expression?
}

/// `CAST(x AS type)` and `TRY_CAST(x AS type)`
package struct CastExpression: Sendable, Equatable {
    package var operand: Expression
    package var type: TypeSyntax
    /// TRY_CAST: NULL where CAST fails.
    package var isTry: Bool
}

/// What a query in parentheses is collected into.
package enum CollectionConstructor: String, Sendable { case array = "ARRAY", multiset = "MULTISET", map = "MAP", cursor = "CURSOR" }

/// Which value of a sequence is meant.
package enum SequenceAccess: String, Sendable { case next = "NEXT", current = "CURRENT" }
