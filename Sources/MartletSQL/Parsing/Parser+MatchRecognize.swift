import MartletCore

// MATCH_RECOGNIZE.
extension Parser {
    /// `[AS a] MATCH_RECOGNIZE (..)` behind a table, if it is there.
    mutating func matchRecognizeBehind(_ table: TableReference) throws(ParseFailure) -> TableReference {
        let start = index
        var input = table
        if token.keyword == .AS, isIdentifier(ahead: 1), keyword(ahead: 2) == .MATCH_RECOGNIZE {
            advance()
            let name = try identifier()
            input.alias = TableAlias(name: name, columns: [], location: location(from: start))
        }
        guard at(.MATCH_RECOGNIZE) else { return input }
        var match = try looking(index == start ? 3 : 1) { parser throws(ParseFailure) in
            try parser.expect(.MATCH_RECOGNIZE)
            try parser.expect(.leftParenthesis)
            return try parser.matchHead(input)
        }
        if accept(.WITHIN) {
            let start = index
            match.within = Expression(.literal(.interval(try intervalLiteral())), at: location(from: start))
        }
        if accept(.SUBSET) { match.subsets = try list { parser throws(ParseFailure) in try parser.subset() } }
        try expect(.DEFINE)
        match.definitions = try list { parser throws(ParseFailure) in try parser.patternDefinition() }
        try expect(.rightParenthesis)
        return TableReference(.matchRecognize(match), at: table.location.union(location(from: start)))
    }

    /// Everything up to the pattern.
    private mutating func matchHead(_ input: TableReference) throws(ParseFailure) -> MatchRecognize {
        var partitionBy: [Expression] = []
        if accept(.PARTITION) {
            try expect(.BY)
            partitionBy = try openList { parser throws(ParseFailure) in try parser.expression(.value) }
        }
        let orderBy = at(.ORDER) ? try orderBy() : []
        var measures: [MatchRecognize.Measure] = []
        if accept(.MEASURES) { measures = try list { parser throws(ParseFailure) in try parser.measure() } }
        let rows = try rowsPerMatch()
        let skip = try skipClause()
        try expect(.PATTERN)
        try expect(.leftParenthesis)
        let isAnchoredAtStart = accept(.caret)
        let pattern = try rowPattern()
        let isAnchoredAtEnd = accept(.dollar)
        try expect(.rightParenthesis)
        return MatchRecognize(
            input: input, partitionBy: partitionBy, orderBy: orderBy, measures: measures, rowsPerMatch: rows, afterMatch: skip,
            isAnchoredAtStart: isAnchoredAtStart, isAnchoredAtEnd: isAnchoredAtEnd, pattern: pattern, subsets: [], definitions: [])
    }

    private mutating func measure() throws(ParseFailure) -> MatchRecognize.Measure {
        let start = index
        let expression = try expression(.value)
        try expect(.AS)
        let alias = try identifier()
        return MatchRecognize.Measure(expression: expression, alias: alias, location: location(from: start))
    }

    private mutating func rowsPerMatch() throws(ParseFailure) -> MatchRecognize.RowsPerMatch? {
        if accept(.ONE) {
            try expect(.ROW, .PER, .MATCH)
            return .one
        }
        guard accept(.ALL) else { return nil }
        try expect(.ROWS, .PER, .MATCH)
        return .all
    }

    private mutating func skipClause() throws(ParseFailure) -> MatchRecognize.Skip? {
        guard accept(.AFTER) else { return nil }
        try expect(.MATCH, .SKIP)
        if accept(.PAST) {
            try expect(.LAST, .ROW)
            return .pastLastRow
        }
        try expect(.TO)
        if accept(.NEXT, .ROW) { return .toNextRow }
        if token.keyword == .FIRST, isIdentifier(ahead: 1) {
            advance()
            return .toFirst(try identifier())
        }
        if token.keyword == .LAST, isIdentifier(ahead: 1) {
            advance()
            return .toLast(try identifier())
        }
        return .to(try identifier())
    }

    private mutating func subset() throws(ParseFailure) -> MatchRecognize.Subset {
        let start = index
        let name = try identifier()
        try expect(.equal)
        let variables = try identifierList()
        return MatchRecognize.Subset(name: name, variables: variables, location: location(from: start))
    }

    private mutating func patternDefinition() throws(ParseFailure) -> MatchRecognize.Definition {
        let start = index
        let variable = try identifier()
        try expect(.AS)
        let condition = try expression()
        return MatchRecognize.Definition(variable: variable, condition: condition, location: location(from: start))
    }

    // MARK: Patterns

    /// `A B | C`
    private mutating func rowPattern() throws(ParseFailure) -> RowPattern {
        try nested { parser throws(ParseFailure) in
            let start = parser.index
            var alternatives = [try parser.rowSequence()]
            while parser.accept(.bar) { alternatives.append(try parser.rowSequence()) }
            return alternatives.count == 1 ? alternatives[0] : RowPattern(.alternation(alternatives), at: parser.location(from: start))
        }
    }

    private mutating func rowSequence() throws(ParseFailure) -> RowPattern {
        let start = index
        var factors: [RowPattern] = []
        repeat { try appendFactor(to: &factors) } while atPatternPrimary()
        return factors.count == 1 ? factors[0] : RowPattern(.sequence(factors), at: location(from: start))
    }

    private func atPatternPrimary() -> Bool {
        token.kind == .leftParenthesis || token.kind == .leftBrace || token.keyword == .PERMUTE || isIdentifier(ahead: 0)
    }

    /// One part of a sequence, with what says how often it may occur.
    private mutating func appendFactor(to factors: inout [RowPattern]) throws(ParseFailure) {
        let start = index
        let primary = try patternPrimary()
        guard let quantifier = try patternQuantifier() else { return factors.append(primary) }
        factors.append(RowPattern(.quantified(primary, quantifier), at: location(from: start)))
    }

    private mutating func patternQuantifier() throws(ParseFailure) -> RowPattern.Quantifier? {
        var bounds: (Int, Int?)
        if accept(.star) {
            bounds = (0, nil)
        } else if accept(.plus) {
            bounds = (1, nil)
        } else if accept(.question) {
            bounds = (0, 1)
        } else if token.kind == .leftBrace, token(ahead: 1).kind != .minus {
            bounds = try patternBounds()
        } else {
            return nil
        }
        let isReluctant = accept(.question) && bounds.0 != bounds.1
        return RowPattern.Quantifier(minimum: bounds.0, maximum: bounds.1, isReluctant: isReluctant)
    }

    /// `{2}`, `{2,}`, `{,3}`, `{2,3}`
    private mutating func patternBounds() throws(ParseFailure) -> (Int, Int?) {
        try expect(.leftBrace)
        if accept(.comma) {
            let maximum = try integer()
            try expect(.rightBrace)
            return (0, maximum)
        }
        let minimum = try integer()
        var maximum: Int? = minimum
        if accept(.comma) { maximum = token.kind == .integer ? try integer() : nil }
        try expect(.rightBrace)
        return (minimum, maximum)
    }

    private mutating func patternPrimary() throws(ParseFailure) -> RowPattern {
        let start = index
        if accept(.leftParenthesis) {
            let pattern = try rowPattern()
            try expect(.rightParenthesis)
            return pattern
        }
        if accept(.leftBrace) {
            try expect(.minus)
            let pattern = try rowPattern()
            try expect(.minus)
            try expect(.rightBrace)
            return RowPattern(.excluded(pattern), at: location(from: start))
        }
        if accept(.PERMUTE) {
            let patterns = try parenthesizedList { parser throws(ParseFailure) in try parser.rowPattern() }
            return RowPattern(.permute(patterns), at: location(from: start))
        }
        let variable = try identifier()
        return RowPattern(.variable(variable), at: variable.location)
    }
}
