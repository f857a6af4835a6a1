import MartletCore

// SELECT and the clauses of its own.
extension Parser {
    mutating func select() throws(ParseFailure) -> Select {
        let start = index
        try expect(.SELECT)
        let hints = try hints()
        let isStream = accept(.STREAM)
        let isDistinct = accept(.DISTINCT)
        if !isDistinct { _ = accept(.ALL) }
        let items = try list { parser throws(ParseFailure) in try parser.selectItem() }
        var select = Select(hints: hints, isStream: isStream, isDistinct: isDistinct, items: items, location: location(from: start))
        if accept(.FROM) {
            select.from = try fromClause()
            if accept(.WHERE) { select.where = try expression() }
            if at(.GROUP) { select.groupBy = try groupBy() }
            if accept(.HAVING) { select.having = try expression() }
            if accept(.WINDOW) { select.windows = try openList { parser throws(ParseFailure) in try parser.namedWindow() } }
            if accept(.QUALIFY) { select.qualify = try expression() }
        }
        select.location = location(from: start)
        return select
    }

    private mutating func selectItem() throws(ParseFailure) -> SelectItem {
        let start = index
        let kind: SelectItem.Kind
        note("'*'")
        if token.kind == .star {
            advance()
            kind = .star
        } else if let name = qualifiedStar() {
            kind = .qualifiedStar(name)
        } else {
            kind = .expression(try expression(), alias: nil)
        }
        let alias = try selectAlias()
        guard let alias else { return SelectItem(kind: kind, location: location(from: start)) }
        if case .expression(let expression, _) = kind {
            return SelectItem(kind: .expression(expression, alias: alias), location: location(from: start))
        }
        refuse("A * cannot have a name.", at: alias.location)
        return SelectItem(kind: kind, location: location(from: start))
    }

    private mutating func selectAlias() throws(ParseFailure) -> Identifier? {
        let hasAs = accept(.AS)
        if token.kind == .string {
            throw mistake("A name is expected, not a text.", hint: "Names are quoted with backquotes: `name`.", at: location(of: index))
        }
        return hasAs || isIdentifier(ahead: 0) ? try identifier() : nil
    }

    /// `t.*`; nil, and stays, if something else comes.
    private mutating func qualifiedStar() -> QualifiedName? {
        var offset = 0
        while isIdentifier(ahead: offset), token(ahead: offset + 1).kind == .dot {
            if token(ahead: offset + 2).kind == .star {
                let parts = stride(from: 0, through: offset, by: 2).map { step in
                    let token = tokens[index + step]
                    let name =
                        token.kind == .quotedName ? StringDecoding.plain(source[token.bytes], quote: UInt8(ascii: "`")) : text(of: token)
                    return Identifier(name, at: Location(token.range))
                }
                let name = QualifiedName(parts, at: Location(token.start, tokens[index + offset].last))
                index += offset + 3
                return name
            }
            offset += 2
        }
        return nil
    }

    // MARK: Hints

    /// `/*+ A(..), B */`
    mutating func hints() throws(ParseFailure) -> [Hint] {
        guard token.kind == .hintStart else { return [] }
        advance()
        let hints = try list { parser throws(ParseFailure) in try parser.hint() }
        try expect(.hintEnd)
        return hints
    }

    private mutating func hint() throws(ParseFailure) -> Hint {
        let start = index
        let name = try identifier()
        var arguments = Hint.Arguments.none
        if token.kind == .leftParenthesis {
            let opening = index
            do {
                arguments = try hintArguments()
            } catch {
                // Flink chooses what the parentheses hold by the tokens behind the first one.
                let count = tokens[min(opening + 2, tokens.count - 1)].kind == .equal ? 5 : 3
                throw error.cause < opening + count ? ParseFailure(at: error.cause, place: opening + 1) : error
            }
        }
        return Hint(name: name, arguments: arguments, location: location(from: start))
    }

    /// `()`, `('k' = 'v', ..)`, `(a, b)`, `('a', 1)`
    private mutating func hintArguments() throws(ParseFailure) -> Hint.Arguments {
        if token(ahead: 1).kind == .rightParenthesis {
            index += 2
            return .none
        }
        if token(ahead: 2).kind == .equal {
            return .options(try parenthesizedList { parser throws(ParseFailure) in try parser.option() })
        }
        if isIdentifier(ahead: 1) { return .list(try identifierList().map(\.name)) }
        return .list(
            try parenthesizedList { parser throws(ParseFailure) in
                guard [.integer, .decimal, .approximate, .minus, .plus].contains(parser.token.kind) else { return try parser.anyString() }
                let start = parser.index
                _ = try parser.number()
                return parser.tokens[start..<parser.index].map(parser.text).joined()
            })
    }

    // MARK: GROUP BY

    private mutating func groupBy() throws(ParseFailure) -> GroupBy {
        let start = index
        try expect(.GROUP, .BY)
        let isDistinct = accept(.DISTINCT)
        if !isDistinct { _ = accept(.ALL) }
        let elements = try openList { parser throws(ParseFailure) in try parser.groupingElement() }
        return GroupBy(isDistinct: isDistinct, elements: elements, location: location(from: start))
    }

    private mutating func groupingElement() throws(ParseFailure) -> GroupBy.Element {
        try nested { parser throws(ParseFailure) in
            if parser.accept(.GROUPING, .SETS) {
                return .groupingSets(
                    try parser.parenthesized { parser throws(ParseFailure) in
                        try parser.openList { parser throws(ParseFailure) in try parser.groupingElement() }
                    })
            }
            if parser.accept(.ROLLUP) { return .rollup(try parser.groupedExpressions()) }
            if parser.accept(.CUBE) { return .cube(try parser.groupedExpressions()) }
            if parser.token.kind == .leftParenthesis, parser.token(ahead: 1).kind == .rightParenthesis {
                parser.index += 2
                return .set([])
            }
            return try parser.groupedExpression()
        }
    }

    private mutating func groupedExpressions() throws(ParseFailure) -> [GroupBy.Element] {
        try parenthesized { parser throws(ParseFailure) in
            try parser.openList { parser throws(ParseFailure) in try parser.groupedExpression() }
        }
    }

    /// An expression, or several in parentheses.
    private mutating func groupedExpression() throws(ParseFailure) -> GroupBy.Element {
        let isParenthesized = token.kind == .leftParenthesis
        let expression = try expression()
        if isParenthesized, case .row(let values) = expression.kind { return .set(values) }
        return .expression(expression)
    }

    // MARK: Windows

    private mutating func namedWindow() throws(ParseFailure) -> NamedWindow {
        let start = index
        let name = try identifier()
        try expect(.AS)
        let specification = try windowSpecification()
        return NamedWindow(name: name, specification: specification, location: location(from: start))
    }

    /// `(PARTITION BY .. ORDER BY .. ROWS ..)`
    mutating func windowSpecification() throws(ParseFailure) -> WindowSpecification {
        let start = index
        try expect(.leftParenthesis)
        var window = WindowSpecification(location: location(of: start))
        if atIdentifier() { window.base = try identifier() }
        if accept(.PARTITION) {
            try expect(.BY)
            window.partitionBy = try openList { parser throws(ParseFailure) in try parser.expression(.value) }
        }
        if at(.ORDER) { window.orderBy = try orderBy() }
        window.frame = try windowFrame()
        if let allows = acceptAny([.ALLOW: true, .DISALLOW: false]) {
            try expect(.PARTIAL)
            window.allowsPartial = allows
        }
        try expect(.rightParenthesis)
        window.location = location(from: start)
        return window
    }

    private mutating func windowFrame() throws(ParseFailure) -> WindowFrame? {
        let start = index
        guard let unit = acceptAny([.ROWS: WindowFrame.Unit.rows, .RANGE: .range]) else { return nil }
        guard accept(.BETWEEN) else {
            let bound = try windowBound()
            return WindowFrame(unit: unit, start: bound, location: location(from: start))
        }
        let first = try windowBound()
        try expect(.AND)
        let last = try windowBound()
        return WindowFrame(unit: unit, start: first, end: last, location: location(from: start))
    }

    private mutating func windowBound() throws(ParseFailure) -> WindowFrame.Bound {
        if accept(.CURRENT, .ROW) { return .currentRow }
        if accept(.UNBOUNDED, .PRECEDING) { return .unboundedPreceding }
        if accept(.UNBOUNDED, .FOLLOWING) { return .unboundedFollowing }
        let distance = try expression(.value)
        if accept(.PRECEDING) { return .preceding(distance) }
        try expect(.FOLLOWING)
        return .following(distance)
    }
}
