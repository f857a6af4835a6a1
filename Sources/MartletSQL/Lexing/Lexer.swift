import MartletCore

/// Cuts a text into tokens. Spaces and comments (`--`, `//` and `/* */`) fall out, hints (`/*+ */`) stay.
///
/// A mistake is a token too (`invalid`, `unclosed`): what stands before it may be wrong in another way, and that is said first.
struct Lexer {
    private let source: [UInt8]
    private var offset = 0
    private var line = 1
    /// In UTF-16 code units, from 1.
    private var column = 1
    private var tokens: [Token] = []

    init(_ source: [UInt8]) {
        self.source = source
    }

    /// All tokens; the last one is `end`.
    static func tokens(of source: [UInt8]) -> [Token] {
        var lexer = Lexer(source)
        lexer.tokens.reserveCapacity(source.count / 4 + 2)
        lexer.run()
        return lexer.tokens
    }

    private mutating func run() {
        while true {
            skipSpacesAndComments()
            guard offset < source.count else { break }
            scanToken()
        }
        // As in Flink, what is missing at the end is reported at the last character.
        let place = column > 1 ? SourcePosition(line: line, column: column - 1) : tokens.last?.last ?? SourcePosition(line: line, column: 1)
        tokens.append(Token(kind: .end, bytes: offset..<offset, start: place, last: place))
    }

    // MARK: Characters

    private func byte(_ ahead: Int = 0) -> UInt8? {
        offset + ahead < source.count ? source[offset + ahead] : nil
    }

    private func at(_ character: Unicode.Scalar, ahead: Int = 0) -> Bool {
        byte(ahead) == UInt8(ascii: character)
    }

    /// Goes past one character and returns its place.
    @discardableResult
    private mutating func step() -> SourcePosition {
        let place = SourcePosition(line: line, column: column)
        let first = source[offset]
        offset += 1
        switch first {
        case UInt8(ascii: "\n"):
            line += 1
            column = 1
        case UInt8(ascii: "\r"):
            // The line ends with the \n of \r\n.
            if at("\n") { column += 1 } else { (line, column) = (line + 1, 1) }
        case 0..<0x80:
            column += 1
        default:
            while let next = byte(), next & 0xC0 == 0x80 { offset += 1 }
            column += first >= 0xF0 ? 2 : 1
        }
        return place
    }

    private mutating func skipSpacesAndComments() {
        while let next = byte() {
            switch next {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0C:
                step()
            case UInt8(ascii: "-") where at("-", ahead: 1), UInt8(ascii: "/") where at("/", ahead: 1):
                while let next = byte(), next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") { step() }
            case UInt8(ascii: "/") where at("*", ahead: 1) && !at("+", ahead: 2):
                guard skipComment() else { return }
            default:
                return
            }
        }
    }

    /// Goes past `/* .. */`; false, and stays, where nothing closes it.
    private mutating func skipComment() -> Bool {
        let start = (offset, line, column)
        step()
        step()
        while offset < source.count {
            if at("*"), at("/", ahead: 1) {
                step()
                step()
                return true
            }
            step()
        }
        (offset, line, column) = start
        return false
    }

    // MARK: Tokens

    private mutating func scanToken() {
        let start = offset
        let startPlace = SourcePosition(line: line, column: column)
        let kind = scanKind()
        // A token of several lines is a text, and ends with a quote.
        let last = SourcePosition(line: line, column: max(1, column - 1))
        var token = Token(kind: kind, bytes: start..<offset, start: startPlace, last: last)
        if kind == .word, let entry = KeywordTable.shared.entry(of: source[start..<offset]) {
            token.keyword = entry.keyword
            token.isReserved = entry.isReserved
        }
        tokens.append(token)
    }

    private mutating func scanKind() -> Token.Kind {
        let first = source[offset]
        switch first {
        case UInt8(ascii: "'"):
            return scanQuoted(UInt8(ascii: "'")) ? .string : .unclosed
        case UInt8(ascii: "`"):
            return scanBackquoted()
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            return scanNumber()
        case UInt8(ascii: ".") where byte(1).map(Self.isDigit) == true:
            return scanNumber()
        case _ where Self.isNameByte(first):
            return scanWord()
        case 0x80...:
            return isLetter() ? scanWord() : scanInvalid()
        default:
            return scanSign(first)
        }
    }

    private mutating func scanInvalid() -> Token.Kind {
        step()
        return .invalid
    }

    /// Goes past a text in quotes, in which two quotes stand for one. False where nothing closes it: only the quote is taken.
    private mutating func scanQuoted(_ quote: UInt8, backslashEscapes: Bool = false) -> Bool {
        let start = (offset, line, column)
        step()
        while let next = byte() {
            if backslashEscapes, next == UInt8(ascii: "\\"), byte(1) != nil {
                step()
            } else if next == quote {
                if byte(1) != quote {
                    step()
                    return true
                }
                step()
            }
            step()
        }
        (offset, line, column) = start
        step()
        return false
    }

    /// A name in backquotes: not empty, and on one line.
    private mutating func scanBackquoted() -> Token.Kind {
        let start = offset
        guard scanQuoted(UInt8(ascii: "`")) else { return .invalid }
        let content = source[(start + 1)..<(offset - 1)]
        return content.isEmpty || content.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) ? .invalid : .quotedName
    }

    private mutating func skipDigits() {
        while let next = byte(), Self.isDigit(next) { step() }
    }

    private mutating func scanNumber() -> Token.Kind {
        skipDigits()
        var kind = Token.Kind.integer
        if at(".") {
            kind = .decimal
            step()
            skipDigits()
        }
        if at("e") || at("E") {
            let signed = at("+", ahead: 1) || at("-", ahead: 1)
            if byte(signed ? 2 : 1).map(Self.isDigit) == true {
                kind = .approximate
                step()
                if signed { step() }
                skipDigits()
            }
        }
        return kind
    }

    /// A word, or a text with letters before its quote.
    private mutating func scanWord() -> Token.Kind {
        if let kind = scanPrefixedString() { return kind }
        let start = offset
        while let next = byte() {
            if Self.isNameByte(next) || Self.isDigit(next) {
                offset += 1
                column += 1
            } else if next >= 0x80, isLetter() {
                step()
            } else {
                break
            }
        }
        return at("$", ahead: start - offset) && offset == start + 1 ? .dollar : .word
    }

    private mutating func scanPrefixedString() -> Token.Kind? {
        let quote = UInt8(ascii: "'")
        var prefix = 1
        var kind: Token.Kind
        switch source[offset] & 0xDF {
        case UInt8(ascii: "X"): kind = .binaryString
        case UInt8(ascii: "N"): kind = .prefixedString
        case UInt8(ascii: "E"): kind = .escapedString
        case UInt8(ascii: "U"):
            guard at("&", ahead: 1) else { return nil }
            prefix = 2
            kind = .unicodeString
        default:
            guard at("_") else { return nil }
            while let next = byte(prefix), Self.isCharacterSetByte(next) { prefix += 1 }
            kind = .prefixedString
        }
        guard byte(prefix) == quote else { return nil }
        let start = (offset, line, column)
        for _ in 0..<prefix { step() }
        if scanQuoted(quote, backslashEscapes: kind == .escapedString) { return kind }
        // Nothing closes the quote: the prefix is a word of its own, and the quote the mistake.
        (offset, line, column) = start
        return nil
    }

    private mutating func scanSign(_ first: UInt8) -> Token.Kind {
        if first == UInt8(ascii: "/"), at("*", ahead: 1), at("+", ahead: 2) {
            step()
            step()
            step()
            return .hintStart
        }
        if first == UInt8(ascii: "/"), at("*", ahead: 1) {
            step()
            step()
            return .unclosedComment
        }
        if let next = byte(1), let kind = Self.pair(first, next) {
            step()
            step()
            return kind
        }
        step()
        return Self.single(first)
    }

    private static func pair(_ first: UInt8, _ second: UInt8) -> Token.Kind? {
        switch (Unicode.Scalar(first), Unicode.Scalar(second)) {
        case ("<", "="): .lessOrEqual
        case ("<", ">"): .notEqual
        case (">", "="): .greaterOrEqual
        case ("!", "="): .bangEqual
        case ("=", ">"): .arrow
        case ("|", "|"): .concatenation
        case (".", "."): .doubleDot
        case ("*", "/"): .hintEnd
        default: nil
        }
    }

    private static func single(_ byte: UInt8) -> Token.Kind {
        switch Unicode.Scalar(byte) {
        case "(": .leftParenthesis
        case ")": .rightParenthesis
        case "[": .leftBracket
        case "]": .rightBracket
        case "{": .leftBrace
        case "}": .rightBrace
        case ",": .comma
        case ".": .dot
        case ";": .semicolon
        case ":": .colon
        case "=": .equal
        case "<": .less
        case ">": .greater
        case "+": .plus
        case "-": .minus
        case "*": .star
        case "/": .slash
        case "%": .percent
        case "|": .bar
        case "^": .caret
        case "?": .question
        case "\"": .doubleQuote
        default: .invalid
        }
    }
}

// What names are made of.
extension Lexer {
    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// An ASCII character that begins a name.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        let letter = byte & 0xDF
        return (letter >= UInt8(ascii: "A") && letter <= UInt8(ascii: "Z") && byte < 0x80) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "$")
    }

    private static func isCharacterSetByte(_ byte: UInt8) -> Bool {
        isNameByte(byte) && byte != UInt8(ascii: "$") || isDigit(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "-")
    }

    /// Whether the character here, one outside of ASCII, may stand in a name.
    private func isLetter() -> Bool {
        var decoder = UTF8()
        var rest = source[offset...].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return false }
        return Self.letters.contains { $0.contains(scalar.value) }
    }

    /// Flink's (Calcite's) letters outside of ASCII.
    private static let letters: [ClosedRange<UInt32>] = [
        0xC0...0xD6, 0xD8...0xF6, 0xF8...0x1FFF, 0x3040...0x318F, 0x3300...0x337F, 0x3400...0x3D2D, 0x4E00...0x9FFF, 0xF900...0xFAFF,
    ]
}
