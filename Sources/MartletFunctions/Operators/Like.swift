import MartletColumns
import MartletCore

extension ScalarFunction {
    static let like = ScalarFunction(
        "LIKE", "Whether a text matches a pattern: `%` stands for any text, `_` for any character.",
        examples: [.init("'abc' LIKE 'a%'", "TRUE"), .init("'a%c' LIKE 'a!%c' ESCAPE '!'", "TRUE")],
        overloads: [
            PatternMatching.overload { pattern, escape in
                let pattern = try LikePattern(pattern, escape: escape)
                return { pattern.matches($0) }
            }
        ])

    static let similarTo = ScalarFunction(
        "SIMILAR TO",
        "Whether a text matches one of SQL's regular expressions: `%` and `_` as with LIKE, and `|`, `*`, `+`, `?`, `{}`, `()`, `[]`.",
        examples: [.init("'abc' SIMILAR TO '(a|x)%'", "TRUE")],
        overloads: [
            PatternMatching.overload { pattern, escape in
                let translated = try SimilarPattern.translated(pattern.string, escape: escape?.string)
                guard let regex = JavaRegex(translated) else { throw MartletError("Invalid regular expression '\(pattern.string)'") }
                let matcher = regex.matcher()
                return { matcher.matches($0) }
            }
        ])
}

/// Operators that match texts against patterns.
private enum PatternMatching {
    /// Tells whether a text matches.
    typealias Matcher = (Utf8) -> Bool

    /// `text LIKE pattern [ESCAPE escape]`. A pattern is compiled once while it stays the same.
    static func overload(_ compile: @escaping @Sendable (_ pattern: Utf8, _ escape: Utf8?) throws -> Matcher) -> Overload {
        Overload([.characterString, .characterString, .characterString], optional: 1, result: { _ in DataType.boolean.notNull }) {
            arguments, _ in
            { call in
                let text = try Operand(call, 0), pattern = try Operand(call, 1)
                let escape = arguments.count > 2 ? try Operand(call, 2) : nil
                var validity = Bitmap.intersection(text.validity(call.count), pattern.validity(call.count))
                if let escape { validity = Bitmap.intersection(validity, escape.validity(call.count)) }
                return try Utf8.withView(text.column) { texts in
                    try Utf8.withView(pattern.column) { patterns in
                        try Utf8.withView(escape?.column ?? pattern.column) { escapes in
                            let text = OperandReader<Utf8>(texts, isConstant: text.isConstant)
                            let pattern = OperandReader<Utf8>(patterns, isConstant: pattern.isConstant)
                            let escapeReader = OperandReader<Utf8>(escapes, isConstant: escape?.isConstant ?? true)
                            var compiled: (pattern: Utf8, escape: Utf8?, matcher: Matcher)?
                            return try Bool.partial(call.count, validity) { row in
                                let (now, nowEscape) = (pattern[row], escape == nil ? nil : escapeReader[row])
                                if let compiled, compiled.pattern == now, compiled.escape == nowEscape {
                                    return compiled.matcher(text[row])
                                }
                                let matcher = try compile(now, nowEscape)
                                compiled = (now, nowEscape, matcher)
                                return matcher(text[row])
                            }
                        }
                    }
                }
            }
        }
    }
}
