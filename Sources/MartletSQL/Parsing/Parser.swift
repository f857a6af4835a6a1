import MartletCore

/// Reads a statement of Flink SQL: recursive descent for what has a beginning word, precedence climbing for operators.
///
/// Every method named after a part of the language reads that part from `index` on, and stops behind it. Where Flink's own parser
/// looks ahead before it commits itself, so do we (`looking`), so that both blame the same place of a wrong statement.
package struct Parser {
    let source: [UInt8]
    let tokens: [Token]
    var index = 0
    /// Of the `?` so far.
    var parameterCount = 0
    /// What is right as text and wrong by its meaning, so that it is said only where the whole text can be read.
    private var refusal: MartletError?
    /// How deep the current expression, query or type lies in others.
    private var depth = 0

    /// The token whose expectations are collected: where a text has failed, in a second run over it, or where it is to be completed.
    private var watched = -1
    private(set) var expected: [String] = []
    /// Collects operators too, which a message would only be longer for.
    private(set) var isCompleting = false

    private init(tokens: [Token], source: [UInt8]) {
        self.tokens = tokens
        self.source = source
    }

    /// The statement that a text is. A semicolon may follow it.
    package static func parse(_ text: String) throws(MartletError) -> Statement {
        try run(text) { parser throws(ParseFailure) in
            let statement = try parser.statement()
            while parser.token.kind == .semicolon { parser.advance() }
            return statement
        }
    }

    /// The expression that a text is.
    package static func parseExpression(_ text: String) throws(MartletError) -> Expression {
        try run(text) { parser throws(ParseFailure) in try parser.expression() }
    }

    /// The data type that a text is, with its nullability.
    package static func parseType(_ text: String) throws(MartletError) -> TypeSyntax {
        try run(text) { parser throws(ParseFailure) in try parser.type() }
    }

    /// What may stand behind the beginning of a statement, in the words of error messages. The tokens end with `end`.
    static func expectations(behind tokens: [Token], of source: [UInt8]) -> [String] {
        var parser = Parser(tokens: tokens, source: source)
        parser.watched = tokens.count - 1
        parser.isCompleting = true
        _ = try? parser.whole { parser throws(ParseFailure) in try parser.statement() }
        return parser.expected
    }

    private static func run<Tree>(_ text: String, _ read: (inout Parser) throws(ParseFailure) -> Tree) throws(MartletError) -> Tree {
        let source = Array(text.utf8)
        var parser = Parser(tokens: Lexer.tokens(of: source), source: source)
        do {
            return try parser.whole(read)
        } catch {
            if let mistake = error.mistake { throw mistake }
            // Only now that the text is wrong is it worth noting what would have been right: read it again, and listen there.
            var listener = Parser(tokens: parser.tokens, source: source)
            listener.watched = error.cause
            _ = try? listener.whole(read)
            throw SyntaxErrors(tokens: parser.tokens, source: parser.source).error(for: error, expected: listener.expected)
        }
    }

    private mutating func whole<Tree>(_ read: (inout Parser) throws(ParseFailure) -> Tree) throws(ParseFailure) -> Tree {
        let tree = try read(&self)
        try expect(.end)
        if let refusal { throw ParseFailure(refusal) }
        return tree
    }
}

// The tokens ahead.
extension Parser {
    /// The next token.
    var token: Token { tokens[index] }

    /// The token behind the next ones.
    func token(ahead count: Int) -> Token { tokens[min(index + count, tokens.count - 1)] }

    func keyword(ahead count: Int) -> Keyword? { token(ahead: count).keyword }

    /// Where the tokens from one up to here stand.
    func location(from start: Int) -> Location {
        Location(tokens[start].start, tokens[max(start, index - 1)].last)
    }

    func location(of index: Int) -> Location { Location(tokens[index].range) }

    func text(of token: Token) -> String { String(decoding: source[token.bytes], as: UTF8.self) }

    /// Remembers what would have been right here, if anybody asks.
    mutating func note(_ expectation: @autoclosure () -> String) {
        guard index == watched else { return }
        let text = expectation()
        if !expected.contains(text) { expected.append(text) }
    }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    // Keywords. `at` asks, `accept` takes what is there, `expect` takes it or fails.

    mutating func at(_ keyword: Keyword) -> Bool {
        if tokens[index].keyword == keyword { return true }
        note(keyword.spelling)
        return false
    }

    mutating func at(_ first: Keyword, _ second: Keyword) -> Bool {
        if tokens[index].keyword == first, self.keyword(ahead: 1) == second { return true }
        note("\(first.spelling) \(second.spelling)")
        return false
    }

    mutating func accept(_ keyword: Keyword) -> Bool {
        guard at(keyword) else { return false }
        advance()
        return true
    }

    /// Takes both words or none.
    mutating func accept(_ first: Keyword, _ second: Keyword) -> Bool {
        guard at(first, second) else { return false }
        index += 2
        return true
    }

    mutating func expect(_ keywords: Keyword...) throws(ParseFailure) {
        for keyword in keywords where !accept(keyword) { throw ParseFailure(at: index) }
    }

    /// Takes one of several words.
    mutating func acceptAny<Choice>(_ choices: KeyValuePairs<Keyword, Choice>) -> Choice? {
        for (keyword, choice) in choices where accept(keyword) { return choice }
        return nil
    }

    mutating func expectAny<Choice>(_ choices: KeyValuePairs<Keyword, Choice>) throws(ParseFailure) -> Choice {
        guard let choice = acceptAny(choices) else { throw ParseFailure(at: index) }
        return choice
    }

    // Signs.

    mutating func at(_ kind: Token.Kind) -> Bool {
        if tokens[index].kind == kind { return true }
        note(kind.rawValue)
        return false
    }

    mutating func accept(_ kind: Token.Kind) -> Bool {
        guard at(kind) else { return false }
        advance()
        return true
    }

    mutating func expect(_ kind: Token.Kind) throws(ParseFailure) {
        if kind == .end, at(.end) { return }
        guard accept(kind) else { throw ParseFailure(at: index) }
    }
}

// What errors call the larger parts of the language.
extension Parser {
    static var statementExpectation: String { "a statement" }
    static var queryExpectation: String { "a query" }
    static var tableExpectation: String { "a table" }
    static var expressionExpectation: String { "an expression" }
    static var typeExpectation: String { "a data type" }
    static var unitExpectation: String { "a unit of time" }
}

// Ways to read.
extension Parser {
    typealias Reading<Tree> = (inout Parser) throws(ParseFailure) -> Tree

    /// Reads an alternative that Flink's parser chooses by the next `count` tokens.
    mutating func looking<Tree>(_ count: Int, _ read: Reading<Tree>) throws(ParseFailure) -> Tree {
        let start = index
        do {
            return try read(&self)
        } catch {
            throw error.chosen(by: count, from: start)
        }
    }

    /// `a, b, c`
    mutating func list<Element>(_ read: Reading<Element>) throws(ParseFailure) -> [Element] {
        var elements = [try read(&self)]
        while accept(.comma) { elements.append(try read(&self)) }
        return elements
    }

    /// `a, b, c` where the comma belongs to the list only if an element follows it.
    mutating func openList<Element>(_ read: Reading<Element>) throws(ParseFailure) -> [Element] {
        var elements = [try read(&self)]
        while at(.comma) {
            elements.append(
                try looking(2) { parser throws(ParseFailure) in
                    parser.advance()
                    return try read(&parser)
                })
        }
        return elements
    }

    /// `(a, b, c)`
    mutating func parenthesizedList<Element>(allowsNone: Bool = false, _ read: Reading<Element>) throws(ParseFailure) -> [Element] {
        try expect(.leftParenthesis)
        if allowsNone, accept(.rightParenthesis) { return [] }
        let elements = try list(read)
        try expect(.rightParenthesis)
        return elements
    }

    /// `(x)`
    mutating func parenthesized<Element>(_ read: Reading<Element>) throws(ParseFailure) -> Element {
        try expect(.leftParenthesis)
        let element = try read(&self)
        try expect(.rightParenthesis)
        return element
    }

    /// Reads something that may hold others of its kind: a text may not nest so deep that the stack ends.
    ///
    /// - Parameter levels: how many levels it counts for, by the stack that reading and planning it take.
    mutating func nested<Tree>(levels: Int = 1, _ read: Reading<Tree>) throws(ParseFailure) -> Tree {
        depth += levels
        defer { depth -= levels }
        if depth > Self.maximumDepth { throw mistake("The statement nests too deep.", at: location(of: index)) }
        return try read(&self)
    }

    /// A pair of parentheses counts as three levels.
    private static var maximumDepth: Int { 300 }

    /// The longest chain of operators without parentheses: every one makes the tree a level deeper.
    static var maximumChain: Int { 1000 }

    /// Notes that what was read has no meaning that Flink knows. Parsing goes on: a mistake of the text comes first.
    mutating func refuse(_ message: String, hint: String? = nil, phase: MartletError.Phase = .validate, at location: Location) {
        if refusal == nil { refusal = MartletError(message, hint: hint, phase: phase, at: location.range) }
    }

    /// A text that can be read but is not allowed.
    func mistake(_ message: String, hint: String? = nil, at location: Location) -> ParseFailure {
        ParseFailure(MartletError(message, hint: hint, phase: .parse, at: location.range))
    }
}
