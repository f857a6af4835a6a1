import MartletCore

// The functions of SQL/JSON.
extension Parser {
    mutating func jsonCall(_ call: inout FunctionCall, _ keyword: Keyword) throws(ParseFailure) {
        advance()
        try expect(.leftParenthesis)
        var clauses = JSONClauses()
        switch keyword {
        case .JSON_EXISTS: call.arguments = try jsonPathArguments()
        case .JSON_VALUE, .JSON_QUERY:
            call.arguments = try jsonPathArguments()
            if accept(.RETURNING) { clauses.returning = try unmarkedType() }
        case .JSON_OBJECT: call.arguments = try jsonObjectArguments()
        case .JSON_OBJECTAGG: call.arguments = try jsonPair()
        case .JSON_ARRAY: call.arguments = try jsonArrayArguments()
        default:
            call.arguments = [try valueArgument(.value)]
            if at(.ORDER) { call.orderBy = try orderBy() }
        }
        switch keyword {
        case .JSON_EXISTS: clauses.onError = try jsonExistsBehavior()
        case .JSON_VALUE: try jsonBehaviors(&clauses) { parser throws(ParseFailure) in try parser.jsonValueBehavior() }
        case .JSON_QUERY:
            clauses.wrapper = try jsonWrapper()
            try jsonBehaviors(&clauses) { parser throws(ParseFailure) in try parser.jsonQueryBehavior() }
        default: clauses.onNull = try jsonNullHandling()
        }
        if clauses != JSONClauses() { call.json = clauses }
        try expect(.rightParenthesis)
        if keyword == .JSON_ARRAYAGG, accept(.WITHIN) {
            try expect(.GROUP)
            call.withinGroup = try parenthesized { parser throws(ParseFailure) in try parser.orderBy() }
        }
    }

    /// `value, path [PASSING x AS name, ..]`
    private mutating func jsonPathArguments() throws(ParseFailure) -> [CallArgument] {
        var arguments = [try valueArgument(.value)]
        try expect(.comma)
        arguments.append(try valueArgument(.value))
        if accept(.PASSING) {
            // As in Flink, what is passed is read and forgotten.
            _ = try list { parser throws(ParseFailure) in
                _ = try parser.expression(.value)
                try parser.expect(.AS)
                return try parser.identifier()
            }
        }
        return arguments
    }

    private mutating func jsonObjectArguments() throws(ParseFailure) -> [CallArgument] {
        if token.kind == .rightParenthesis || atJSONNullHandling() { return [] }
        var arguments = try looking(2) { parser throws(ParseFailure) in try parser.jsonPair() }
        while accept(.comma) { arguments += try jsonPair() }
        return arguments
    }

    private mutating func jsonArrayArguments() throws(ParseFailure) -> [CallArgument] {
        if token.kind == .rightParenthesis || atJSONNullHandling() { return [] }
        return try list { parser throws(ParseFailure) in try parser.valueArgument(.value) }
    }

    /// `KEY k VALUE v`, `k VALUE v`, `k : v`
    private mutating func jsonPair() throws(ParseFailure) -> [CallArgument] {
        let hasKey = at(.KEY) && !isEndOfJSONName(ahead: 1)
        if hasKey { advance() }
        let key = try valueArgument(.value)
        if !accept(.VALUE) {
            try expect(.colon)
            if hasKey { throw mistake("Behind KEY, the value stands behind VALUE.", at: location(of: index - 1)) }
        }
        return [key, try valueArgument(.value)]
    }

    /// KEY is a name if nothing of an expression follows it.
    private func isEndOfJSONName(ahead count: Int) -> Bool {
        let token = token(ahead: count)
        switch token.kind {
        case .comma, .colon, .dot, .leftBracket, .concatenation, .rightParenthesis, .leftParenthesis: return true
        default: return token.keyword == .VALUE
        }
    }

    // MARK: Clauses

    private func atJSONNullHandling() -> Bool {
        (token.keyword == .NULL || token.keyword == .ABSENT) && keyword(ahead: 1) == .ON
    }

    private mutating func jsonNullHandling() throws(ParseFailure) -> JSONClauses.NullHandling? {
        guard let handling = acceptAny([.NULL: JSONClauses.NullHandling.nullOnNull, .ABSENT: .absentOnNull]) else { return nil }
        try expect(.ON, .NULL)
        return handling
    }

    private mutating func jsonExistsBehavior() throws(ParseFailure) -> JSONClauses.Behavior? {
        guard let behavior = acceptAny([.TRUE: JSONClauses.Behavior.true, .FALSE: .false, .UNKNOWN: .unknown, .ERROR: .error])
        else { return nil }
        try expect(.ON, .ERROR)
        return behavior
    }

    /// `.. ON EMPTY`, `.. ON ERROR`, any number of times: the last one counts.
    private mutating func jsonBehaviors(
        _ clauses: inout JSONClauses, _ read: Reading<JSONClauses.Behavior?>
    ) throws(ParseFailure) {
        while let behavior = try read(&self) {
            try expect(.ON)
            if accept(.EMPTY) {
                clauses.onEmpty = behavior
            } else {
                try expect(.ERROR)
                clauses.onError = behavior
            }
        }
    }

    private mutating func jsonValueBehavior() throws(ParseFailure) -> JSONClauses.Behavior? {
        if let behavior = acceptAny([.ERROR: JSONClauses.Behavior.error, .NULL: .null]) { return behavior }
        return accept(.DEFAULT) ? .default(try expression(.value)) : nil
    }

    private mutating func jsonQueryBehavior() throws(ParseFailure) -> JSONClauses.Behavior? {
        if let behavior = acceptAny([.ERROR: JSONClauses.Behavior.error, .NULL: .null]) { return behavior }
        guard accept(.EMPTY) else { return nil }
        return try expectAny([.ARRAY: JSONClauses.Behavior.emptyArray, .OBJECT: .emptyObject])
    }

    /// `WITHOUT [ARRAY] WRAPPER`, `WITH [CONDITIONAL | UNCONDITIONAL] [ARRAY] WRAPPER`
    private mutating func jsonWrapper() throws(ParseFailure) -> JSONClauses.Wrapper? {
        let wrapper: JSONClauses.Wrapper
        if accept(.WITHOUT) {
            wrapper = .without
        } else if accept(.WITH) {
            wrapper =
                acceptAny([.CONDITIONAL: JSONClauses.Wrapper.withConditional, .UNCONDITIONAL: .withUnconditional]) ?? .withUnconditional
        } else {
            return nil
        }
        _ = accept(.ARRAY)
        try expect(.WRAPPER)
        return wrapper
    }
}
