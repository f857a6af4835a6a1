/// Takes CSV text apart, field by field, as Jackson's CSV reader does.
struct CsvScanner {
    /// What a field ended with.
    enum FieldEnd {
        case delimiter, line, input
        /// The input goes on, and what comes belongs to the field.
        case incomplete
        case malformed
    }

    let syntax: CsvSyntax
    /// Where to go on.
    var position: ByteRange.Position
    let end: ByteRange.Position
    /// Whether the input ends at `end`.
    let isEnd: Bool
    /// Where fields are put together that are not as written.
    let scratch: ScratchBytes
    /// The quote character; more than a byte, if there is none.
    private let quoteCode: UInt16
    /// Whether every field needs a closer look.
    private let isSpecial: Bool
    /// Set by `malformed`.
    private(set) var complaint = ""

    init(_ syntax: CsvSyntax, from position: ByteRange.Position, to end: ByteRange.Position, isEnd: Bool, scratch: ScratchBytes) {
        self.syntax = syntax
        self.position = position
        self.end = end
        self.isEnd = isEnd
        self.scratch = scratch
        quoteCode = syntax.quote.map { UInt16($0) } ?? .max
        isSpecial = syntax.trimsSpaces || syntax.escape != nil
    }

    /// Reads the field at `position` into `text`, without quotes and escapes, and goes behind what ended it.
    @inline(__always) mutating func nextField(_ text: inout ByteRange) -> FieldEnd {
        if isSpecial || (position < end && UInt16(position.pointee) == quoteCode) { return nextSpecialField(&text) }
        let start = position
        var scan = position
        let delimiters = ByteWord.all(syntax.delimiter)
        while true {
            if end - scan >= 8 {
                let word = scan.word
                // Line ends are the only control characters of interest; others are looked at and passed over.
                let marks = ByteWord.zeros(word ^ delimiters) | ByteWord.below(0x0E, word)
                if marks == 0 {
                    scan += 8
                    continue
                }
                scan += ByteWord.first(marks)
            } else if scan == end {
                text = ByteRange(start, scan)
                position = scan
                return isEnd ? .input : .incomplete
            }
            let byte = scan.pointee
            if byte == syntax.delimiter {
                text = ByteRange(start, scan)
                position = scan + 1
                return .delimiter
            }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                text = ByteRange(start, scan)
                position = scan
                return passLineEnd()
            }
            scan += 1
        }
    }

    /// Goes behind the line end at `position`.
    @inline(__always) mutating func passLineEnd() -> FieldEnd {
        if position.pointee == UInt8(ascii: "\n") {
            position += 1
            return .line
        }
        if position + 1 == end {
            // A line feed may follow, and would belong to this line end.
            if !isEnd { return .incomplete }
            position += 1
            return .line
        }
        position += position[1] == UInt8(ascii: "\n") ? 2 : 1
        return .line
    }

    /// Fields in quotes, and all fields where spaces are trimmed or an escape character is set.
    @inline(never) private mutating func nextSpecialField(_ text: inout ByteRange) -> FieldEnd {
        if syntax.trimsSpaces {
            while position < end, position.pointee <= 0x20, position.pointee != syntax.delimiter, position.pointee != UInt8(ascii: "\n"),
                position.pointee != UInt8(ascii: "\r")
            {
                position += 1
            }
            if position == end, !isEnd { return .incomplete }
        }
        if position < end, position.pointee == syntax.quote { return nextQuotedField(&text) }
        var start = position
        var isCopied = false
        while true {
            guard position < end else {
                if !isEnd { return .incomplete }
                text = finished(start, position, isCopied)
                return .input
            }
            let byte = position.pointee
            if byte == syntax.delimiter {
                text = finished(start, position, isCopied)
                position += 1
                return .delimiter
            }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                text = finished(start, position, isCopied)
                return passLineEnd()
            }
            if byte == syntax.escape {
                if !isCopied { scratch.removeAll() }
                scratch.append(ByteRange(start, position))
                isCopied = true
                guard let end = passEscape() else {
                    start = position
                    continue
                }
                return end
            }
            position += 1
        }
    }

    /// An unquoted field: as written, or put together with what was unescaped before.
    private mutating func finished(_ start: ByteRange.Position, _ end: ByteRange.Position, _ isCopied: Bool) -> ByteRange {
        var text = ByteRange(start, end)
        if isCopied {
            scratch.append(text)
            text = scratch.range
        }
        if syntax.trimsSpaces { while text.end > text.start, (text.end - 1).pointee <= 0x20 { text.end -= 1 } }
        return text
    }

    /// Puts what the escape at `position` stands for into `scratch`; nil: done.
    private mutating func passEscape() -> FieldEnd? {
        guard position + 1 < end else {
            if !isEnd { return .incomplete }
            position = end
            return malformed("Unexpected EOF in escaped character")
        }
        let byte = position[1]
        position += 2
        switch byte {
        case UInt8(ascii: "0"): scratch.append(0)
        case UInt8(ascii: "n"): scratch.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): scratch.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): scratch.append(UInt8(ascii: "\t"))
        default: scratch.append(byte)
        }
        return nil
    }

    private mutating func nextQuotedField(_ text: inout ByteRange) -> FieldEnd {
        guard let quote = syntax.quote else { preconditionFailure("a quoted field without a quote character") }
        position += 1
        var start = position
        var isCopied = false
        let quotes = ByteWord.all(quote)
        let escapes = ByteWord.all(syntax.escape ?? quote)
        content: while true {
            if end - position >= 8 {
                let word = position.word
                let marks = ByteWord.zeros(word ^ quotes) | ByteWord.zeros(word ^ escapes)
                if marks == 0 {
                    position += 8
                    continue
                }
                position += ByteWord.first(marks)
            } else if position == end {
                if !isEnd { return .incomplete }
                return malformed("Missing closing quote for value")
            }
            let byte = position.pointee
            if byte == quote {
                if position + 1 == end, !isEnd { return .incomplete }
                let isDoubled = position + 1 < end && position[1] == quote
                if !isDoubled {
                    text = ByteRange(start, position)
                    position += 1
                    break content
                }
                if !isCopied { scratch.removeAll() }
                isCopied = true
                scratch.append(ByteRange(start, position + 1))
                position += 2
                start = position
            } else if byte == syntax.escape {
                if !isCopied { scratch.removeAll() }
                isCopied = true
                scratch.append(ByteRange(start, position))
                if let end = passEscape() { return end }
                start = position
            } else {
                position += 1
            }
        }
        if isCopied {
            scratch.append(text)
            text = scratch.range
        }
        return passSpaceBehindQuote()
    }

    private mutating func passSpaceBehindQuote() -> FieldEnd {
        while position < end {
            let byte = position.pointee
            if byte == syntax.delimiter {
                position += 1
                return .delimiter
            }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return passLineEnd() }
            position += 1
            if byte > 0x20 {
                let shown = UTF8.isASCII(byte) ? "'\(Character(Unicode.Scalar(byte)))' " : ""
                return malformed(
                    "Unexpected character \(shown)(code \(byte)): Expected column separator character "
                        + "('\(Character(Unicode.Scalar(syntax.delimiter)))') or end-of-line")
            }
        }
        return isEnd ? .input : .incomplete
    }

    private mutating func malformed(_ complaint: String) -> FieldEnd {
        self.complaint = complaint
        return .malformed
    }

    /// Goes to the end of the record in which something was wrong, past quotes that open on the way.
    mutating func skipRecord() -> FieldEnd {
        var text = ByteRange(position, position)
        while true {
            let end = nextField(&text)
            if end != .delimiter { return end }
        }
    }

    /// Goes past comments and blank lines to where a record begins; false: what is there is not whole.
    mutating func skipComments() -> Bool {
        while position < end {
            switch position.pointee {
            case UInt8(ascii: "#"):
                var next = position
                while next < end, next.pointee != UInt8(ascii: "\n"), next.pointee != UInt8(ascii: "\r") { next += 1 }
                if next == end, !isEnd { return false }
                position = next
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " "): position += 1
            default: return true
            }
        }
        return true
    }
}
