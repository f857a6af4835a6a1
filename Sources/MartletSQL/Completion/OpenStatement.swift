/// The statement of a text in which the cursor stands, cut at the cursor.
struct OpenStatement {
    /// The tokens before the name that is being typed, and an end.
    var before: [Token]
    var word = ""
    var replaced: Range<Int>
    var isQuoted = false
    var qualifier: [String] = []
    var tables: [CompletionContext.Table]

    private let source: [UInt8]

    /// Nil where nothing can be completed: in a text, a number or a comment.
    init?(_ source: [UInt8], cursor: Int) {
        self.source = source
        let all = Lexer.tokens(of: source)
        let start = all.lastIndex { $0.kind == .semicolon && $0.bytes.upperBound <= cursor }.map { $0 + 1 } ?? 0
        let end = all[start...].firstIndex { $0.kind == .semicolon && $0.bytes.lowerBound >= cursor } ?? all.count - 1
        tables = Self.tables(in: Array(all[start..<end]), source)
        replaced = cursor..<cursor

        // What stands before the cursor, as if the text ended there: an open quote must not reach over what follows.
        var tokens = Lexer.tokens(of: Array(source[..<cursor]))
        before = Array(tokens[(tokens.lastIndex { $0.kind == .semicolon }.map { $0 + 1 } ?? 0)...])
        guard !Self.isInComment(source, tokens, cursor) else { return nil }
        if let quote = before.firstIndex(where: { $0.kind == .invalid && source[$0.bytes.lowerBound] == UInt8(ascii: "`") }) {
            take(from: before[quote].bytes.lowerBound + 1, through: cursor)
            replaced = before[quote].bytes.lowerBound..<cursor
            isQuoted = true
            before.removeSubrange(quote..<(before.count - 1))
        } else if before.contains(where: { $0.kind == .unclosed || $0.kind == .unclosedComment }) {
            return nil
        } else if let last = before.dropLast().last, last.bytes.upperBound == cursor {
            switch last.kind {
            case .word:
                take(from: last.bytes.lowerBound, through: cursor)
                before.remove(at: before.count - 2)
            case .integer, .decimal, .approximate, .string, .quotedName: return nil
            default: break
            }
        }
        tokens = before
        takeQualifier(tokens)
    }

    private mutating func take(from start: Int, through end: Int) {
        word = String(decoding: source[start..<end], as: UTF8.self)
        replaced = start..<end
    }

    /// Takes the names with dots before the word.
    private mutating func takeQualifier(_ tokens: [Token]) {
        var index = tokens.count - 2
        while index >= 1, tokens[index].kind == .dot, Self.isName(tokens[index - 1]) {
            qualifier.insert(Self.name(tokens[index - 1], source), at: 0)
            before.removeSubrange((index - 1)...index)
            index -= 2
        }
    }

    private static func isName(_ token: Token) -> Bool {
        token.kind == .quotedName || token.kind == .word && !token.isReserved
    }

    private static func name(_ token: Token, _ source: [UInt8]) -> String {
        token.kind == .quotedName
            ? StringDecoding.plain(source[token.bytes], quote: UInt8(ascii: "`")) : String(decoding: source[token.bytes], as: UTF8.self)
    }

    /// Whether the text before the cursor ends in a comment that goes on to the end of its line.
    private static func isInComment(_ source: [UInt8], _ tokens: [Token], _ cursor: Int) -> Bool {
        // Behind the last token there are only spaces and comments.
        let rest = source[(tokens.dropLast().last?.bytes.upperBound ?? 0)..<cursor]
        var index = rest.startIndex
        while index + 1 < rest.endIndex {
            switch (rest[index], rest[index + 1]) {
            case (UInt8(ascii: "-"), UInt8(ascii: "-")), (UInt8(ascii: "/"), UInt8(ascii: "/")):
                guard let lineEnd = rest[index...].firstIndex(of: UInt8(ascii: "\n")) else { return true }
                index = lineEnd
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                index += 2
                while index + 1 < rest.endIndex, rest[index] != UInt8(ascii: "*") || rest[index + 1] != UInt8(ascii: "/") { index += 1 }
                index += 1
            default: break
            }
            index += 1
        }
        return false
    }

    /// The tables behind FROM, JOIN, INTO and UPDATE, with commas between them.
    private static func tables(in tokens: [Token], _ source: [UInt8]) -> [CompletionContext.Table] {
        var tables: [CompletionContext.Table] = []
        var index = 0
        while index < tokens.count {
            let isIntroduced = [.FROM, .JOIN, .INTO, .UPDATE, .OVERWRITE].contains(tokens[index].keyword)
            index += 1
            guard isIntroduced else { continue }
            while let table = table(in: tokens, &index, source) {
                tables.append(table)
                guard index < tokens.count, tokens[index].kind == .comma else { break }
                index += 1
            }
        }
        return tables
    }

    /// Reads `a.b.c [AS] x` from `index` on.
    private static func table(in tokens: [Token], _ index: inout Int, _ source: [UInt8]) -> CompletionContext.Table? {
        guard index < tokens.count, isName(tokens[index]) else { return nil }
        var table = CompletionContext.Table(name: [name(tokens[index], source)])
        index += 1
        while index + 1 < tokens.count, tokens[index].kind == .dot, isName(tokens[index + 1]) {
            table.name.append(name(tokens[index + 1], source))
            index += 2
        }
        // A function is no table.
        if index < tokens.count, tokens[index].kind == .leftParenthesis { return nil }
        if index < tokens.count, tokens[index].keyword == .AS { index += 1 }
        if index < tokens.count, isName(tokens[index]) {
            table.alias = name(tokens[index], source)
            index += 1
        }
        return table
    }
}
