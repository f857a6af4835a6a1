/// Whether a query may stand where an expression is read.
///
/// Queries and expressions both may begin with parentheses, so one cannot be told from the other until they are read.
enum QueryContext {
    /// Only a query.
    case query
    /// Only a value.
    case value
    /// A value, or a query in parentheses.
    case subquery
    /// As `subquery`, or CURSOR(..): an argument of a table function.
    case cursor
    /// A value, or a query, in parentheses or not.
    case queryOrValue
    /// As `queryOrValue`, or CURSOR(..).
    case any

    /// What may stand first in parentheses.
    var insideParentheses: QueryContext {
        switch self {
        case .subquery: .queryOrValue
        case .cursor: .any
        default: self
        }
    }

    var allowsQuery: Bool {
        switch self {
        case .query, .queryOrValue, .any: true
        case .value, .subquery, .cursor: false
        }
    }

    var allowsCursor: Bool { self == .any || self == .cursor }
}
