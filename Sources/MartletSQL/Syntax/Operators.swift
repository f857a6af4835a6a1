/// An operator before its operand.
package enum UnaryOperator: String, Sendable, CaseIterable {
    case plus = "+"
    case minus = "-"
    case not = "NOT"
}

/// An operator between two operands. `rawValue` is its spelling.
package enum BinaryOperator: String, Sendable, CaseIterable {
    case or = "OR"
    case and = "AND"

    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isDistinctFrom = "IS DISTINCT FROM"
    case isNotDistinctFrom = "IS NOT DISTINCT FROM"

    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case concatenate = "||"

    /// Relations of two periods, each `(start, end)` or `(start, interval)`.
    case overlaps = "OVERLAPS"
    case containsPeriod = "CONTAINS"
    case equalsPeriod = "EQUALS"
    case precedes = "PRECEDES"
    case immediatelyPrecedes = "IMMEDIATELY PRECEDES"
    case succeeds = "SUCCEEDS"
    case immediatelySucceeds = "IMMEDIATELY SUCCEEDS"

    case multisetUnion = "MULTISET UNION"
    case multisetUnionAll = "MULTISET UNION ALL"
    case multisetIntersect = "MULTISET INTERSECT"
    case multisetIntersectAll = "MULTISET INTERSECT ALL"
    case multisetExcept = "MULTISET EXCEPT"
    case multisetExceptAll = "MULTISET EXCEPT ALL"
    case memberOf = "MEMBER OF"
    case submultisetOf = "SUBMULTISET OF"
}

/// What `IS [NOT] ..` asks.
package enum TruthTest: String, Sendable, CaseIterable {
    case null = "NULL"
    case `true` = "TRUE"
    case `false` = "FALSE"
    case unknown = "UNKNOWN"
    case json = "JSON"
    case jsonValue = "JSON VALUE"
    case jsonObject = "JSON OBJECT"
    case jsonArray = "JSON ARRAY"
    case jsonScalar = "JSON SCALAR"
    case aSet = "A SET"
    case empty = "EMPTY"
}

/// How a text is matched against a pattern.
package enum PatternOperator: String, Sendable, CaseIterable {
    case like = "LIKE"
    case similarTo = "SIMILAR TO"
    /// Calcite's ILIKE and RLIKE: the grammar knows them; RLIKE is accepted and then not found by the binder.
    case ilike = "ILIKE"
    case rlike = "RLIKE"
}
