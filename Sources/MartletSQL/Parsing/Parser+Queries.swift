import MartletCore

// Queries: WITH, set operations, ORDER BY and what cuts a result.
extension Parser {
    /// A query where nothing else may stand.
    mutating func query() throws(ParseFailure) -> Query {
        let value = try queryOrValue(.query)
        guard case .subquery(let query) = value.kind else { throw noQuery(at: value.location) }
        return query
    }

    /// A query behind an opening parenthesis.
    mutating func queryInParentheses() throws(ParseFailure) -> Query {
        try looking(token.keyword == .SELECT ? 0 : 2) { parser throws(ParseFailure) in try parser.query() }
    }

    /// A query, which becomes an expression of kind `subquery`, or an expression.
    ///
    /// Only behind a closing parenthesis is it known what `((SELECT 1) UNION SELECT 2)` and `((SELECT 1) + 2)` begin with.
    mutating func queryOrValue(_ context: QueryContext) throws(ParseFailure) -> Expression {
        try nested { parser throws(ParseFailure) in
            let start = parser.index
            let with = try parser.withClause()
            if with == nil, !parser.atQuery() {
                let value = try parser.expression(context)
                guard parser.atQueryClause() else { return value }
                guard case .subquery(let query) = value.kind else {
                    // What follows a value is not of a query, and whoever is waiting for the value knows what to say about it.
                    if parser.token.keyword != .ORDER, !parser.isSetOperator(parser.token.keyword) { return value }
                    throw parser.noQuery(at: value.location)
                }
                let body = try parser.setOperations(behind: .parenthesized(query), context)
                return try parser.finished(body, with, from: start)
            }
            let body = try parser.queryBody(context)
            return try parser.finished(body, with, from: start)
        }
    }

    /// Reads what follows a query's body.
    private mutating func finished(_ body: QueryBody, _ with: WithClause?, from start: Int) throws(ParseFailure) -> Expression {
        var query = Query(with: with, body: body, location: location(from: start))
        try sortingAndLimits(of: &query)
        query.location = location(from: start)
        // Parentheses around a whole query say nothing.
        if with == nil, query.orderBy.isEmpty, query.offset == nil, query.fetch == nil, case .parenthesized(let inner) = body {
            return Expression(.subquery(inner), at: query.location)
        }
        return Expression(.subquery(query), at: query.location)
    }

    /// Whether a query begins here without a parenthesis.
    private func atQuery() -> Bool {
        switch token.keyword {
        case .SELECT, .VALUES, .TABLE, .VALUE: true
        default: false
        }
    }

    /// Whether something follows that belongs to queries.
    private mutating func atQueryClause() -> Bool {
        switch token.keyword {
        case .ORDER, .LIMIT, .OFFSET, .FETCH, .UNION, .INTERSECT, .EXCEPT, .MINUS: return true
        default: return false
        }
    }

    private func isSetOperator(_ keyword: Keyword?) -> Bool {
        keyword == .UNION || keyword == .INTERSECT || keyword == .EXCEPT || keyword == .MINUS
    }

    // MARK: Bodies

    private mutating func queryBody(_ context: QueryContext) throws(ParseFailure) -> QueryBody {
        try setOperations(behind: try queryLeaf(context), context)
    }

    private mutating func queryLeaf(_ context: QueryContext) throws(ParseFailure) -> QueryBody {
        note(Self.queryExpectation)
        guard atQuery() else {
            let value = try expression(.query)
            guard case .subquery(let query) = value.kind else { throw noQuery(at: value.location) }
            return .parenthesized(query)
        }
        guard context.allowsQuery else { throw mistake("A query is not allowed here.", at: location(of: index)) }
        switch token.keyword {
        case .SELECT: return .select(try select())
        case .VALUES, .VALUE: return .values(try values())
        default:
            let start = index
            advance()
            let name = try qualifiedName()
            return .table(ExplicitTable(name: name, location: location(from: start)))
        }
    }

    /// `UNION`, `INTERSECT` and `EXCEPT` behind a body. INTERSECT binds tighter.
    mutating func setOperations(behind first: QueryBody, _ context: QueryContext) throws(ParseFailure) -> QueryBody {
        var left = first
        var length = 0
        while let (kind, isAll) = try setOperator(context) {
            var right = try queryLeaf(.query)
            while kind != .intersect, at(.INTERSECT), let (inner, isAllInner) = try setOperator(context) {
                right = combined(inner, isAllInner, right, try queryLeaf(.query))
            }
            left = combined(kind, isAll, left, right)
            length += 1
            if length > Self.maximumChain { throw mistake("A query combines more than \(Self.maximumChain) queries.", at: right.location) }
        }
        return left
    }

    private func combined(_ kind: SetOperation.Operator, _ isAll: Bool, _ left: QueryBody, _ right: QueryBody) -> QueryBody {
        .setOperation(
            SetOperation(operator: kind, isAll: isAll, left: left, right: right, location: left.location.union(right.location)))
    }

    private mutating func setOperator(_ context: QueryContext) throws(ParseFailure) -> (SetOperation.Operator, isAll: Bool)? {
        if token.keyword == .MINUS {
            throw mistake("The operator MINUS is not allowed.", hint: "Write EXCEPT.", at: location(of: index))
        }
        guard let kind = acceptAny([.UNION: SetOperation.Operator.union, .INTERSECT: .intersect, .EXCEPT: .except]) else { return nil }
        let isAll = accept(.ALL)
        if !isAll { _ = accept(.DISTINCT) }
        return (kind, isAll)
    }

    /// `VALUES (1, 'a'), (2, 'b')`, also with VALUE.
    mutating func values() throws(ParseFailure) -> Values {
        let start = index
        if !accept(.VALUE) { try expect(.VALUES) }
        let rows = try openList { parser throws(ParseFailure) in try parser.valuesRow() }
        return Values(rows: rows, location: location(from: start))
    }

    /// `(1, 'a')`, `ROW(1, 'a')`, `1`
    mutating func valuesRow() throws(ParseFailure) -> Values.Row {
        let start = index
        if token.keyword == .ROW, token(ahead: 1).kind == .leftParenthesis { advance() }
        if token.kind == .leftParenthesis {
            let values = try parenthesizedList { parser throws(ParseFailure) in try parser.rowValue() }
            let location = location(from: start)
            // `(ROW(1, 2))` is the row in it.
            if values.count == 1, tokens[start + 1].keyword == .ROW, case .row(let values) = values[0].kind {
                return Values.Row(values: values, location: location)
            }
            return Values.Row(values: values, location: location)
        }
        let value = try expression(.queryOrValue)
        return Values.Row(values: [value], location: value.location)
    }

    private mutating func rowValue() throws(ParseFailure) -> Expression {
        if token.keyword == .DEFAULT {
            let location = location(of: index)
            advance()
            return Expression(.default, at: location)
        }
        // Only the first value may be a query without parentheses of its own.
        return tokens[index - 1].kind == .leftParenthesis ? try queryOrValue(.queryOrValue) : try expression()
    }

    // MARK: WITH

    private mutating func withClause() throws(ParseFailure) -> WithClause? {
        let start = index
        guard accept(.WITH) else { return nil }
        let isRecursive = accept(.RECURSIVE)
        let tables = try list { parser throws(ParseFailure) in try parser.commonTable() }
        return WithClause(isRecursive: isRecursive, tables: tables, location: location(from: start))
    }

    private mutating func commonTable() throws(ParseFailure) -> CommonTable {
        let start = index
        let name = try identifier()
        let columns = at(.leftParenthesis) ? try identifierList() : []
        try expect(.AS)
        let query = try parenthesized { parser throws(ParseFailure) in try parser.queryInParentheses() }
        return CommonTable(name: name, columns: columns, query: query, location: location(from: start))
    }

    // MARK: ORDER BY, OFFSET and LIMIT

    private mutating func sortingAndLimits(of query: inout Query) throws(ParseFailure) {
        if at(.ORDER) { query.orderBy = try orderBy() }
        let start = index
        if accept(.LIMIT) {
            if !accept(.ALL) {
                query.fetch = try countOrParameter()
                if token.kind == .comma, [.integer, .question].contains(token(ahead: 1).kind) || keyword(ahead: 1) == .ALL {
                    index += 2
                    throw mistake(
                        "LIMIT takes one number.", hint: "Write LIMIT count OFFSET start.", at: location(from: start))
                }
            }
            if accept(.OFFSET) { try offset(of: &query) }
        } else if accept(.OFFSET) {
            try offset(of: &query)
            if at(.LIMIT) {
                advance()
                if !accept(.ALL) { _ = try countOrParameter() }
                throw mistake("LIMIT stands before OFFSET.", at: location(from: start))
            }
            try fetch(of: &query)
        } else {
            try fetch(of: &query)
        }
    }

    private mutating func offset(of query: inout Query) throws(ParseFailure) {
        query.offset = try countOrParameter()
        if !accept(.ROWS) { _ = accept(.ROW) }
    }

    /// `FETCH FIRST n ROWS ONLY`
    private mutating func fetch(of query: inout Query) throws(ParseFailure) {
        guard accept(.FETCH) else { return }
        _ = try expectAny([.FIRST: true, .NEXT: true])
        query.fetch = try countOrParameter()
        _ = try expectAny([.ROWS: true, .ROW: true])
        try expect(.ONLY)
    }

    /// `ORDER BY a DESC, b`
    mutating func orderBy() throws(ParseFailure) -> [SortItem] {
        try expect(.ORDER, .BY)
        return try openList { parser throws(ParseFailure) in try parser.sortItem() }
    }

    /// `a DESC NULLS LAST`
    mutating func sortItem() throws(ParseFailure) -> SortItem {
        let start = index
        let expression = try expression()
        let isDescending = acceptAny([.ASC: false, .DESC: true]) ?? false
        var nulls: SortItem.NullOrder?
        if accept(.NULLS) { nulls = try expectAny([.FIRST: SortItem.NullOrder.first, .LAST: .last]) }
        return SortItem(expression: expression, isDescending: isDescending, nulls: nulls, location: location(from: start))
    }
}
