/// A call of a function, whatever syntax it was written in.
///
/// The special forms of SQL become plain calls, with the function's name in capitals and arguments in the order in which the comma
/// form has them; words that are no values become `CallArgument.Value.keyword` and `.unit`:
///
///     EXTRACT(YEAR FROM d)             EXTRACT      unit YEAR, d
///     TRIM(BOTH x FROM s), TRIM(s)     TRIM         keyword BOTH, x or ' ', s
///     POSITION(x IN s FROM n)          POSITION     x, s, n
///     SUBSTRING(s FROM n FOR m)        SUBSTRING    s, n, m
///     OVERLAY(s PLACING x FROM n)      OVERLAY      s, x, n
///     FLOOR(t TO DAY)                  FLOOR        t, unit DAY
///     TIMESTAMPADD(DAY, n, t)          TIMESTAMPADD unit DAY, n, t
///     JSON_OBJECT(KEY k VALUE v, ..)   JSON_OBJECT  k, v, ..
///     CURRENT_DATE                     CURRENT_DATE, with `hasParentheses` false
///     INTERVAL n DAY                   INTERVAL     n, interval DAY
///     (a - b) DAY                      MINUS_DATE   a, b, interval DAY
///     CHARACTER_LENGTH(s)              as written: synonyms are the binder's
package struct FunctionCall: SyntaxNode {
    package enum Quantifier: String, Sendable { case distinct = "DISTINCT", all = "ALL" }

    package enum NullTreatment: String, Sendable { case ignore = "IGNORE NULLS", respect = "RESPECT NULLS" }

    package enum Over: Sendable, Equatable {
        case window(Identifier)
        case specification(WindowSpecification)
    }

    package var name: QualifiedName
    /// `false` for CURRENT_DATE and its kin, which are called without.
    package var hasParentheses = true
    package var quantifier: Quantifier?
    package var arguments: [CallArgument] = []
    /// `ARRAY_AGG(x ORDER BY y)`
    package var orderBy: [SortItem] = []
    package var nullTreatment: NullTreatment?
    /// `WITHIN DISTINCT (x, y)`
    package var withinDistinct: [Expression]?
    /// `WITHIN GROUP (ORDER BY x)`
    package var withinGroup: [SortItem]?
    /// `FILTER (WHERE x)`
    package var filter: Expression?
    package var over: Over?
    /// What the SQL/JSON functions say beside their arguments.
    package var json: JSONClauses?
    package var location: Location
}

/// One argument of a call.
package struct CallArgument: SyntaxNode {
    package enum Value: Sendable, Equatable {
        case expression(Expression)
        /// `COUNT(*)`
        case star
        /// A word of the function's own syntax, in capitals: `BOTH`, `LEADING`.
        case keyword(String)
        case unit(TimeUnit)
        /// The unit of an interval that is computed: `INTERVAL x DAY`, `(a - b) DAY TO SECOND`.
        case interval(IntervalQualifier)
        /// `DEFAULT`: leave an optional argument at its default.
        case `default`
        /// A query as an argument of a table function. Any other function takes the value of `(SELECT ..)`, which is an expression.
        case query(Query)
        /// `TABLE t PARTITION BY a ORDER BY b` or a query with such clauses.
        case table(TableArgument)
        /// `MODEL m`
        case model(QualifiedName)
        /// `DESCRIPTOR(a, b)`
        case descriptor([DescriptorColumn])
    }

    /// The parameter's name in `name => value`.
    package var name: Identifier?
    package var value: Value
    package var location: Location
}

/// A column named by DESCRIPTOR.
package struct DescriptorColumn: SyntaxNode {
    package var name: Identifier
    package var location: Location
}

/// A table as an argument of a table function.
package struct TableArgument: SyntaxNode {
    package enum Source: Sendable, Equatable {
        /// `TABLE t`
        case table(QualifiedName)
        /// `(SELECT ..)`
        case query(Query)
    }

    package var source: Source
    /// `nil` without the clause.
    package var partitionBy: [Expression]?
    package var orderBy: [SortItem]?
    package var location: Location
}

/// The clauses of JSON_VALUE, JSON_QUERY, JSON_EXISTS, JSON_OBJECT, JSON_ARRAY and their aggregates.
package struct JSONClauses: Sendable, Equatable {
    package enum Behavior: Sendable, Equatable {
        case null, error, emptyArray, emptyObject
        case `true`, `false`, unknown
        case `default`(Expression)
    }

    package enum Wrapper: Sendable { case without, withConditional, withUnconditional }

    package enum NullHandling: String, Sendable { case nullOnNull = "NULL ON NULL", absentOnNull = "ABSENT ON NULL" }

    package var returning: TypeSyntax?
    package var wrapper: Wrapper?
    package var onEmpty: Behavior?
    package var onError: Behavior?
    package var onNull: NullHandling?
}
