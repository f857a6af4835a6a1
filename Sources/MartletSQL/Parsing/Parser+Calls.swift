import MartletCore

// Names and calls of functions.
extension Parser {
    /// A column, or a call if parentheses follow its name.
    mutating func nameOrCall() throws(ParseFailure) -> Expression {
        let start = index
        let name = try qualifiedName()
        if token.kind == .leftParenthesis { return try namedCall(name, from: start) }
        if token.kind == .dot, token(ahead: 1).kind == .star {
            index += 2
            refuse("\(name.names.joined(separator: ".")).* stands in a select list only.", at: location(from: start))
        }
        return Expression(.column(name), at: name.location)
    }

    /// A call of a function whose name is a keyword; nil if the word is a plain name here.
    mutating func callExpression(_ keyword: Keyword) throws(ParseFailure) -> Expression? {
        let start = index
        let hasParenthesis = token(ahead: 1).kind == .leftParenthesis
        if hasParenthesis, let call = try specialCall(keyword) { return call }
        if hasParenthesis, keyword.isReservedFunctionName {
            let name = QualifiedName(Identifier(text(of: token), at: location(of: index)))
            advance()
            return try namedCall(name, from: start)
        }
        if keyword.isContextVariable {
            let location = location(of: index)
            let name = QualifiedName(Identifier(keyword.spelling, at: location))
            advance()
            return Expression(.call(FunctionCall(name: name, hasParentheses: false, location: location)), at: location)
        }
        if keyword.isReservedFunctionName {
            index += 1
            note(Token.Kind.leftParenthesis.rawValue)
            let isType = [.DATE, .TIME, .TIMESTAMP, .DATETIME].contains(keyword)
            throw ParseFailure(at: index, place: start, isCertain: !isType)
        }
        return nil
    }

    /// The parentheses behind a function's name, and what may follow them.
    mutating func namedCall(_ name: QualifiedName, from start: Int) throws(ParseFailure) -> Expression {
        var call = FunctionCall(name: name, location: name.location)
        try arguments(of: &call, .subquery)
        if accept(.IGNORE, .NULLS) {
            call.nullTreatment = .ignore
        } else if accept(.RESPECT, .NULLS) {
            call.nullTreatment = .respect
        }
        if accept(.WITHIN, .DISTINCT) {
            call.withinDistinct = try parenthesized { parser throws(ParseFailure) in
                try parser.openList { parser throws(ParseFailure) in try parser.expression() }
            }
        }
        if accept(.WITHIN) {
            try expect(.GROUP)
            call.withinGroup = try parenthesized { parser throws(ParseFailure) in try parser.orderBy() }
        }
        if accept(.FILTER) {
            call.filter = try parenthesized { parser throws(ParseFailure) in
                try parser.expect(.WHERE)
                return try parser.expression()
            }
        }
        try over(&call)
        call.location = location(from: start)
        return Expression(.call(call), at: call.location)
    }

    /// `OVER w`, `OVER (..)`
    mutating func over(_ call: inout FunctionCall) throws(ParseFailure) {
        guard accept(.OVER) else { return }
        if atIdentifier() {
            call.over = .window(try identifier())
        } else {
            call.over = .specification(try windowSpecification())
        }
    }

    /// `([DISTINCT | ALL] a, b => c ..)`
    mutating func arguments(of call: inout FunctionCall, _ context: QueryContext) throws(ParseFailure) {
        let name = call.name.simpleName?.uppercased() ?? ""
        if at(.leftParenthesis), token(ahead: 1).kind == .star {
            index += 1
            call.arguments = [CallArgument(value: .star, location: location(of: index))]
            advance()
            return try expect(.rightParenthesis)
        }
        if at(.leftParenthesis), token(ahead: 1).kind == .rightParenthesis, !Self.needingArguments.contains(name) {
            index += 2
            return
        }
        try expect(.leftParenthesis)
        call.quantifier = acceptAny([.DISTINCT: FunctionCall.Quantifier.distinct, .ALL: .all])
        call.arguments = try argumentList(context)
        if name == "ARRAY_AGG" {
            if accept(.IGNORE, .NULLS) { call.nullTreatment = .ignore }
            if accept(.RESPECT, .NULLS) { call.nullTreatment = .respect }
            if at(.ORDER) { call.orderBy = try orderBy() }
        }
        try expect(.rightParenthesis)
    }

    /// Functions whose parentheses the grammar does not leave empty.
    private static let needingArguments: Set<String> = [
        "ARRAY_AGG", "PERCENTILE_CONT", "PERCENTILE_DISC", "DATE", "TIME", "TIMESTAMP", "DATETIME",
    ]

    /// `(a, b)` where nothing may stand but arguments.
    mutating func callArguments(_ context: QueryContext) throws(ParseFailure) -> [CallArgument] {
        try expect(.leftParenthesis)
        if accept(.rightParenthesis) { return [] }
        let arguments = try argumentList(context)
        try expect(.rightParenthesis)
        return arguments
    }

    private mutating func argumentList(_ context: QueryContext) throws(ParseFailure) -> [CallArgument] {
        var arguments = [try argument(context, isFirst: true)]
        while accept(.comma) { arguments.append(try argument(context, isFirst: false)) }
        return arguments
    }

    private mutating func argument(_ context: QueryContext, isFirst: Bool) throws(ParseFailure) -> CallArgument {
        let start = index
        var name: Identifier?
        if isIdentifier(ahead: 0), token(ahead: 1).kind == .arrow {
            name = try identifier()
            advance()
        }
        let value = try argumentValue(context, isFirst: isFirst)
        return CallArgument(name: name, value: value, location: location(from: start))
    }

    private mutating func argumentValue(_ context: QueryContext, isFirst: Bool) throws(ParseFailure) -> CallArgument.Value {
        let start = index
        if accept(.DEFAULT) { return .default }
        if token.keyword == .MODEL, isIdentifier(ahead: 1) {
            advance()
            return .model(try qualifiedName())
        }
        if token.keyword == .DESCRIPTOR, token(ahead: 1).kind == .leftParenthesis, let columns = try descriptor() {
            return .descriptor(columns)
        }
        if token.keyword == .TABLE, isIdentifier(ahead: 1) {
            advance()
            let table = try qualifiedName()
            return .table(try tableArgument(.table(table), from: start))
        }
        let value = isFirst ? try queryOrValue(context.insideParentheses) : try expression(context)
        guard case .subquery(let query) = value.kind else {
            if isFirst, at(.PARTITION) || at(.ORDER) {
                refuse("Only a table can be partitioned and ordered.", at: value.location)
                _ = try tableArgument(.table(QualifiedName([], at: value.location)), from: start)
            }
            return .expression(value)
        }
        if isFirst, at(.PARTITION) || at(.ORDER) {
            return .table(try tableArgument(.query(query), from: start))
        }
        // A table function takes a query as a table, any other function as a value.
        return context.allowsCursor ? .query(query) : .expression(value)
    }

    private mutating func tableArgument(_ source: TableArgument.Source, from start: Int) throws(ParseFailure) -> TableArgument {
        var argument = TableArgument(source: source, location: location(from: start))
        if accept(.PARTITION) {
            try expect(.BY)
            argument.partitionBy = try identifierOrList().map { Expression(.column(QualifiedName($0)), at: $0.location) }
        }
        if accept(.ORDER) {
            try expect(.BY)
            if token.kind == .leftParenthesis {
                argument.orderBy = try parenthesizedList { parser throws(ParseFailure) in try parser.sortItem() }
            } else {
                argument.orderBy = [try sortItem()]
            }
        }
        argument.location = location(from: start)
        return argument
    }

    /// `DESCRIPTOR(a, b)`; nil, and stays, where something else than columns stands in it.
    private mutating func descriptor() throws(ParseFailure) -> [DescriptorColumn]? {
        var offset = 2
        while isIdentifier(ahead: offset), token(ahead: offset + 1).kind == .comma { offset += 2 }
        guard isIdentifier(ahead: offset), token(ahead: offset + 1).kind == .rightParenthesis,
            [.comma, .rightParenthesis, .end].contains(token(ahead: offset + 2).kind)
        else { return nil }
        advance()
        return try identifierList().map { DescriptorColumn(name: $0, location: $0.location) }
    }
}

extension Keyword {
    /// Reserved, and a function's name before a parenthesis.
    var isReservedFunctionName: Bool {
        switch self {
        case .ABS, .AVG, .CARDINALITY, .CEILING, .CHAR, .CHAR_LENGTH, .CHARACTER_LENGTH, .COALESCE, .COLLECT, .COVAR_POP, .COVAR_SAMP,
            .CUME_DIST, .COUNT, .CURRENT_DATE, .CURRENT_TIME, .CURRENT_TIMESTAMP, .DENSE_RANK, .ELEMENT, .EVERY, .EXP, .FIRST_VALUE, .FLOOR,
            .FUSION, .INTERSECTION, .GROUPING, .HOUR, .LAG, .LEAD, .LEFT, .LAST_VALUE, .LN, .LOCALTIME, .LOCALTIMESTAMP, .LOWER, .MAX,
            .MIN, .MINUTE, .MOD, .MONTH, .NTH_VALUE, .NTILE, .NULLIF, .OCTET_LENGTH, .PERCENTILE_CONT, .PERCENTILE_DISC, .PERCENT_RANK,
            .POWER, .RANK, .REGR_COUNT, .REGR_SXX, .REGR_SYY, .RIGHT, .ROW_NUMBER, .SECOND, .SOME, .SQRT, .STDDEV_POP, .STDDEV_SAMP, .SUM,
            .UPPER, .TRUNCATE, .USER, .VAR_POP, .VAR_SAMP, .YEAR, .DATE, .TIME, .TIMESTAMP, .DATETIME:
            true
        default: false
        }
    }

    /// A function that is called without parentheses.
    var isContextVariable: Bool {
        switch self {
        case .CURRENT_CATALOG, .CURRENT_DATE, .CURRENT_DEFAULT_TRANSFORM_GROUP, .CURRENT_PATH, .CURRENT_ROLE, .CURRENT_SCHEMA,
            .CURRENT_TIME,
            .CURRENT_TIMESTAMP, .CURRENT_USER, .LOCALTIME, .LOCALTIMESTAMP, .SESSION_USER, .SYSTEM_USER, .USER:
            true
        default: false
        }
    }
}
