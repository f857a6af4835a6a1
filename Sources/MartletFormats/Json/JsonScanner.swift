/// A mistake in JSON text, or a value that is not of the type it must be.
struct JsonError: Error {
    var message: String
    /// Counted from where the scanner began.
    var offset: Int
}

/// Takes JSON text apart, token by token, as Jackson's parser does: strictly, but for control characters in strings.
///
/// Tokens come from one value after another in the text. What is not asked for is read all the same, so that its mistakes are found.
struct JsonScanner {
    enum Token {
        case startObject, endObject, startArray, endArray
        case name, string, integer, float, `true`, `false`, null
        /// Nothing is left.
        case end
    }

    private enum Context {
        case object, array
    }

    /// Deeper nesting is refused, as by Jackson.
    private static let maxDepth = 1_000

    private(set) var position: ByteRange.Position
    private var start: ByteRange.Position
    private var end: ByteRange.Position
    /// The token that `nextToken` found last.
    private(set) var token = Token.end
    /// What was written, without the quotes of strings and names.
    private var written: ByteRange
    private var hasEscapes = false
    private var contexts: [Context] = []
    /// Whether a comma must stand before the next element or name.
    private var expectsComma = false
    /// Whether the value of a name comes next.
    private var expectsValue = false
    private let scratch: ScratchBytes

    init(scratch: ScratchBytes) {
        self.scratch = scratch
        let nothing = scratch.range.start
        position = nothing
        start = nothing
        end = nothing
        written = ByteRange(nothing, nothing)
    }

    /// Starts over with other text.
    mutating func begin(_ text: ByteRange) {
        position = text.start
        start = text.start
        end = text.end
        token = .end
        contexts.removeAll(keepingCapacity: true)
        expectsComma = false
        expectsValue = false
    }

    // MARK: Going back

    /// A place at a value's first token.
    struct Checkpoint {
        fileprivate var position: ByteRange.Position
        fileprivate var token: Token
        fileprivate var written: ByteRange
        fileprivate var hasEscapes: Bool
        fileprivate var depth: Int
    }

    /// The place of the current token.
    var checkpoint: Checkpoint {
        Checkpoint(position: position, token: token, written: written, hasEscapes: hasEscapes, depth: contexts.count)
    }

    /// Goes back to a token; since then, only the value that begins with it has been read.
    mutating func restore(_ checkpoint: Checkpoint) {
        position = checkpoint.position
        token = checkpoint.token
        written = checkpoint.written
        hasEscapes = checkpoint.hasEscapes
        if contexts.count >= checkpoint.depth {
            contexts.removeLast(contexts.count - checkpoint.depth)
        } else {
            // The value's own bracket was closed.
            contexts.append(token == .startObject ? .object : .array)
        }
        expectsComma = token != .startObject && token != .startArray
        expectsValue = false
    }

    // MARK: Tokens

    /// Goes to the next token.
    @discardableResult mutating func nextToken() throws(JsonError) -> Token {
        token = try scanToken()
        return token
    }

    private mutating func scanToken() throws(JsonError) -> Token {
        skipSpace()
        if expectsValue {
            expectsValue = false
            expectsComma = true
            return try scanValue()
        }
        guard position < end else {
            guard let context = contexts.last else { return .end }
            throw error("Unexpected end-of-input within/between \(context == .object ? "Object" : "Array") entries")
        }
        let byte = position.pointee
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
            let isObject = byte == UInt8(ascii: "}")
            guard contexts.last == (isObject ? .object : .array) else {
                throw error("Unexpected close marker '\(Character(Unicode.Scalar(byte)))'")
            }
            contexts.removeLast()
            position += 1
            expectsComma = true
            return isObject ? .endObject : .endArray
        }
        guard let context = contexts.last else {
            expectsComma = false
            return try scanValue()
        }
        if expectsComma {
            guard byte == UInt8(ascii: ",") else {
                throw error("\(describe(byte)): was expecting comma to separate \(context == .object ? "Object" : "Array") entries")
            }
            position += 1
            skipSpace()
        }
        if context == .array {
            expectsComma = true
            return try scanValue()
        }
        guard position < end else { throw error("Unexpected end-of-input within/between Object entries") }
        guard position.pointee == UInt8(ascii: "\"") else {
            throw error("\(describe(position.pointee)): was expecting double-quote to start field name")
        }
        try scanString()
        skipSpace()
        guard position < end, position.pointee == UInt8(ascii: ":") else {
            throw error("Unexpected character: was expecting a colon to separate field name and value")
        }
        position += 1
        expectsValue = true
        return .name
    }

    private mutating func scanValue() throws(JsonError) -> Token {
        guard position < end else { throw error("Unexpected end-of-input: expected a value") }
        switch position.pointee {
        case UInt8(ascii: "\""):
            try scanString()
            return .string
        case UInt8(ascii: "{"):
            try open(.object)
            return .startObject
        case UInt8(ascii: "["):
            try open(.array)
            return .startArray
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try scanNumber()
        case UInt8(ascii: "t"):
            try scanWord("true")
            return .true
        case UInt8(ascii: "f"):
            try scanWord("false")
            return .false
        case UInt8(ascii: "n"):
            try scanWord("null")
            return .null
        default:
            throw error(
                "\(describe(position.pointee)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
            )
        }
    }

    private mutating func open(_ context: Context) throws(JsonError) {
        guard contexts.count < Self.maxDepth else { throw error("Document nesting depth exceeds the maximum allowed (\(Self.maxDepth))") }
        contexts.append(context)
        written = ByteRange(position, position + 1)
        hasEscapes = false
        position += 1
        expectsComma = false
    }

    private mutating func scanString() throws(JsonError) {
        let start = position + 1
        var scan = start
        hasEscapes = false
        while scan < end {
            let byte = scan.pointee
            if byte == UInt8(ascii: "\"") {
                written = ByteRange(start, scan)
                guard UTF8Text.isValid(written) else { throw error("Invalid UTF-8 in a string") }
                position = scan + 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                scan = try passEscape(scan)
            } else {
                scan += 1
            }
        }
        throw error("Unexpected end-of-input in a string")
    }

    /// Goes behind the escape at `start`.
    private func passEscape(_ start: ByteRange.Position) throws(JsonError) -> ByteRange.Position {
        guard start + 1 < end else { throw error("Unexpected end-of-input in character escape sequence") }
        guard start[1] == UInt8(ascii: "u") else {
            guard JsonText.escaped(start[1]) != nil else {
                throw JsonError(message: "Unrecognized character escape \(describe(start[1]))", offset: start - self.start)
            }
            return start + 2
        }
        guard end - start >= 6, JsonText.codeUnit(start + 2) != nil else {
            throw JsonError(message: "A \\u in a string must be followed by four hexadecimal digits", offset: start - self.start)
        }
        return start + 6
    }

    private mutating func scanNumber() throws(JsonError) -> Token {
        let start = position
        var isFloat = false
        if position.pointee == UInt8(ascii: "-") { position += 1 }
        let first = position
        try passDigits()
        if first.pointee == UInt8(ascii: "0"), position - first > 1 {
            position = first
            throw error("Invalid numeric value: Leading zeroes not allowed")
        }
        if position < end, position.pointee == UInt8(ascii: ".") {
            isFloat = true
            position += 1
            try passDigits()
        }
        if position < end, position.pointee | 0x20 == UInt8(ascii: "e") {
            isFloat = true
            position += 1
            if position < end, position.pointee == UInt8(ascii: "-") || position.pointee == UInt8(ascii: "+") { position += 1 }
            try passDigits()
        }
        written = ByteRange(start, position)
        hasEscapes = false
        return isFloat ? .float : .integer
    }

    private mutating func passDigits() throws(JsonError) {
        let start = position
        while position < end, position.pointee &- UInt8(ascii: "0") <= 9 { position += 1 }
        if position == start { throw error("A number must have digits here") }
    }

    private mutating func scanWord(_ word: StaticString) throws(JsonError) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard start + index < end, start[index] == word.utf8Start[index] else { throw unrecognizedWord() }
        }
        position = start + word.utf8CodeUnitCount
        written = ByteRange(start, position)
        hasEscapes = false
        if position < end, isWordByte(position.pointee) {
            position = start
            throw unrecognizedWord()
        }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80 || (byte &- UInt8(ascii: "0")) <= 9
            || (byte | 0x20) &- UInt8(ascii: "a") <= 25
    }

    private func unrecognizedWord() -> JsonError {
        var last = position
        while last < end, isWordByte(last.pointee) { last += 1 }
        return error(
            "Unrecognized token '\(ByteRange(position, last).string)': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
        )
    }

    @inline(__always) private mutating func skipSpace() {
        while position < end, position.pointee <= 0x20, Self.isSpace(position.pointee) { position += 1 }
    }

    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    // MARK: What was found

    /// The text of the current token: of a string or name its content, of anything else as it was written.
    func text() -> ByteRange {
        guard hasEscapes else { return written }
        scratch.removeAll()
        JsonText.unescape(written, into: scratch)
        return scratch.range
    }

    /// Goes to the last token of the value that begins with the current one.
    mutating func skipChildren() throws(JsonError) {
        guard token == .startObject || token == .startArray else { return }
        var depth = 1
        while depth > 0 {
            switch try nextToken() {
            case .startObject, .startArray: depth += 1
            case .endObject, .endArray: depth -= 1
            case .end: return
            default: break
            }
        }
    }

    /// An error about the current token.
    func mistake(_ message: String) -> JsonError { JsonError(message: message, offset: max(0, written.start - start)) }

    func error(_ message: String) -> JsonError { JsonError(message: message, offset: position - start) }

    private func describe(_ byte: UInt8) -> String {
        byte > 0x20 && byte < 0x7F
            ? "Unexpected character ('\(Character(Unicode.Scalar(byte)))' (code \(byte)))" : "Unexpected character (code \(byte))"
    }
}
