import MartletCore

/// The character sets that Java must have.
enum Charset: String {
    case ascii = "US-ASCII"
    case latin1 = "ISO-8859-1"
    case utf8 = "UTF-8"
    case utf16 = "UTF-16"
    case utf16BigEndian = "UTF-16BE"
    case utf16LittleEndian = "UTF-16LE"

    /// The set of this name or one of its common aliases, in any case.
    init(named name: String) throws {
        let name = name.uppercased()
        let aliases = ["ASCII": "US-ASCII", "LATIN1": "ISO-8859-1", "ISO8859_1": "ISO-8859-1", "UTF8": "UTF-8"]
        guard let known = Charset(rawValue: aliases[name] ?? name) else {
            throw MartletError(
                "There is no character set '\(name)'.", hint: "There are US-ASCII, ISO-8859-1, UTF-8, UTF-16, UTF-16BE and UTF-16LE.")
        }
        self = known
    }

    /// The bytes of a text; a question mark for what the set does not have.
    func encode(_ text: Utf8, _ out: inout Utf8Writer) {
        switch self {
        case .utf8: out.append(text)
        case .ascii, .latin1:
            let limit: UInt32 = self == .ascii ? 0x80 : 0x100
            for scalar in text.string.unicodeScalars { out.append(scalar.value < limit ? UInt8(scalar.value) : UInt8(ascii: "?")) }
        case .utf16, .utf16BigEndian, .utf16LittleEndian:
            if self == .utf16, !text.isEmpty { out.append([0xFE, 0xFF]) }
            for unit in text.utf16 {
                let high = UInt8(unit >> 8), low = UInt8(truncatingIfNeeded: unit)
                out.append(self == .utf16LittleEndian ? [low, high] : [high, low])
            }
        }
    }

    /// The text of bytes; a replacement character for what is malformed.
    func decode(_ bytes: Utf8, _ out: inout Utf8Writer) {
        switch self {
        case .utf8: out.append(bytes.string)
        case .ascii: for byte in bytes { out.append(byte < 0x80 ? Unicode.Scalar(byte) : "\u{FFFD}") }
        case .latin1: for byte in bytes { out.append(Unicode.Scalar(byte)) }
        case .utf16, .utf16BigEndian, .utf16LittleEndian:
            var rest = bytes
            var isLittleEndian = self == .utf16LittleEndian
            if self == .utf16, rest.count >= 2 {
                if rest[0] == 0xFF, rest[1] == 0xFE { isLittleEndian = true }
                if isLittleEndian || (rest[0] == 0xFE && rest[1] == 0xFF) { rest = rest[2...] }
            }
            let units = stride(from: 0, to: rest.count - 1, by: 2).map { index in
                UInt16(rest[isLittleEndian ? index + 1 : index]) << 8 | UInt16(rest[isLittleEndian ? index : index + 1])
            }
            out.append(String(decoding: units, as: UTF16.self))
            if rest.count % 2 != 0 { out.append("\u{FFFD}" as Unicode.Scalar) }
        }
    }
}

extension ScalarFunction {
    static let encode = ScalarFunction(
        "ENCODE", "The bytes of the text in a character set: US-ASCII, ISO-8859-1, UTF-8, UTF-16BE, UTF-16LE or UTF-16.",
        examples: [.init("ENCODE('é', 'ISO-8859-1')", "x'e9'")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in DataType.bytes.notNull }) { _, _ in
                Strict.writing { (text: Utf8, set: Utf8, out: inout Utf8Writer) in try Charset(named: set.string).encode(text, &out) }
            }
        ])

    static let decode = ScalarFunction(
        "DECODE", "The text of bytes in a character set: US-ASCII, ISO-8859-1, UTF-8, UTF-16BE, UTF-16LE or UTF-16.",
        examples: [.init("DECODE(X'616263', 'UTF-8')", "abc")],
        overloads: [
            Overload([.binaryString, .characterString], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (bytes: Utf8, set: Utf8, out: inout Utf8Writer) in try Charset(named: set.string).decode(bytes, &out) }
            }
        ])
}
