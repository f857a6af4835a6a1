import MartletCore

// The FROM clause.
extension Parser {
    mutating func fromClause() throws(ParseFailure) -> TableReference {
        var table = try tableReference()
        for _ in 0..<Self.maximumChain {
            if token.kind == .comma {
                let left = table
                table = try looking(2) { parser throws(ParseFailure) in
                    parser.advance()
                    let right = try parser.tableReference()
                    return parser.joined(Join(kind: .comma, isNatural: false, left: left, right: right, condition: .none))
                }
            } else if let join = try join(of: table) {
                table = join
            } else {
                return table
            }
        }
        throw mistake("A query joins more than \(Self.maximumChain) tables.", at: location(of: index))
    }

    private func joined(_ join: Join) -> TableReference {
        TableReference(.join(join), at: join.left.location.union(location(of: index - 1)))
    }

    // MARK: Joins

    private mutating func join(of left: TableReference) throws(ParseFailure) -> TableReference? {
        guard token.kind == .word else { return nil }
        if token.keyword == .CROSS || token.keyword == .OUTER { return try crossJoin(of: left) }
        guard let (kind, isNatural, right) = try looking(3, { parser throws(ParseFailure) in try parser.joinedTable() })
        else { return nil }
        return joined(Join(kind: kind, isNatural: isNatural, left: left, right: right, condition: try joinCondition()))
    }

    private mutating func joinCondition() throws(ParseFailure) -> Join.Condition {
        if accept(.ON) { return .on(try expression()) }
        return accept(.USING) ? .using(try identifierList()) : .none
    }

    /// `CROSS JOIN`. The grammar also has `CROSS APPLY` and `OUTER APPLY`, which are not allowed.
    private mutating func crossJoin(of left: TableReference) throws(ParseFailure) -> TableReference {
        let start = index
        advance()
        if text(of: token).uppercased() == "APPLY" {
            throw mistake("APPLY is not allowed.", hint: "Write CROSS JOIN LATERAL.", at: location(from: start))
        }
        if tokens[start].keyword == .OUTER { throw ParseFailure(at: index) }
        let right = try looking(2) { parser throws(ParseFailure) in
            try parser.expect(.JOIN)
            return try parser.tableReference()
        }
        return joined(Join(kind: .cross, isNatural: false, left: left, right: right, condition: try joinCondition()))
    }

    /// The words of a join and its right table.
    private mutating func joinedTable() throws(ParseFailure) -> (Join.Kind, isNatural: Bool, TableReference)? {
        let isNatural = accept(.NATURAL)
        guard let kind = try joinKind() else {
            if isNatural { throw ParseFailure(at: index) }
            return nil
        }
        return (kind, isNatural, try tableReference())
    }

    private mutating func joinKind() throws(ParseFailure) -> Join.Kind? {
        if accept(.JOIN) { return .inner }
        if accept(.INNER) {
            try expect(.JOIN)
            return .inner
        }
        if accept(.CROSS) {
            try expect(.JOIN)
            return .cross
        }
        guard let kind = acceptAny([.LEFT: Join.Kind.left, .RIGHT: .right, .FULL: .full]) else { return nil }
        _ = accept(.OUTER)
        try expect(.JOIN)
        return kind
    }

    // MARK: One table

    /// A table, and what stands around it.
    mutating func tableReference() throws(ParseFailure) -> TableReference {
        try nested(levels: 3) { parser throws(ParseFailure) in
            let start = parser.index
            var table = try parser.plainTable()
            if parser.token.keyword == .PIVOT { table = try parser.looking(2) { parser throws(ParseFailure) in try parser.pivot(table) } }
            if parser.token.keyword == .UNPIVOT {
                table = try parser.looking(2) { parser throws(ParseFailure) in try parser.unpivot(table) }
            }
            if let alias = try parser.tableAlias() {
                if case .join = table.kind { throw parser.mistake("A join cannot have a name.", at: table.location) }
                table.alias = alias
                table.location = parser.location(from: start)
            }
            if parser.at(.TABLESAMPLE) { table = try parser.sample(table) }
            return table
        }
    }

    private mutating func plainTable() throws(ParseFailure) -> TableReference {
        let start = index
        note(Self.tableExpectation)
        let isLateral = token.keyword == .LATERAL
        switch isLateral ? keyword(ahead: 1) : token.keyword {
        case .UNNEST:
            if isLateral { advance() }
            return try looking(2) { parser throws(ParseFailure) in try parser.unnest(from: start) }
        case .TABLE:
            if isLateral { advance() }
            return try tableFunction(isLateral: isLateral, from: start)
        default: break
        }
        if isLateral { advance() }
        if token.kind == .leftParenthesis {
            var table = try looking(2) { parser throws(ParseFailure) in try parser.parenthesizedTable() }
            if isLateral {
                guard case .query(let query, _) = table.kind, table.alias == nil else {
                    throw mistake("LATERAL takes a query or a table function.", at: table.location)
                }
                table.kind = .query(query, isLateral: true)
            }
            table.location = location(from: start)
            return try matchRecognizeBehind(table)
        }
        if isLateral { throw ParseFailure(at: index) }
        return try namedTable()
    }

    private mutating func namedTable() throws(ParseFailure) -> TableReference {
        let start = index
        let name = try qualifiedName()
        if token.kind == .leftParenthesis {
            try refuseCallAsFirstArgument()
            var call = FunctionCall(name: name, location: name.location)
            call.arguments = try callArguments(.cursor)
            call.location = location(from: start)
            return TableReference(.function(call, isLateral: false), at: call.location)
        }
        let hints = try hints()
        var table = TableReference(.table(name, hints: hints), at: location(from: start))
        if accept(.FOR) {
            try expect(.SYSTEM_TIME, .AS, .OF)
            let time = try expression(.value)
            table = TableReference(.snapshot(table, time: time), at: location(from: start))
        }
        return try matchRecognizeBehind(table)
    }

    /// `FROM f(g(x))` is not accepted by Flink, which takes the parentheses for a list of columns; `TABLE(f(g(x)))` is.
    private func refuseCallAsFirstArgument() throws(ParseFailure) {
        guard token(ahead: 2).kind == .leftParenthesis else { return }
        let first = token(ahead: 1)
        let isSpecial = [.TUMBLE, .HOP, .SESSION, .FIRST, .LAST, .MAP].contains(first.keyword)
        guard isIdentifier(ahead: 1) && !isSpecial || first.keyword?.isReservedFunctionName == true else { return }
        throw mistake(
            "A table function cannot have a call as its first argument here.", hint: "Write TABLE(f(..)) around the function.",
            at: Location((isIdentifier(ahead: 1) ? token(ahead: 2) : first).range))
    }

    /// `(query)`, `(a JOIN b ON ..)`, `((query) UNION query)`
    private mutating func parenthesizedTable() throws(ParseFailure) -> TableReference {
        let start = index
        try expect(.leftParenthesis)
        let isQuery: Bool
        switch token.keyword {
        case .WITH, .SELECT, .VALUES, .VALUE: isQuery = true
        case .TABLE: isQuery = token(ahead: 1).kind != .leftParenthesis
        default: isQuery = false
        }
        if isQuery {
            let query = try queryInParentheses()
            try expect(.rightParenthesis)
            return TableReference(.query(query, isLateral: false), at: location(from: start))
        }
        let innerStart = index
        var table = try tableReference()
        var length = 0
        while length <= Self.maximumChain, let join = try join(of: table) {
            table = join
            length += 1
        }
        if token.keyword == .UNION || token.keyword == .INTERSECT || token.keyword == .EXCEPT {
            guard case .query(let first, isLateral: false) = table.kind, table.alias == nil else { throw noQuery(at: table.location) }
            let body = try setOperations(behind: .parenthesized(first), .query)
            table = TableReference(
                .query(Query(body: body, location: location(from: innerStart)), isLateral: false), at: location(from: innerStart))
        }
        try expect(.rightParenthesis)
        switch table.kind {
        case .query where table.alias == nil, .join: return table
        default: throw mistake("Expected a query or a join in the parentheses.", at: table.location)
        }
    }

    /// `TABLE(f(..))`
    private mutating func tableFunction(isLateral: Bool, from start: Int) throws(ParseFailure) -> TableReference {
        advance()
        guard accept(.leftParenthesis) else { throw ParseFailure(at: index, isCertain: true) }
        _ = accept(.SPECIFIC)
        let callStart = index
        var call = FunctionCall(name: try qualifiedName(), location: location(of: index))
        call.arguments = try callArguments(.cursor)
        call.location = location(from: callStart)
        try expect(.rightParenthesis)
        return TableReference(.function(call, isLateral: isLateral), at: location(from: start))
    }

    /// `(a, b) [WITH ORDINALITY]` behind UNNEST
    private mutating func unnest(from start: Int) throws(ParseFailure) -> TableReference {
        let values: [Expression]
        try expect(.UNNEST)
        switch try queryOrList(.subquery) {
        case .list(let list): values = list
        case .query(let query): values = [Expression(.subquery(query), at: query.location)]
        }
        var withOrdinality = false
        if accept(.WITH) {
            try expect(.ORDINALITY)
            withOrdinality = true
        }
        return TableReference(.unnest(values, withOrdinality: withOrdinality), at: location(from: start))
    }

    private mutating func tableAlias() throws(ParseFailure) -> TableAlias? {
        let start = index
        guard let name = try optionalAlias() else { return nil }
        let columns = at(.leftParenthesis) ? try identifierList() : []
        return TableAlias(name: name, columns: columns, location: location(from: start))
    }

    // MARK: Around a table

    private mutating func sample(_ table: TableReference) throws(ParseFailure) -> TableReference {
        let start = index
        if case .join = table.kind, table.alias == nil { throw mistake("A join cannot be sampled.", at: table.location) }
        try expect(.TABLESAMPLE)
        let method = try expectAny([.BERNOULLI: TableSample.Method.bernoulli, .SYSTEM: .system, .SUBSTITUTE: .substitute])
        let argument = try parenthesized { parser throws(ParseFailure) in
            method == .substitute ? .string(try parser.anyString()) : try parser.unsignedNumber()
        }
        var sample = TableSample(input: table, method: method, argument: argument)
        if method != .substitute, accept(.REPEATABLE) {
            sample.repeatable = try parenthesized { parser throws(ParseFailure) in
                let isNegative = parser.token.kind == .minus
                if isNegative || parser.token.kind == .plus { parser.advance() }
                return .integer((isNegative ? "-" : "") + String(try parser.integer()))
            }
        }
        return TableReference(.sample(sample), at: table.location.union(location(from: start)))
    }

    private mutating func pivot(_ table: TableReference) throws(ParseFailure) -> TableReference {
        let start = index
        try expect(.PIVOT)
        try expect(.leftParenthesis)
        let aggregates = try list { parser throws(ParseFailure) in try parser.pivotAggregate() }
        try expect(.FOR)
        let axes = try identifierOrList()
        try expect(.IN)
        let values = try parenthesizedList(allowsNone: true) { parser throws(ParseFailure) in try parser.pivotValue() }
        try expect(.rightParenthesis)
        let pivot = Pivot(input: table, aggregates: aggregates, axes: axes, values: values)
        return TableReference(.pivot(pivot), at: table.location.union(location(from: start)))
    }

    private mutating func pivotAggregate() throws(ParseFailure) -> Pivot.Aggregate {
        let start = index
        let call = try atom()
        guard case .call = call.kind else { throw ParseFailure(at: start) }
        let alias = token.kind == .comma || token.keyword == .FOR ? nil : try optionalAlias()
        return Pivot.Aggregate(call: call, alias: alias)
    }

    private mutating func pivotValue() throws(ParseFailure) -> Pivot.Value {
        let row = try valuesRow()
        return Pivot.Value(expressions: row.values, alias: try optionalAlias())
    }

    private mutating func unpivot(_ table: TableReference) throws(ParseFailure) -> TableReference {
        let start = index
        try expect(.UNPIVOT)
        let includesNulls = acceptAny([.INCLUDE: true, .EXCLUDE: false])
        if includesNulls != nil { try expect(.NULLS) }
        try expect(.leftParenthesis)
        let measures = try identifierOrList()
        try expect(.FOR)
        let axes = try identifierOrList()
        try expect(.IN)
        let columns = try parenthesizedList { parser throws(ParseFailure) in try parser.unpivotColumns() }
        try expect(.rightParenthesis)
        let unpivot = Unpivot(input: table, includesNulls: includesNulls ?? false, measures: measures, axes: axes, columns: columns)
        return TableReference(.unpivot(unpivot), at: table.location.union(location(from: start)))
    }

    private mutating func unpivotColumns() throws(ParseFailure) -> Unpivot.Columns {
        let columns = try identifierOrList()
        return Unpivot.Columns(columns: columns, labels: accept(.AS) ? try valuesRow().values : nil)
    }
}
