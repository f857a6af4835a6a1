import MartletCore

// Functions with a syntax of their own. They become plain calls; `FunctionCall` says how.
extension Parser {
    /// A call of a function with its own syntax; nil for all others.
    mutating func specialCall(_ keyword: Keyword) throws(ParseFailure) -> Expression? {
        let start = index
        let name = QualifiedName(Identifier(text(of: token), at: location(of: index)))
        var call = FunctionCall(name: name, location: name.location)
        switch keyword {
        case .EXTRACT: try special(&call) { parser throws(ParseFailure) in try parser.extractArguments() }
        case .POSITION: try special(&call) { parser throws(ParseFailure) in try parser.positionArguments() }
        case .OVERLAY: try special(&call) { parser throws(ParseFailure) in try parser.overlayArguments() }
        case .SUBSTRING: try special(&call) { parser throws(ParseFailure) in try parser.substringArguments() }
        case .TRIM: try special(&call) { parser throws(ParseFailure) in try parser.trimArguments() }
        case .CONVERT, .TRANSLATE: try special(&call) { parser throws(ParseFailure) in try parser.translateArguments(keyword) }
        case .FLOOR, .CEIL, .CEILING:
            try special(&call) { parser throws(ParseFailure) in try parser.roundingArguments() }
            try over(&call)
        case .TIMESTAMPADD, .TIMESTAMPDIFF:
            try special(&call) { parser throws(ParseFailure) in try parser.mixedArguments([.unit, .value, .value]) }
        case .DATE_DIFF, .DATETIME_DIFF, .TIMESTAMP_DIFF, .TIME_DIFF:
            try special(&call) { parser throws(ParseFailure) in try parser.mixedArguments([.value, .value, .unit]) }
        case .DATETIME_TRUNC, .TIMESTAMP_TRUNC, .TIME_TRUNC:
            try special(&call) { parser throws(ParseFailure) in try parser.mixedArguments([.value, .unit]) }
        case .DATE_TRUNC:
            try special(&call) { parser throws(ParseFailure) in try parser.mixedArguments([.value, .unitOrValue]) }
        case .CONTAINS_SUBSTR:
            try special(&call) { parser throws(ParseFailure) in try parser.mixedArguments([.value, .value]) }
        case .FIRST, .LAST, .PREV, .NEXT:
            try special(&call) { parser throws(ParseFailure) in try parser.navigationArguments() }
        case .CLASSIFIER, .MATCH_NUMBER:
            try special(&call) { _ throws(ParseFailure) in [] }
        case .JSON_EXISTS, .JSON_VALUE, .JSON_QUERY, .JSON_OBJECT, .JSON_OBJECTAGG, .JSON_ARRAY, .JSON_ARRAYAGG:
            try jsonCall(&call, keyword)
        default: return nil
        }
        call.location = location(from: start)
        return Expression(.call(call), at: call.location)
    }

    /// Reads arguments between the parentheses behind the function's name.
    private mutating func special(_ call: inout FunctionCall, _ read: Reading<[CallArgument]>) throws(ParseFailure) {
        advance()
        call.arguments = try nested { parser throws(ParseFailure) in try parser.parenthesized(read) }
    }

    mutating func valueArgument(_ context: QueryContext = .subquery) throws(ParseFailure) -> CallArgument {
        let value = try expression(context)
        return CallArgument(value: .expression(value), location: value.location)
    }

    private mutating func unitArgument() throws(ParseFailure) -> CallArgument {
        let start = index
        let unit = try timeUnit()
        return CallArgument(value: .unit(unit), location: location(from: start))
    }

    private enum ArgumentKind { case value, unit, unitOrValue }

    /// Values and units of time, with commas between them.
    private mutating func mixedArguments(_ kinds: [ArgumentKind]) throws(ParseFailure) -> [CallArgument] {
        var arguments: [CallArgument] = []
        for kind in kinds {
            if !arguments.isEmpty { try expect(.comma) }
            switch kind {
            case .value: arguments.append(try valueArgument())
            case .unit: arguments.append(try unitArgument())
            case .unitOrValue:
                let isUnit = token.keyword.flatMap(TimeUnit.part) != nil && token(ahead: 1).kind == .rightParenthesis
                arguments.append(isUnit ? try unitArgument() : try valueArgument())
            }
        }
        return arguments
    }

    /// `YEAR FROM d`
    private mutating func extractArguments() throws(ParseFailure) -> [CallArgument] {
        let unit = try unitArgument()
        try expect(.FROM)
        return [unit, try valueArgument()]
    }

    /// `x IN s [FROM n]`
    private mutating func positionArguments() throws(ParseFailure) -> [CallArgument] {
        let needle = try atom()
        try expect(.IN)
        var arguments = [CallArgument(value: .expression(needle), location: needle.location), try valueArgument()]
        if accept(.FROM) { arguments.append(try valueArgument()) }
        return arguments
    }

    /// `s PLACING x FROM n [FOR m]`
    private mutating func overlayArguments() throws(ParseFailure) -> [CallArgument] {
        var arguments = [try valueArgument()]
        try expect(.PLACING)
        arguments.append(try valueArgument())
        try expect(.FROM)
        arguments.append(try valueArgument())
        if accept(.FOR) { arguments.append(try valueArgument()) }
        return arguments
    }

    /// `s FROM n [FOR m]`, `s, n [, m]`
    private mutating func substringArguments() throws(ParseFailure) -> [CallArgument] {
        var arguments = [try valueArgument()]
        if !accept(.FROM) { try expect(.comma) }
        arguments.append(try valueArgument())
        if accept(.FOR) || accept(.comma) { arguments.append(try valueArgument()) }
        return arguments
    }

    /// `[BOTH | LEADING | TRAILING] [x] FROM s`, `s`
    private mutating func trimArguments() throws(ParseFailure) -> [CallArgument] {
        let side = index
        let flag = acceptAny([.BOTH: "BOTH", .TRAILING: "TRAILING", .LEADING: "LEADING"])
        var characters: CallArgument?
        var text: CallArgument
        if flag != nil, accept(.FROM) {
            text = try valueArgument()
        } else {
            text = try valueArgument()
            if accept(.FROM) { (characters, text) = (text, try valueArgument()) }
        }
        let location = location(of: side)
        return [
            CallArgument(value: .keyword(flag ?? "BOTH"), location: location),
            characters ?? CallArgument(value: .expression(Expression(.literal(.string(" ")), at: location)), location: location),
            text,
        ]
    }

    /// `s USING name`, and the arguments of a plain TRANSLATE.
    private mutating func translateArguments(_ keyword: Keyword) throws(ParseFailure) -> [CallArgument] {
        var arguments = [try valueArgument()]
        if keyword == .CONVERT ? true : at(.USING) {
            try expect(.USING)
            let name = try identifier()
            arguments.append(CallArgument(value: .keyword(name.name), location: name.location))
            return arguments
        }
        while accept(.comma) { arguments.append(try valueArgument()) }
        return arguments
    }

    /// `x`, `t TO DAY`
    private mutating func roundingArguments() throws(ParseFailure) -> [CallArgument] {
        let value = try valueArgument()
        return accept(.TO) ? [value, try unitArgument()] : [value]
    }

    /// `x`, `x, 2` of FIRST, LAST, PREV and NEXT in MATCH_RECOGNIZE.
    private mutating func navigationArguments() throws(ParseFailure) -> [CallArgument] {
        let value = try valueArgument()
        guard accept(.comma) else { return [value] }
        let offset = try number()
        return [value, CallArgument(value: .expression(offset), location: offset.location)]
    }
}
