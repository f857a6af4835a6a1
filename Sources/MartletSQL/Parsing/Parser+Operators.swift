import MartletCore

// Operators, by precedence climbing. How tightly they bind is Calcite's table, which differs from standard SQL in places.
extension Parser {
    /// Words that may stand behind a value, as far as they are worth completing.
    private static let operatorWords = [
        "AND", "OR", "IN", "NOT IN", "BETWEEN", "NOT BETWEEN", "LIKE", "NOT LIKE", "SIMILAR TO", "IS NULL", "IS NOT NULL", "IS TRUE",
        "IS FALSE", "IS DISTINCT FROM", "IS NOT DISTINCT FROM",
    ]

    /// The operators that stand between two values.
    private struct Infix {
        var kind: BinaryOperator
        /// Of the operator itself.
        var tokenCount = 1
        /// `NOT SUBMULTISET OF`
        var isNegated = false
        /// A last word that was not looked for yet.
        var last: Keyword?

        var precedence: Int { kind.precedence }
    }

    /// The operators before a value.
    private enum Prefix {
        case plus, minus, not, exists, unique

        var precedence: Int {
            switch self {
            case .plus, .minus: OperatorPrecedence.sign
            case .not: OperatorPrecedence.not
            case .exists, .unique: OperatorPrecedence.sum
            }
        }
    }

    /// An expression.
    mutating func expression(_ context: QueryContext = .subquery) throws(ParseFailure) -> Expression {
        try nested { parser throws(ParseFailure) in
            try parser.operation(OperatorPrecedence.lowest, context)
        }
    }

    /// An operand and all operators behind it that bind at least as tightly as `minimum`.
    private mutating func operation(
        _ minimum: Int, _ context: QueryContext, untilAnd: Bool = false
    ) throws(ParseFailure) -> Expression {
        let operand = try operand(context)
        return try continued(try prefixed(operand), minimum, context, untilAnd: untilAnd)
    }

    // MARK: Operands

    private struct Operand {
        var prefixes: [(Prefix, index: Int)]
        var value: Expression
    }

    /// A value and the operators before it, not yet applied: what binds tighter than they do may follow.
    private mutating func operand(_ context: QueryContext) throws(ParseFailure) -> Operand {
        note(Self.expressionExpectation)
        var prefixes: [(Prefix, index: Int)] = []
        while let prefix = prefix() {
            if context == .query { throw noQuery(at: location(of: index)) }
            prefixes.append((prefix, index))
            advance()
            try refuseLongChain(prefixes.count)
        }
        return Operand(prefixes: prefixes, value: try value(context))
    }

    private func prefix() -> Prefix? {
        switch token.kind {
        case .plus: return .plus
        case .minus: return .minus
        case .word:
            switch token.keyword {
            case .NOT: return .not
            case .EXISTS: return .exists
            case .UNIQUE: return .unique
            default: return nil
            }
        default: return nil
        }
    }

    private mutating func prefixed(_ operand: Operand) throws(ParseFailure) -> Expression {
        var result = operand.value
        for (prefix, start) in operand.prefixes.reversed() {
            result = try continued(result, prefix.precedence + 1, .subquery)
            let location = location(from: start)
            result =
                switch prefix {
                case .plus: Expression(.unary(.plus, result), at: location)
                case .minus: Expression(.unary(.minus, result), at: location)
                case .not: Expression(.unary(.not, result), at: location)
                case .exists: Expression(query(of: result, behind: "EXISTS").map { .exists($0) } ?? result.kind, at: location)
                case .unique: Expression(query(of: result, behind: "UNIQUE").map { .unique($0) } ?? result.kind, at: location)
                }
        }
        return result
    }

    /// Flink's parser lets a value through here, and refuses it when it looks at the meaning.
    private mutating func query(of expression: Expression, behind word: String) -> Query? {
        if case .subquery(let query) = expression.kind { return query }
        refuse("\(word) needs a query in parentheses.", at: expression.location)
        return nil
    }

    // MARK: Behind an operand

    /// `left` and the operators behind it that bind at least as tightly as `minimum`.
    ///
    /// - Parameter untilAnd: stop at AND, which ends the lower bound of a BETWEEN.
    private mutating func continued(
        _ left: Expression, _ minimum: Int, _ context: QueryContext, untilAnd: Bool = false
    ) throws(ParseFailure) -> Expression {
        var left = left
        var length = 0
        while let next = try operatorBehind(left, minimum, context, untilAnd: untilAnd) {
            left = next
            length += 1
            try refuseLongChain(length)
        }
        return left
    }

    private func refuseLongChain(_ length: Int) throws(ParseFailure) {
        guard length > Self.maximumChain else { return }
        throw mistake(
            "An expression has more than \(Self.maximumChain) operators in a row.", hint: "IN takes a list of any length.",
            at: location(of: index))
    }

    /// Applies the next operator to what stands before it; nil where none follows.
    private mutating func operatorBehind(
        _ left: Expression, _ minimum: Int, _ context: QueryContext, untilAnd: Bool
    ) throws(ParseFailure) -> Expression? {
        let start = index
        switch token.kind {
        case .leftBracket:
            return try item(of: left)
        case .word:
            if token.keyword == .AND, untilAnd { return nil }
            if let predicate = try predicate(behind: left, minimum, untilAnd: untilAnd) {
                if context == .query { throw noQuery(at: location(of: start)) }
                return predicate
            }
        default: break
        }
        guard let infix = infix(), infix.precedence >= minimum else {
            if isCompleting { for word in Self.operatorWords { note(word) } }
            return nil
        }
        if context == .query { throw noQuery(at: location(of: start)) }
        if let quantified = try quantifiedComparison(infix, behind: left, minimum) { return quantified }
        let operand = try looking(3) { parser throws(ParseFailure) in
            if parser.token.kind == .bangEqual {
                throw parser.mistake("The operator != is not allowed.", hint: "Write <>.", at: parser.location(of: parser.index))
            }
            parser.index += infix.tokenCount
            if let last = infix.last {
                parser.index -= 1
                try parser.expect(last)
            }
            return try parser.operand(.subquery)
        }
        let right = try continued(try prefixed(operand), infix.precedence + 1, .subquery, untilAnd: untilAnd)
        let result = Expression(.binary(infix.kind, left, right), at: left.location.union(right.location))
        return infix.isNegated ? Expression(.unary(.not, result), at: result.location) : result
    }

    /// `a[i]`, and fields of it: `a[i].b`
    private mutating func item(of left: Expression) throws(ParseFailure) -> Expression {
        let start = index
        advance()
        let accessor = token
        if [.OFFSET, .ORDINAL, .SAFE_OFFSET, .SAFE_ORDINAL].contains(token.keyword), token(ahead: 1).kind == .leftParenthesis {
            refuse("No match found for function signature \(text(of: accessor)).", at: location(of: index))
            advance()
        }
        let position = try expression()
        try expect(.rightBracket)
        let item = Expression(.item(left, index: position), at: left.location.union(location(from: start)))
        return try fields(of: item)
    }

    /// `.a.b` behind something other than a name.
    mutating func fields(of value: Expression) throws(ParseFailure) -> Expression {
        var value = value
        while token.kind == .dot, isIdentifier(ahead: 1) {
            advance()
            let name = try identifier()
            value = Expression(.field(value, name), at: value.location.union(name.location))
        }
        return value
    }

    private func infix() -> Infix? {
        switch token.kind {
        case .equal: return Infix(kind: .equal)
        case .notEqual, .bangEqual: return Infix(kind: .notEqual)
        case .less: return Infix(kind: .less)
        case .lessOrEqual: return Infix(kind: .lessOrEqual)
        case .greater: return Infix(kind: .greater)
        case .greaterOrEqual: return Infix(kind: .greaterOrEqual)
        case .plus: return Infix(kind: .add)
        case .minus: return Infix(kind: .subtract)
        case .star: return Infix(kind: .multiply)
        case .slash: return Infix(kind: .divide)
        case .percent: return Infix(kind: .remainder)
        case .concatenation: return Infix(kind: .concatenate)
        case .word: return wordInfix()
        default: return nil
        }
    }

    /// Operators made of words.
    private func wordInfix() -> Infix? {
        switch (token.keyword, keyword(ahead: 1)) {
        case (.AND, _): return Infix(kind: .and)
        case (.OR, _): return Infix(kind: .or)
        case (.OVERLAPS, _): return Infix(kind: .overlaps)
        case (.CONTAINS, _): return Infix(kind: .containsPeriod)
        case (.EQUALS, _): return Infix(kind: .equalsPeriod)
        case (.PRECEDES, _): return Infix(kind: .precedes)
        case (.SUCCEEDS, _): return Infix(kind: .succeeds)
        case (.IMMEDIATELY, .PRECEDES): return Infix(kind: .immediatelyPrecedes, tokenCount: 2)
        case (.IMMEDIATELY, .SUCCEEDS): return Infix(kind: .immediatelySucceeds, tokenCount: 2)
        case (.MEMBER, .OF): return Infix(kind: .memberOf, tokenCount: 2)
        case (.SUBMULTISET, .OF): return Infix(kind: .submultisetOf, tokenCount: 2)
        case (.NOT, .SUBMULTISET) where keyword(ahead: 2) == .OF:
            return Infix(kind: .submultisetOf, tokenCount: 3, isNegated: true)
        case (.IS, .DISTINCT) where keyword(ahead: 2) == .FROM:
            return Infix(kind: .isDistinctFrom, tokenCount: 3)
        case (.IS, .NOT) where keyword(ahead: 2) == .DISTINCT:
            return Infix(kind: .isNotDistinctFrom, tokenCount: 4, last: .FROM)
        case (.MULTISET, .UNION): return multiset(.multisetUnion, all: .multisetUnionAll)
        case (.MULTISET, .INTERSECT): return multiset(.multisetIntersect, all: .multisetIntersectAll)
        case (.MULTISET, .EXCEPT): return multiset(.multisetExcept, all: .multisetExceptAll)
        default: return nil
        }
    }

    /// Operators on multisets keep duplicates unless DISTINCT is said.
    private func multiset(_ distinct: BinaryOperator, all: BinaryOperator) -> Infix {
        switch keyword(ahead: 2) {
        case .DISTINCT: Infix(kind: distinct, tokenCount: 3)
        case .ALL: Infix(kind: all, tokenCount: 3)
        default: Infix(kind: all, tokenCount: 2)
        }
    }

    /// `> ALL (..)`
    private mutating func quantifiedComparison(
        _ infix: Infix, behind left: Expression, _ minimum: Int
    ) throws(ParseFailure) -> Expression? {
        guard infix.precedence == OperatorPrecedence.comparison, infix.tokenCount == 1, token.kind != .word,
            let word = keyword(ahead: 1), let quantifier = QuantifiedComparison.Quantifier(rawValue: word.spelling)
        else { return nil }
        // SOME is a function's name too.
        index += 2
        let against: QuantifiedComparison.Operand
        switch try queryOrList(.queryOrValue) {
        case .query(let query): against = .query(query)
        case .list(let values): against = .list(values)
        }
        let comparison = QuantifiedComparison(operand: left, comparison: infix.kind, quantifier: quantifier, against: against)
        return Expression(.quantified(comparison), at: left.location.union(location(of: index - 1)))
    }

    // MARK: Predicates

    /// IN, BETWEEN, LIKE and IS behind an operand.
    private mutating func predicate(
        behind left: Expression, _ minimum: Int, untilAnd: Bool
    ) throws(ParseFailure) -> Expression? {
        let isNegated = token.keyword == .NOT
        let word = isNegated ? keyword(ahead: 1) : token.keyword
        switch word {
        case .IN where minimum <= OperatorPrecedence.predicate:
            return try inPredicate(left, isNegated)
        case .BETWEEN where minimum <= OperatorPrecedence.predicate:
            return try nested { parser throws(ParseFailure) in try parser.between(left, isNegated) }
        case .LIKE where minimum <= OperatorPrecedence.predicate: return try like(left, .like, isNegated, untilAnd: untilAnd)
        case .ILIKE where minimum <= OperatorPrecedence.predicate: return try like(left, .ilike, isNegated, untilAnd: untilAnd)
        case .RLIKE where minimum <= OperatorPrecedence.predicate: return try like(left, .rlike, isNegated, untilAnd: untilAnd)
        case .SIMILAR where minimum <= OperatorPrecedence.predicate: return try like(left, .similarTo, isNegated, untilAnd: untilAnd)
        case .IS where !isNegated && minimum <= OperatorPrecedence.test: return try isTest(left)
        case .FORMAT where !isNegated && minimum <= OperatorPrecedence.test && keyword(ahead: 1) == .JSON: return try formatJSON(left)
        default: return nil
        }
    }

    private mutating func inPredicate(_ left: Expression, _ isNegated: Bool) throws(ParseFailure) -> Expression {
        let elements = try looking(2) { parser throws(ParseFailure) in
            parser.index += isNegated ? 2 : 1
            return try parser.queryOrList(.queryOrValue)
        }
        let location = left.location.union(self.location(of: index - 1))
        switch elements {
        case .query(let query): return Expression(.inQuery(left, query, negated: isNegated), at: location)
        case .list(let values): return Expression(.inList(left, values, negated: isNegated), at: location)
        }
    }

    private mutating func between(_ left: Expression, _ isNegated: Bool) throws(ParseFailure) -> Expression {
        let start = index
        let (isSymmetric, operand) = try looking(2) { parser throws(ParseFailure) in
            parser.index += isNegated ? 2 : 1
            let isSymmetric = parser.accept(.SYMMETRIC)
            if !isSymmetric { _ = parser.accept(.ASYMMETRIC) }
            return (isSymmetric, try parser.operand(.subquery))
        }
        let low = try continued(try prefixed(operand), OperatorPrecedence.lowest, .subquery, untilAnd: true)
        guard token.keyword == .AND else { throw mistake("BETWEEN needs an AND and an upper bound.", at: location(from: start)) }
        let upper = try looking(3) { parser throws(ParseFailure) in
            parser.advance()
            return try parser.operand(.subquery)
        }
        let high = try continued(try prefixed(upper), OperatorPrecedence.predicate + 1, .subquery)
        let between = BetweenExpression(operand: left, isNegated: isNegated, isSymmetric: isSymmetric, low: low, high: high)
        return Expression(.between(between), at: left.location.union(high.location))
    }

    private mutating func like(
        _ left: Expression, _ matcher: PatternOperator, _ isNegated: Bool, untilAnd: Bool
    ) throws(ParseFailure) -> Expression {
        let operand = try looking(2) { parser throws(ParseFailure) in
            parser.index += isNegated ? 2 : 1
            if matcher == .similarTo { try parser.expect(.TO) }
            return try parser.operand(.subquery)
        }
        let pattern = try continued(try prefixed(operand), OperatorPrecedence.predicate + 1, .subquery, untilAnd: untilAnd)
        var like = LikeExpression(operand: left, matcher: matcher, isNegated: isNegated, pattern: pattern)
        if token.keyword == .ESCAPE {
            like.escape = try looking(2) { parser throws(ParseFailure) in
                parser.advance()
                return try parser.value(.subquery)
            }
        }
        return Expression(.like(like), at: left.location.union(location(of: index - 1)))
    }

    private mutating func isTest(_ left: Expression) throws(ParseFailure) -> Expression? {
        if infix() != nil { return nil }
        return try looking(2) { parser throws(ParseFailure) in
            parser.advance()
            let isNegated = parser.accept(.NOT)
            let test = try parser.truthTest()
            return Expression(.isTest(left, test, negated: isNegated), at: left.location.union(parser.location(of: parser.index - 1)))
        }
    }

    private mutating func truthTest() throws(ParseFailure) -> TruthTest {
        if let test = acceptAny([.NULL: TruthTest.null, .TRUE: .true, .FALSE: .false, .UNKNOWN: .unknown, .EMPTY: .empty]) { return test }
        if accept(.A) {
            try expect(.SET)
            return .aSet
        }
        if token.keyword == .DISTINCT { throw ParseFailure(at: index + 1, place: index) }
        note("DISTINCT FROM")
        try expect(.JSON)
        return acceptAny([.VALUE: TruthTest.jsonValue, .OBJECT: .jsonObject, .ARRAY: .jsonArray, .SCALAR: .jsonScalar]) ?? .json
    }

    /// `x FORMAT JSON [ENCODING UTF8]`: the text of a value is JSON.
    private mutating func formatJSON(_ left: Expression) throws(ParseFailure) -> Expression {
        let start = index
        index += 2
        if accept(.ENCODING) { _ = try expectAny([.UTF8: "UTF8", .UTF16: "UTF16", .UTF32: "UTF32"]) }
        var call = FunctionCall(
            name: QualifiedName(Identifier(FunctionCall.formatJSON, at: location(from: start))), location: location(from: start))
        call.arguments = [CallArgument(value: .expression(left), location: left.location)]
        return Expression(.call(call), at: left.location.union(location(from: start)))
    }

    /// A value where only a query may stand.
    func noQuery(at location: Location) -> ParseFailure {
        mistake("Expected a query, but found a value.", hint: statementHint(), at: location)
    }

    /// What a statement may have been meant to begin with.
    private func statementHint() -> String? {
        guard let first = tokens.first, first.kind == .word, first.keyword == nil else { return nil }
        return didYouMean(text(of: first), among: Keyword.beginningStatements.map(\.spelling))
    }
}

extension Keyword {
    /// The words that a statement may begin with.
    static let beginningStatements: [Keyword] = [
        .SELECT, .WITH, .VALUES, .TABLE, .INSERT, .UPSERT, .UPDATE, .DELETE, .MERGE, .TRUNCATE, .CREATE, .REPLACE, .ALTER, .DROP, .SHOW,
        .DESCRIBE, .DESC, .EXPLAIN, .USE, .SET, .RESET, .ADD, .REMOVE, .LOAD, .UNLOAD, .CALL, .ANALYZE, .STOP, .EXECUTE, .COMPILE,
        .BEGIN, .END,
    ]
}
