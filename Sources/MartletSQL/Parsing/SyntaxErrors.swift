import MartletCore

/// Turns failures of the parser into errors that a user can act on.
struct SyntaxErrors {
    let tokens: [Token]
    let source: [UInt8]

    func error(for failure: ParseFailure, expected: [String]) -> MartletError {
        let cause = tokens[failure.cause]
        return MartletError(
            message(at: cause, expected: expected), hint: hint(for: failure, expected: expected), phase: .parse,
            at: tokens[failure.place].range)
    }

    private func message(at token: Token, expected: [String]) -> String {
        switch token.kind {
        case .unclosed: return "A quote is opened and not closed."
        case .unclosedComment: return "A comment is opened and not closed."
        case .doubleQuote, .invalid: return "The character \(text(of: token)) has no meaning in SQL."
        default: break
        }
        let wanted = choice(of: expected)
        switch (token.kind, wanted) {
        case (.end, let wanted?): return "Expected \(wanted), but the statement ends here."
        case (.end, nil): return "The statement ends too early."
        case (_, let wanted?): return "Expected \(wanted), but found \(quoted(token))."
        case (_, nil): return "Did not expect \(quoted(token)) here."
        }
    }

    /// `A, B or C`, cut where it gets too long to be read.
    private func choice(of expected: [String]) -> String? {
        let limit = 8
        var words = expected.filter { $0 != Token.Kind.end.rawValue || expected.count == 1 }
        guard let last = words.popLast() else { return nil }
        if words.isEmpty { return last }
        if words.count < limit { return words.joined(separator: ", ") + " or " + last }
        return words.prefix(limit).joined(separator: ", ") + ", …"
    }

    private func hint(for failure: ParseFailure, expected: [String]) -> String? {
        let index = failure.cause
        let token = tokens[index]
        if token.kind == .doubleQuote { return "Texts stand in single quotes ('text'), names in backquotes (`name`)." }
        let keywords = expected.flatMap { $0.split(separator: " ") }.map(String.init).filter { Keyword($0) != nil }
        if let guess = suggestion(for: token, among: keywords) { return guess }
        // A misspelt keyword is often taken for a name, and only the word behind it does not fit.
        if index > 0, let guess = suggestion(for: tokens[index - 1], among: keywords) { return guess }
        if token.isReserved, expected.contains(where: { $0 == Token.Kind.word.rawValue || $0 == Parser.expressionExpectation }) {
            return reservedHint(for: token)
        }
        // `SELECT timestamp FROM`: a word that only begins something longer was meant as a name.
        let place = tokens[failure.place]
        let beginsMore = failure.place + 1 == index && expected.allSatisfy { $0 == Token.Kind.leftParenthesis.rawValue }
        return place.isReserved && beginsMore ? reservedHint(for: place) : nil
    }

    private func reservedHint(for token: Token) -> String {
        "\(text(of: token)) is a reserved word. To use it as a name, write `\(text(of: token))`."
    }

    private func suggestion(for token: Token, among keywords: [String]) -> String? {
        guard token.kind == .word, token.bytes.count > 2 else { return nil }
        let word = text(of: token)
        guard let guess = didYouMean(word, among: keywords), !keywords.contains(word.uppercased()) else { return nil }
        return guess
    }

    private func text(of token: Token) -> String { String(decoding: source[token.bytes], as: UTF8.self) }

    private func quoted(_ token: Token) -> String {
        token.isReserved ? text(of: token).uppercased() : "'\(text(of: token))'"
    }
}
