import MartletCore

// Names.
extension Parser {
    /// A name of one part: a word that is not reserved, or anything in backquotes.
    mutating func identifier() throws(ParseFailure) -> Identifier {
        guard atIdentifier() else { throw ParseFailure(at: index) }
        let token = token
        let name: String
        if token.kind == .quotedName {
            name = StringDecoding.plain(source[token.bytes], quote: UInt8(ascii: "`"))
        } else {
            name = text(of: token)
        }
        let location = location(of: index)
        guard name.utf16.count <= Self.maximumNameLength else {
            throw mistake("The name \(name) is longer than \(Self.maximumNameLength) characters.", at: location)
        }
        advance()
        return Identifier(name, at: location)
    }

    /// As in Flink.
    private static var maximumNameLength: Int { 256 }

    mutating func atIdentifier() -> Bool {
        if isIdentifier(ahead: 0) { return true }
        note(Token.Kind.word.rawValue)
        return false
    }

    /// Whether a token may be a name.
    func isIdentifier(ahead count: Int) -> Bool {
        let token = token(ahead: count)
        return token.kind == .quotedName || token.kind == .word && !token.isReserved
    }

    /// `a.b.c`
    mutating func qualifiedName() throws(ParseFailure) -> QualifiedName {
        let start = index
        var parts = [try identifier()]
        while isDotBeforeName() {
            advance()
            parts.append(try identifier())
        }
        return QualifiedName(parts, at: location(from: start))
    }

    /// A dot is a name's only if a name follows it.
    private mutating func isDotBeforeName() -> Bool {
        token.kind == .dot && isIdentifier(ahead: 1)
    }

    /// `(a, b, c)`
    mutating func identifierList() throws(ParseFailure) -> [Identifier] {
        try parenthesizedList { parser throws(ParseFailure) in try parser.identifier() }
    }

    /// `a` or `(a, b)`
    mutating func identifierOrList() throws(ParseFailure) -> [Identifier] {
        if token.kind == .leftParenthesis { return try identifierList() }
        return [try identifier()]
    }

    /// `[AS] name`
    mutating func optionalAlias() throws(ParseFailure) -> Identifier? {
        if accept(.AS) { return try identifier() }
        return isIdentifier(ahead: 0) ? try identifier() : nil
    }

    mutating func ifExists() -> Bool { accept(.IF, .EXISTS) }

    mutating func ifNotExists() -> Bool {
        guard at(.IF), keyword(ahead: 1) == .NOT, keyword(ahead: 2) == .EXISTS else { return false }
        index += 3
        return true
    }
}
