import MartletCore

// Values: what stands between operators.
extension Parser {
    /// A query in parentheses, or what a list in parentheses holds.
    enum QueryOrList {
        case query(Query)
        case list([Expression])
    }

    /// One value, without operators around it but with fields behind it.
    mutating func value(_ context: QueryContext) throws(ParseFailure) -> Expression {
        let start = index
        let value = try bareValue(context)
        guard token.kind == .dot, isIdentifier(ahead: 1) else { return value }
        // `x.f(..)` calls a method, which Flink has none of.
        if token(ahead: 2).kind == .leftParenthesis {
            index += 1
            let name = try identifier()
            var call = FunctionCall(name: QualifiedName(name), location: name.location)
            try arguments(of: &call, .subquery)
            refuse("No method \(name.name) is known.", at: location(from: start))
        }
        return try fields(of: value)
    }

    private mutating func bareValue(_ context: QueryContext) throws(ParseFailure) -> Expression {
        note(Self.expressionExpectation)
        let start = index
        switch token.kind {
        case .leftParenthesis:
            return try parenthesizedValue(context)
        case .word where token.keyword == .ROW:
            advance()
            let fields = try rowFields(context)
            // Flink places a row at its parentheses.
            return Expression(.row(fields), at: location(from: start + 1))
        case .word where token.keyword == .CURSOR:
            return try cursor(context)
        default:
            let value = try looking(2) { parser throws(ParseFailure) in try parser.atom() }
            if context == .query { throw noQuery(at: location(from: start)) }
            return value
        }
    }

    /// A value that begins with a sign or a word of its own.
    mutating func atom() throws(ParseFailure) -> Expression {
        try nested { parser throws(ParseFailure) in try parser.unnestedAtom() }
    }

    private mutating func unnestedAtom() throws(ParseFailure) -> Expression {
        switch token.kind {
        case .integer, .decimal, .approximate, .string, .prefixedString, .unicodeString, .escapedString, .binaryString:
            return try literalExpression()
        case .question:
            let location = location(of: index)
            advance()
            parameterCount += 1
            return Expression(.parameter(parameterCount - 1), at: location)
        case .leftBrace:
            return try braced()
        case .quotedName:
            return try nameOrCall()
        case .word:
            if let keyword = token.keyword, let value = try keywordValue(keyword) { return value }
            guard isIdentifier(ahead: 0) else { throw ParseFailure(at: index) }
            return try nameOrCall()
        default:
            throw ParseFailure(at: index)
        }
    }

    /// A value that begins with a word of the grammar; nil if the word is a plain name here.
    private mutating func keywordValue(_ keyword: Keyword) throws(ParseFailure) -> Expression? {
        switch keyword {
        case .NULL, .TRUE, .FALSE, .UNKNOWN, .DATE, .TIME, .TIMESTAMP, .DATETIME, .INTERVAL, .DECIMAL:
            return try wordLiteral(keyword)
        case .CASE: return try caseExpression()
        case .CAST, .TRY_CAST, .SAFE_CAST: return try cast()
        case .ARRAY, .MAP, .MULTISET: return try collection(keyword)
        case .PERIOD: return try period()
        case .NEXT, .CURRENT:
            if let value = try sequenceValue() { return value }
            return try callExpression(keyword)
        case .RUNNING, .FINAL: return try runningOrFinal(keyword)
        case .NEW, .SPECIFIC: return try markedCall(keyword)
        default: return try callExpression(keyword)
        }
    }

    // MARK: Parentheses

    /// `(x)`, `(x, y)`, `(SELECT ..)`
    private mutating func parenthesizedValue(_ context: QueryContext) throws(ParseFailure) -> Expression {
        let start = index
        let values = try rowFields(context)
        let location = location(from: start)
        guard values.count == 1 else { return Expression(.row(values), at: location) }
        var value = values[0]
        if atTimeUnit() { return try differenceOfDates(value, location) }
        value.location = location
        return value
    }

    /// `(a - b) DAY`: the difference of two times as an interval.
    private mutating func differenceOfDates(_ value: Expression, _ location: Location) throws(ParseFailure) -> Expression {
        let qualifier = try intervalQualifier()
        guard case .binary(.subtract, let left, let right) = value.kind else {
            throw mistake("Only a difference of two times can be turned into an interval.", at: location)
        }
        let whole = location.union(qualifier.location)
        var call = FunctionCall(name: QualifiedName(Identifier(FunctionCall.minusDate, at: whole)), location: whole)
        call.arguments = [
            CallArgument(value: .expression(left), location: left.location),
            CallArgument(value: .expression(right), location: right.location),
            CallArgument(value: .interval(qualifier), location: qualifier.location),
        ]
        return Expression(.call(call), at: whole)
    }

    /// What stands in the parentheses of a row. A query is one of its fields.
    private mutating func rowFields(_ context: QueryContext) throws(ParseFailure) -> [Expression] {
        try nested { parser throws(ParseFailure) in
            try parser.expect(.leftParenthesis)
            var fields = [try parser.queryOrValue(context.insideParentheses)]
            while parser.accept(.comma) {
                if context == .query { throw parser.noQuery(at: parser.location(of: parser.index - 1)) }
                fields.append(try parser.expression(context))
            }
            try parser.expect(.rightParenthesis)
            return fields
        }
    }

    /// A query in parentheses, or a list of values.
    mutating func queryOrList(_ context: QueryContext) throws(ParseFailure) -> QueryOrList {
        let values = try rowFields(context)
        if values.count == 1, case .subquery(let query) = values[0].kind { return .query(query) }
        return .list(values)
    }

    private mutating func cursor(_ context: QueryContext) throws(ParseFailure) -> Expression {
        let start = index
        guard context.allowsCursor else { throw mistake("CURSOR is not allowed here.", at: location(of: start)) }
        advance()
        let operand = try expression(.query)
        guard case .subquery(let query) = operand.kind else { throw noQuery(at: operand.location) }
        return Expression(.collected(.cursor, query), at: location(from: start))
    }

    // MARK: Constructors

    /// `ARRAY[..]`, `ARRAY(..)`, `ARRAY(SELECT ..)`, MAP and MULTISET likewise; nil where MAP is a name.
    private mutating func collection(_ keyword: Keyword) throws(ParseFailure) -> Expression? {
        let start = index
        let opening = token(ahead: 1).kind
        if keyword == .MAP, opening != .leftBracket, opening != .leftParenthesis { return nil }
        advance()
        if accept(.leftBracket) {
            let isEmpty = keyword != .MULTISET && accept(.rightBracket)
            let context = keyword == .ARRAY ? QueryContext.subquery : .value
            let values = isEmpty ? [] : try openList { parser throws(ParseFailure) in try parser.expression(context) }
            if !isEmpty { try expect(.rightBracket) }
            let location = location(from: start)
            switch keyword {
            case .ARRAY: return Expression(.array(values), at: location)
            case .MAP: return Expression(.map(values), at: location)
            default: return Expression(.multiset(values), at: location)
            }
        }
        if keyword != .MULTISET, at(.leftParenthesis), token(ahead: 1).kind == .rightParenthesis {
            index += 2
            return listInParentheses(keyword, [], from: start)
        }
        switch try queryOrList(keyword == .MULTISET ? .query : .any) {
        case .query(let query):
            let constructor = CollectionConstructor(rawValue: keyword.spelling) ?? .array
            return Expression(.collected(constructor, query), at: location(from: start))
        case .list(let values):
            return listInParentheses(keyword, values, from: start)
        }
    }

    /// `ARRAY(1, 2)`, a function of other systems.
    private mutating func listInParentheses(_ keyword: Keyword, _ values: [Expression], from start: Int) -> Expression {
        let location = location(from: start)
        refuse("No match found for function signature \(keyword.spelling).", hint: "Write \(keyword.spelling)[..].", at: location)
        return Expression(.array(values), at: location)
    }

    private mutating func period() throws(ParseFailure) -> Expression {
        let start = index
        advance()
        try expect(.leftParenthesis)
        let first = try expression()
        try expect(.comma)
        let second = try expression()
        try expect(.rightParenthesis)
        return Expression(.period(first, second), at: location(from: start))
    }

    // MARK: CASE and CAST

    private mutating func caseExpression() throws(ParseFailure) -> Expression {
        let start = index
        advance()
        var result = CaseExpression(branches: [])
        do {
            if !at(.WHEN) { result.operand = try expression() }
            try expect(.WHEN)
        } catch {
            var failure = error
            failure.isCertain = true
            throw failure
        }
        repeat {
            let conditions = try openList { parser throws(ParseFailure) in try parser.expression() }
            try expect(.THEN)
            result.branches.append(CaseExpression.Branch(conditions: conditions, result: try expression()))
        } while accept(.WHEN)
        if accept(.ELSE) { result.otherwise = try expression() }
        try expect(.END)
        return Expression(.case(result), at: location(from: start))
    }

    private mutating func cast() throws(ParseFailure) -> Expression {
        let start = index
        let isTry = token.keyword != .CAST
        if token.keyword == .SAFE_CAST {
            refuse("SAFE_CAST is not supported.", hint: "Write TRY_CAST.", phase: .plan, at: location(of: index))
        }
        advance()
        try expect(.leftParenthesis)
        let operand = try expression()
        try expect(.AS)
        let type: TypeSyntax
        if at(.INTERVAL) {
            let typeStart = index
            advance()
            type = TypeSyntax(.interval(try intervalQualifier()), at: location(from: typeStart))
        } else {
            type = try unmarkedType()
        }
        try expect(.rightParenthesis)
        return Expression(.cast(CastExpression(operand: operand, type: type, isTry: isTry)), at: location(from: start))
    }

    // MARK: Rarely seen

    /// `NEXT VALUE FOR s`, `CURRENT VALUE FOR s`
    private mutating func sequenceValue() throws(ParseFailure) -> Expression? {
        guard keyword(ahead: 1) == .VALUE else { return nil }
        let start = index
        let access: SequenceAccess = token.keyword == .NEXT ? .next : .current
        index += 2
        try expect(.FOR)
        return Expression(.sequenceValue(access, try qualifiedName()), at: location(from: start))
    }

    /// `RUNNING x`, `FINAL x`; nil where FINAL is a name.
    private mutating func runningOrFinal(_ keyword: Keyword) throws(ParseFailure) -> Expression? {
        let start = index
        if keyword == .FINAL, !beginsValue(ahead: 1) { return nil }
        advance()
        let operand = try value(.value)
        return Expression(keyword == .RUNNING ? .running(operand) : .final(operand), at: location(from: start))
    }

    /// Whether a token, behind a word that may be a name, begins a value and not what follows a name.
    private func beginsValue(ahead count: Int) -> Bool {
        let token = token(ahead: count)
        switch token.kind {
        case .integer, .decimal, .approximate, .string, .binaryString, .question: return true
        case .word:
            return isIdentifier(ahead: count) && self.token(ahead: count + 1).kind == .leftParenthesis || token.keyword == .CASE
        default: return false
        }
    }

    /// `SPECIFIC f(..)` is the call alone; `NEW f(..)` makes an object, which Flink does not know.
    private mutating func markedCall(_ keyword: Keyword) throws(ParseFailure) -> Expression {
        let start = index
        let call = try looking(keyword == .SPECIFIC ? 3 : 0) { parser throws(ParseFailure) in
            parser.advance()
            return try parser.namedCall(try parser.qualifiedName(), from: start)
        }
        if keyword == .NEW { refuse("NEW is not supported.", at: location(from: start)) }
        return call
    }

    /// `{d '..'}`, `{t '..'}`, `{ts '..'}` and `{fn f(..)}` of JDBC.
    private mutating func braced() throws(ParseFailure) -> Expression {
        let start = index
        let word = text(of: token(ahead: 1)).lowercased()
        switch word {
        case "d", "t", "ts":
            guard token(ahead: 2).kind == .string else { throw ParseFailure(at: min(start + 2, tokens.count - 1), place: start) }
            index += 2
            let text = StringDecoding.plain(source[token.bytes])
            advance()
            try expect(.rightBrace)
            let literal: Literal = word == "d" ? .date(text) : word == "t" ? .time(text) : .timestamp(text)
            return Expression(.literal(literal), at: location(from: start))
        case "fn":
            index += 2
            let call = try atom()
            guard case .call = call.kind else { throw ParseFailure(at: index) }
            try expect(.rightBrace)
            refuse("Functions of JDBC are not supported.", hint: "Write the call without {fn }.", at: location(from: start))
            return call
        default:
            throw ParseFailure(at: start)
        }
    }
}
