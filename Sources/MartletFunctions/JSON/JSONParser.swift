import Glibc
import MartletCore

/// Reads a JSON text (RFC 8259) into a tree.
struct JSONParser {
    private let bytes: Utf8
    private var position = 0
    private var depth = 0
    private let duplicates: Duplicates

    /// What to do with a second member of the same name.
    enum Duplicates { case lastCounts, areErrors }

    /// The deepest nesting that is read, as Jackson's.
    private static let maxDepth = 1_000

    private init(_ bytes: Utf8, _ duplicates: Duplicates) {
        self.bytes = bytes
        self.duplicates = duplicates
    }

    /// The document; an error if the text does not begin with JSON. As in Flink, what follows it does not count.
    static func parse(_ text: Utf8, duplicates: Duplicates = .lastCounts) throws -> JSONValue {
        var parser = JSONParser(text, duplicates)
        parser.skipSpace()
        return try parser.value()
    }

    private func malformed(_ what: String) -> MartletError { MartletError("This is no JSON: \(what) at byte \(position).") }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ wanted: Character) -> Bool {
        guard byte == wanted.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func value() throws -> JSONValue {
        guard let byte else { throw malformed("the end of the text instead of a value") }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw malformed("an unexpected character")
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw malformed("an unknown word") }
        position += word.utf8.count
        if let byte, Unicode.Scalar(byte).properties.isAlphabetic || byte == UInt8(ascii: "_") { throw malformed("an unknown word") }
        return value
    }

    private mutating func descend() throws {
        depth += 1
        if depth > Self.maxDepth { throw malformed("nesting deeper than \(Self.maxDepth)") }
        position += 1
        skipSpace()
    }

    private mutating func array() throws -> JSONValue {
        try descend()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value())
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw malformed("no comma between elements") }
            skipSpace()
        }
    }

    private mutating func object() throws -> JSONValue {
        try descend()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        var places: [String: Int] = [:]
        if take("}") { return .object(members) }
        while true {
            guard byte == UInt8(ascii: "\"") else { throw malformed("no double quote before a name") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw malformed("no colon behind a name") }
            skipSpace()
            let value = try value()
            if let place = places[name] {
                if duplicates == .areErrors { throw MartletError("The object has two members '\(name)'.") }
                members[place].value = value
            } else {
                places[name] = members.count
                members.append(JSONValue.Member(name: name, value: value))
            }
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw malformed("no comma between members") }
            skipSpace()
        }
    }

    private mutating func number() throws -> JSONNumber {
        let start = position
        _ = take("-")
        func digits(_ parser: inout JSONParser) throws {
            let first = parser.position
            while let byte = parser.byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { parser.position += 1 }
            if parser.position == first { throw parser.malformed("no digit in a number") }
        }
        let whole = position
        try digits(&self)
        if bytes[whole] == UInt8(ascii: "0"), position - whole > 1 { throw malformed("a zero in front of a number") }
        if take(".") { try digits(&self) }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits(&self)
        }
        if let byte, Unicode.Scalar(byte).properties.isAlphabetic { throw malformed("a letter in a number") }
        return JSONNumber(bytes[start..<position].string)
    }

    /// A string from its opening double quote on.
    private mutating func string() throws -> String {
        position += 1
        var text: [UInt8] = []
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &text)
            case 0..<0x20: throw malformed("a control character in a string")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw malformed("no end of a string")
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        guard let byte else { throw malformed("no end of a string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code), bytes[position...].starts(with: "\\u".utf8) {
                let before = position
                position += 2
                let low = try hexadecimal()
                if (0xDC00..<0xE000).contains(low) {
                    code = 0x1_0000 + ((code & 0x3FF) << 10) + (low & 0x3FF)
                } else {
                    position = before
                }
            }
            let scalar = Unicode.Scalar(code) ?? "?"
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: throw malformed("an unknown escape")
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard position + 4 <= bytes.count, let code = UInt32(bytes[position..<position + 4].string, radix: 16),
            bytes[position] != UInt8(ascii: "+"), bytes[position] != UInt8(ascii: "-")
        else { throw malformed("no four hexadecimal digits behind \\u") }
        position += 4
        return code
    }

    /// The text of a string with its double quotes; nil if it is none.
    static func string(_ text: Utf8) -> String? {
        guard text.first == UInt8(ascii: "\"") else { return nil }
        var parser = JSONParser(text, .lastCounts)
        guard let string = try? parser.string(), parser.position == text.count else { return nil }
        return string
    }
}
