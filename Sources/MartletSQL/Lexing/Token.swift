import MartletCore

/// One word, number, text or sign, and where it stands.
struct Token: Sendable {
    /// `rawValue` is what an error calls the token when it was wanted and not found.
    enum Kind: String, Sendable {
        /// A keyword or a name without quotes.
        case word = "a name"
        /// A name in backquotes.
        case quotedName = "a quoted name"
        case integer = "an integer"
        case decimal = "a decimal number"
        case approximate = "a number"
        /// `'..'`
        case string = "a text in single quotes"
        /// `_UTF8'..'`, `N'..'`
        case prefixedString = "a text with a character set"
        /// `U&'..'`
        case unicodeString = "a text with Unicode escapes"
        /// `E'..'`
        case escapedString = "a text with C escapes"
        /// `X'..'`
        case binaryString = "a binary string"

        case leftParenthesis = "'('", rightParenthesis = "')'"
        case leftBracket = "'['", rightBracket = "']'"
        case leftBrace = "'{'", rightBrace = "'}'"
        case comma = "','", dot = "'.'", doubleDot = "'..'", semicolon = "';'", colon = "':'"
        case equal = "'='", notEqual = "'<>'", bangEqual = "'!='"
        case less = "'<'", lessOrEqual = "'<='", greater = "'>'", greaterOrEqual = "'>='"
        case plus = "'+'", minus = "'-'", star = "'*'", slash = "'/'", percent = "'%'"
        case concatenation = "'||'", bar = "'|'", caret = "'^'", dollar = "'$'", question = "'?'"
        /// `=>`
        case arrow = "'=>'"

        /// `/*+`
        case hintStart = "'/*+'"
        /// The `*/` of a hint.
        case hintEnd = "'*/'"

        /// A quote that nothing closes.
        case unclosed = "a closing quote"
        /// A comment that nothing closes.
        case unclosedComment = "the end of a comment"
        /// `"`, which quotes nothing in Flink SQL.
        case doubleQuote = "a double quote"
        /// A character outside of the language.
        case invalid = "a character of SQL"
        case end = "the end of the statement"
    }

    var kind: Kind
    /// Words only.
    var keyword: Keyword?
    /// A keyword that is no name unless quoted.
    var isReserved = false
    /// The token's bytes in the UTF-8 of the text.
    var bytes: Range<Int>
    var start: SourcePosition
    /// Its last character.
    var last: SourcePosition

    var range: SourceRange { SourceRange(start, last) }
}
