import MartletCore

/// A text of many statements with semicolons between them.
package enum Script {
    /// The statements of a script, comments cut out.
    ///
    /// A semicolon in quotes, in a comment or in a statement set ends nothing. Comments leave nothing behind, so that a place in a
    /// statement is what Flink would call it; hints (`/*+ */`) stay.
    package static func statements(in text: String) -> [ScriptStatement] {
        var splitter = ScriptSplitter(Array(text.utf8))
        return splitter.statements()
    }
}

/// Cuts a script. It knows quotes, comments and statement sets, and nothing else of the language.
private struct ScriptSplitter {
    private let source: [UInt8]
    private var offset = 0
    private var place = SourcePosition(line: 1, column: 1)
    private var finished: [ScriptStatement] = []

    // The statement so far.
    private var text: [UInt8] = []
    private var textPlace = SourcePosition(line: 1, column: 1)
    private var anchors: [ScriptStatement.Anchor] = []
    private var isAnchored = false
    /// The last words and semicolons, in capitals.
    private var lastWords: [String] = []
    /// Between `STATEMENT SET BEGIN` and its END.
    private var isStatementSet = false

    init(_ source: [UInt8]) {
        self.source = source
    }

    mutating func statements() -> [ScriptStatement] {
        while offset < source.count {
            if at("--") {
                while offset < source.count, source[offset] != UInt8(ascii: "\n") { skip() }
            } else if at("/*"), !at("/*+") {
                skipComment()
            } else if at("//") {
                // A comment of Flink's parser, which leaves it in the text.
                while offset < source.count, source[offset] != UInt8(ascii: "\n") { take() }
            } else if isQuote(source[offset]) {
                takeQuoted()
            } else if source[offset] == UInt8(ascii: ";") {
                takeSemicolon()
            } else if isWordByte(source[offset]) {
                takeWord()
            } else {
                take()
            }
        }
        finish(isTerminated: false)
        return finished
    }

    private func at(_ characters: StaticString) -> Bool {
        let count = characters.utf8CodeUnitCount
        guard offset + count <= source.count else { return false }
        for index in 0..<count where source[offset + index] != characters.utf8Start[index] { return false }
        return true
    }

    private func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "\"")
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        let letter = byte & 0xDF
        return letter >= UInt8(ascii: "A") && letter <= UInt8(ascii: "Z") || byte == UInt8(ascii: "_")
            || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte >= 0x80
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

    // MARK: Moving on

    /// Goes past one character, which is left out.
    private mutating func skip() {
        isAnchored = false
        place = moved(place)
        offset = next()
    }

    /// Goes past one character, which becomes part of the statement. Spaces before its first one do not.
    private mutating func take() {
        if text.isEmpty, isSpace(source[offset]) { return skip() }
        if !isAnchored {
            anchors.append(ScriptStatement.Anchor(text: textPlace, script: place))
            isAnchored = true
        }
        let end = next()
        text.append(contentsOf: source[offset..<end])
        textPlace = moved(textPlace)
        place = moved(place)
        offset = end
    }

    /// Behind the current character.
    private func next() -> Int {
        var end = offset + 1
        while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    /// Where a text goes on that has the current character at `place`.
    private func moved(_ place: SourcePosition) -> SourcePosition {
        let byte = source[offset]
        let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && !at("\r\n")
        if isLineEnd { return SourcePosition(line: place.line + 1, column: 1) }
        return SourcePosition(line: place.line, column: place.column + (byte >= 0xF0 ? 2 : 1))
    }

    private mutating func skipComment() {
        skip()
        skip()
        while offset < source.count, !at("*/") { skip() }
        if offset < source.count {
            skip()
            skip()
        }
        // Words on both sides of a comment stay two words.
        if let last = text.last, offset < source.count, isWordByte(last), isWordByte(source[offset]) {
            text.append(UInt8(ascii: " "))
            textPlace.column += 1
        }
    }

    private mutating func takeQuoted() {
        let quote = source[offset]
        // E'it\'s' ends at its last quote.
        let hasEscapes = quote == UInt8(ascii: "'") && lastWords.last == "E" && text.last.map { $0 & 0xDF } == UInt8(ascii: "E")
        take()
        while offset < source.count, source[offset] != quote {
            if hasEscapes, source[offset] == UInt8(ascii: "\\"), offset + 1 < source.count { take() }
            take()
        }
        if offset < source.count { take() }
        remember("'")
    }

    private mutating func takeWord() {
        let start = offset
        while offset < source.count, isWordByte(source[offset]) { take() }
        remember(String(decoding: source[start..<offset], as: UTF8.self).uppercased())
        if lastWords.suffix(3) == ["STATEMENT", "SET", "BEGIN"] { isStatementSet = true }
    }

    private mutating func remember(_ word: String) {
        if lastWords.count == 3 { lastWords.removeFirst() }
        lastWords.append(word)
    }

    private mutating func takeSemicolon() {
        let isEnd = lastWords.suffix(2) == [";", "END"] || lastWords.suffix(2) == ["BEGIN", "END"]
        if isStatementSet, !isEnd {
            take()
            remember(";")
        } else {
            skip()
            finish(isTerminated: true)
        }
    }

    private mutating func finish(isTerminated: Bool) {
        while let last = text.last, isSpace(last) { text.removeLast() }
        if !text.isEmpty {
            finished.append(
                ScriptStatement(text: String(decoding: text, as: UTF8.self), isTerminated: isTerminated, anchors: anchors))
        }
        text = []
        textPlace = SourcePosition(line: 1, column: 1)
        anchors = []
        isAnchored = false
        lastWords = []
        isStatementSet = false
    }
}
