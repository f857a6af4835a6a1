import MartletCore

// Constants.
extension Parser {
    /// A constant that begins with a number or a text.
    mutating func literalExpression() throws(ParseFailure) -> Expression {
        let start = index
        let literal: Literal
        switch token.kind {
        case .integer, .decimal, .approximate: literal = numberLiteral()
        default:
            literal = try stringLiteral()
            refusePiecesOnOneLine(from: start)
        }
        return Expression(.literal(literal), at: location(from: start))
    }

    /// Pieces of a text are joined only across lines, as SQL has it.
    private mutating func refusePiecesOnOneLine(from start: Int) {
        for piece in tokens.indices[start..<index].dropFirst() where tokens[piece].kind == .string {
            guard [.string, .prefixedString, .unicodeString, .binaryString].contains(tokens[piece - 1].kind),
                tokens[piece].start.line == tokens[piece - 1].last.line
            else { continue }
            refuse("A text goes on in the same line.", hint: "Write it in one piece, or join pieces with ||.", at: location(of: piece))
        }
    }

    private mutating func numberLiteral() -> Literal {
        let digits = text(of: token)
        let kind = token.kind
        advance()
        switch kind {
        case .integer: return .integer(digits)
        case .decimal: return .decimal(digits)
        default: return .approximate(digits.uppercased())
        }
    }

    /// A number without a sign, or `?`.
    mutating func countOrParameter() throws(ParseFailure) -> Expression {
        let start = index
        note("a number")
        switch token.kind {
        case .integer, .decimal, .approximate: return Expression(.literal(numberLiteral()), at: location(from: start))
        case .question: return try atom()
        default: throw ParseFailure(at: index)
        }
    }

    /// A number without a sign.
    mutating func unsignedNumber() throws(ParseFailure) -> Literal {
        note("a number")
        guard [.integer, .decimal, .approximate].contains(token.kind) else { throw ParseFailure(at: index) }
        return numberLiteral()
    }

    /// A number, possibly with a sign.
    mutating func number() throws(ParseFailure) -> Expression {
        let start = index
        let sign: UnaryOperator? = token.kind == .minus ? .minus : token.kind == .plus ? .plus : nil
        if sign != nil { advance() }
        let numberStart = index
        let number = Expression(.literal(try unsignedNumber()), at: location(from: numberStart))
        guard let sign else { return number }
        return sign == .plus ? number : Expression(.unary(sign, number), at: location(from: start))
    }

    /// Digits that fit a number of the program.
    mutating func integer() throws(ParseFailure) -> Int {
        guard at(.integer) else { throw ParseFailure(at: index) }
        guard let value = Int32(text(of: token)) else {
            throw mistake("The number \(text(of: token)) is too large.", at: location(of: index))
        }
        advance()
        return Int(value)
    }

    /// `'..'` alone: the only texts that options, comments and file names are written as.
    mutating func plainString() throws(ParseFailure) -> String {
        guard at(.string) else { throw ParseFailure(at: index) }
        let text = StringDecoding.plain(source[token.bytes])
        advance()
        return text
    }

    /// A text in any spelling.
    mutating func anyString() throws(ParseFailure) -> String {
        note(Token.Kind.string.rawValue)
        guard [.string, .prefixedString, .unicodeString, .escapedString].contains(token.kind) else { throw ParseFailure(at: index) }
        guard case .string(let text, _) = try stringLiteral() else { throw ParseFailure(at: index) }
        return text
    }

    // MARK: Texts

    /// A text, with the pieces that follow it: `'a' 'b'` is `'ab'`.
    private mutating func stringLiteral() throws(ParseFailure) -> Literal {
        let start = index
        let token = token
        let bytes = source[token.bytes]
        switch token.kind {
        case .binaryString: return try binaryLiteral()
        case .escapedString:
            advance()
            do {
                return .string(try StringDecoding.cEscapes(bytes), characterSet: Self.unicodeSet)
            } catch {
                throw mistake(error.message, at: location(of: start))
            }
        default: break
        }
        var characterSet: String?
        if token.kind == .prefixedString { characterSet = try characterSetName(of: token) }
        if token.kind == .unicodeString { characterSet = Self.unicodeSet }
        var text = ""
        repeat {
            text += StringDecoding.plain(source[self.token.bytes])
            advance()
        } while self.token.kind == .string
        if self.token.keyword == .UESCAPE || token.kind == .unicodeString {
            text = try unescaped(text, isUnicode: token.kind == .unicodeString)
        }
        return .string(text, characterSet: characterSet)
    }

    private mutating func unescaped(_ text: String, isUnicode: Bool) throws(ParseFailure) -> String {
        var escape = UInt16(UInt8(ascii: "\\"))
        let start = index
        if accept(.UESCAPE) {
            let character = Array(try plainString().utf16)
            let location = location(from: start)
            guard isUnicode else { throw mistake("UESCAPE belongs to texts that begin with U&.", at: location) }
            guard character.count == 1 else { throw mistake("UESCAPE takes one character.", at: location) }
            escape = character[0]
        }
        do {
            return try StringDecoding.unicode(text, escape: escape)
        } catch {
            throw mistake(error.message, at: location(of: start - 1))
        }
    }

    /// The name before the quote in `_UTF8'..'`; N stands for Latin-1.
    private func characterSetName(of token: Token) throws(ParseFailure) -> String {
        let name = String(decoding: source[token.bytes].prefix { $0 != UInt8(ascii: "'") }, as: UTF8.self)
        if name.uppercased() == "N" { return "ISO-8859-1" }
        let set = name.dropFirst().uppercased()
        guard Self.characterSets.contains(set) else { throw mistake("The character set \(set) is not known.", at: Location(token.range)) }
        return set
    }

    /// What Flink says that texts with escapes are made of.
    private static var unicodeSet: String { "UTF16" }

    private static let characterSets: Set<String> = [
        "UTF8", "UTF-8", "UTF16", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF32", "UTF-32", "UTF-32LE", "UTF-32BE", "LATIN1", "ISO-8859-1",
        "ASCII", "US-ASCII", "ISO8859_1", "WINDOWS-1252",
    ]

    private mutating func binaryLiteral() throws(ParseFailure) -> Literal {
        var digits = ""
        repeat {
            let piece = StringDecoding.plain(source[token.bytes])
            guard piece.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
                throw mistake("A binary string is made of hexadecimal digits.", at: location(of: index))
            }
            digits += piece.uppercased()
            advance()
        } while token.kind == .string
        if !digits.count.isMultiple(of: 2) {
            refuse("A binary string is made of pairs of hexadecimal digits.", at: location(of: index - 1))
        }
        return .binary(hexadecimal: digits)
    }

    // MARK: Constants that begin with a word

    /// `NULL`, `DATE '..'` and their kin; nil where the word means something else.
    mutating func wordLiteral(_ keyword: Keyword) throws(ParseFailure) -> Expression? {
        let start = index
        switch keyword {
        case .NULL: return keywordLiteral(.null)
        case .TRUE: return keywordLiteral(.boolean(true))
        case .FALSE: return keywordLiteral(.boolean(false))
        case .UNKNOWN: return keywordLiteral(.unknown)
        case .INTERVAL: return try interval()
        default: break
        }
        if keyword == .TIMESTAMP, self.keyword(ahead: 1) == .WITH {
            index += 2
            try expect(.LOCAL, .TIME, .ZONE)
            return Expression(.literal(.timestampWithLocalTimeZone(try plainString())), at: location(from: start))
        }
        guard token(ahead: 1).kind == .string else {
            return keyword == .DECIMAL ? nil : try callExpression(keyword)
        }
        advance()
        let text = try plainString()
        let literal: Literal
        switch keyword {
        case .DATE: literal = .date(text)
        case .TIME: literal = .time(text)
        case .TIMESTAMP: literal = .timestamp(text)
        case .DECIMAL: literal = .decimal(try decimal(text, from: start))
        default:
            refuse("The type DATETIME is not known.", hint: "Write TIMESTAMP.", at: location(of: start))
            literal = .timestamp(text)
        }
        return Expression(.literal(literal), at: location(from: start))
    }

    /// The number in `DECIMAL '..'`
    private func decimal(_ text: String, from start: Int) throws(ParseFailure) -> String {
        let number = text.drop { $0 == " " }
        let digits = number.first == "-" || number.first == "+" ? number.dropFirst() : number
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isNumber = parts.contains { !$0.isEmpty } && parts.allSatisfy { $0.allSatisfy { ("0"..."9").contains($0) } }
        guard isNumber else { throw mistake("'\(text)' is no decimal number.", at: location(from: start)) }
        return String(number)
    }

    private mutating func keywordLiteral(_ literal: Literal) -> Expression {
        let location = location(of: index)
        advance()
        return Expression(.literal(literal), at: location)
    }

    // MARK: Intervals

    /// `INTERVAL '5' DAY`, and `INTERVAL n DAY`, which is n times a day.
    private mutating func interval() throws(ParseFailure) -> Expression {
        let start = index
        advance()
        if let literal = try intervalText() { return Expression(.literal(.interval(literal)), at: location(from: start)) }
        let signIndex = index
        let isNegative = token.kind == .minus
        if isNegative || token.kind == .plus { advance() }
        var value: Expression
        switch token.kind {
        case .leftParenthesis: value = try parenthesized { parser throws(ParseFailure) in try parser.expression() }
        case .integer, .decimal, .approximate: value = try literalExpression()
        default:
            let name = try qualifiedName()
            value = Expression(.column(name), at: name.location)
        }
        if isNegative { value = Expression(.unary(.minus, value), at: location(from: signIndex)) }
        let qualifier = try intervalQualifier(allowsEnd: false)
        let unit = Literal.interval(IntervalLiteral(isNegative: false, text: "1", qualifier: qualifier))
        let location = location(from: start)
        return Expression(.binary(.multiply, value, Expression(.literal(unit), at: qualifier.location)), at: location)
    }

    /// `INTERVAL '..' unit` where nothing else is possible.
    mutating func intervalLiteral() throws(ParseFailure) -> IntervalLiteral {
        try expect(.INTERVAL)
        guard let literal = try intervalText() else {
            note(Token.Kind.string.rawValue)
            throw ParseFailure(at: index)
        }
        return literal
    }

    /// The sign, text and unit behind INTERVAL; nil, and stays, where no text follows.
    private mutating func intervalText() throws(ParseFailure) -> IntervalLiteral? {
        let hasSign = token.kind == .minus || token.kind == .plus
        guard token(ahead: hasSign ? 1 : 0).kind == .string else { return nil }
        let isNegative = token.kind == .minus
        if hasSign { advance() }
        let text = try plainString()
        return IntervalLiteral(isNegative: isNegative, text: text, qualifier: try intervalQualifier())
    }

    /// `DAY`, `DAY(3) TO SECOND(6)`, ..
    mutating func intervalQualifier(allowsEnd: Bool = true) throws(ParseFailure) -> IntervalQualifier {
        let start = index
        note(Self.unitExpectation)
        guard let unit = token.keyword.flatMap(TimeUnit.interval) else { throw ParseFailure(at: index) }
        advance()
        var qualifier = IntervalQualifier(start: unit, at: location(from: start))
        if token.kind == .leftParenthesis {
            advance()
            qualifier.startPrecision = try integer()
            if unit == .second, accept(.comma) { qualifier.fractionalSecondPrecision = try integer() }
            try expect(.rightParenthesis)
        }
        let ends = unit.intervalEnds
        if allowsEnd, !ends.isEmpty, keyword(ahead: 0) == .TO {
            let end = try looking(2) { parser throws(ParseFailure) in
                parser.advance()
                parser.note("a smaller unit of time")
                guard let end = parser.token.keyword.flatMap(TimeUnit.interval), ends.contains(end)
                else { throw ParseFailure(at: parser.index) }
                parser.advance()
                return end
            }
            qualifier.end = end
            if end == .second, token.kind == .leftParenthesis {
                qualifier.fractionalSecondPrecision = try parenthesized { parser throws(ParseFailure) in try parser.integer() }
            }
        }
        qualifier.location = location(from: start)
        return qualifier
    }

    /// Whether a unit of an interval comes next.
    func atTimeUnit() -> Bool { token.keyword.flatMap(TimeUnit.interval) != nil }

    /// A unit of EXTRACT, TIMESTAMPADD and their kin: one of the grammar, or any name.
    mutating func timeUnit() throws(ParseFailure) -> TimeUnit {
        note(Self.unitExpectation)
        if let unit = token.keyword.flatMap(TimeUnit.part) {
            advance()
            return unit
        }
        return .named(try identifier().name)
    }
}

extension TimeUnit {
    /// A unit of an interval, in singular or plural.
    static func interval(_ keyword: Keyword) -> TimeUnit? {
        switch keyword {
        case .YEAR, .YEARS: .year
        case .QUARTER, .QUARTERS: .quarter
        case .MONTH, .MONTHS: .month
        case .WEEK, .WEEKS: .week
        case .DAY, .DAYS: .day
        case .HOUR, .HOURS: .hour
        case .MINUTE, .MINUTES: .minute
        case .SECOND, .SECONDS: .second
        default: nil
        }
    }

    /// The units behind TO in an interval that begins with this one.
    var intervalEnds: [TimeUnit] {
        switch self {
        case .year: [.month]
        case .day: [.hour, .minute, .second]
        case .hour: [.minute, .second]
        case .minute: [.second]
        default: []
        }
    }

    /// A part of a time, as EXTRACT takes it.
    static func part(_ keyword: Keyword) -> TimeUnit? {
        switch keyword {
        case .NANOSECOND: .nanosecond
        case .MICROSECOND: .microsecond
        case .MILLISECOND: .millisecond
        case .SECOND: .second
        case .MINUTE: .minute
        case .HOUR: .hour
        case .DAY: .day
        case .DAYOFWEEK, .DOW: .dayOfWeek
        case .DAYOFYEAR, .DOY: .dayOfYear
        case .ISODOW: .isoDayOfWeek
        case .ISOYEAR: .isoYear
        case .WEEK: .week
        case .MONTH: .month
        case .QUARTER: .quarter
        case .YEAR: .year
        case .EPOCH: .epoch
        case .DECADE: .decade
        case .CENTURY: .century
        case .MILLENNIUM: .millennium
        default: nil
        }
    }
}
