import MartletCore

/// An encoding of text, under the names by which Java knows it.
enum Charset: Sendable, Hashable {
    case utf8, ascii, latin1
    /// UTF-16, whose first mark tells the order; without one, big-endian.
    case utf16
    case utf16BigEndian, utf16LittleEndian

    /// Throws for a name that is not known.
    init(named name: String) throws {
        switch name.uppercased() {
        case "UTF-8", "UTF8": self = .utf8
        case "US-ASCII", "ASCII", "ISO646-US": self = .ascii
        case "ISO-8859-1", "ISO8859_1", "LATIN1", "L1": self = .latin1
        case "UTF-16", "UTF_16": self = .utf16
        case "UTF-16BE", "UTF_16BE", "UNICODEBIGUNMARKED": self = .utf16BigEndian
        case "UTF-16LE", "UTF_16LE", "UNICODELITTLEUNMARKED": self = .utf16LittleEndian
        default:
            throw MartletError(
                "Unsupported 'raw.charset' name: \(name).",
                hint: "Supported are UTF-8, US-ASCII, ISO-8859-1, UTF-16, UTF-16BE and UTF-16LE.", phase: .validate)
        }
    }

    /// The text of `bytes`; what is no character becomes U+FFFD.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        switch self {
        case .utf8: return String(decoding: bytes, as: UTF8.self)
        case .ascii:
            var text = String.UnicodeScalarView()
            for byte in bytes { text.append(byte < 0x80 ? Unicode.Scalar(byte) : "\u{FFFD}") }
            return String(text)
        case .latin1:
            var text = String.UnicodeScalarView()
            for byte in bytes { text.append(Unicode.Scalar(byte)) }
            return String(text)
        case .utf16, .utf16BigEndian, .utf16LittleEndian:
            var isBigEndian = self != .utf16LittleEndian
            var start = 0
            if self == .utf16, bytes.count >= 2, (bytes[0], bytes[1]) == (0xFF, 0xFE) || (bytes[0], bytes[1]) == (0xFE, 0xFF) {
                isBigEndian = bytes[0] == 0xFE
                start = 2
            }
            let units = stride(from: start, to: bytes.count - 1, by: 2).map { index in
                UInt16(bytes[index]) << (isBigEndian ? 8 : 0) | UInt16(bytes[index + 1]) << (isBigEndian ? 0 : 8)
            }
            return String(decoding: units, as: UTF16.self)
        }
    }

    /// The bytes of `text`; a character that the encoding does not have becomes `?`.
    func encode(_ text: String) -> [UInt8] {
        switch self {
        case .utf8: return Array(text.utf8)
        case .ascii: return text.unicodeScalars.map { $0.value < 0x80 ? UInt8($0.value) : UInt8(ascii: "?") }
        case .latin1: return text.unicodeScalars.map { $0.value < 0x100 ? UInt8($0.value) : UInt8(ascii: "?") }
        case .utf16: return [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
    }
}
