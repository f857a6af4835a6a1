/// The escapes of JSON strings.
enum JsonText {
    /// What `\` and this letter stand for; nil: nothing, or a code unit.
    static func escaped(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The code unit that four hexadecimal digits say.
    static func codeUnit(_ digits: ByteRange.Position) -> UInt32? {
        var unit: UInt32 = 0
        for index in 0..<4 {
            let digit: UInt8
            switch digits[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = digits[index] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = digits[index] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = digits[index] - UInt8(ascii: "A") + 10
            default: return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// Appends what `text`, whose escapes are well-formed, stands for. A surrogate without its other half becomes `?`, as in Java.
    static func unescape(_ text: ByteRange, into bytes: ScratchBytes) {
        var position = text.start
        var start = position
        while position < text.end {
            guard position.pointee == UInt8(ascii: "\\") else {
                position += 1
                continue
            }
            bytes.append(ByteRange(start, position))
            if let byte = escaped(position[1]) {
                bytes.append(byte)
                position += 2
            } else {
                append(codeUnit(position + 2) ?? 0, &position, text.end, into: bytes)
            }
            start = position
        }
        bytes.append(ByteRange(start, text.end))
    }

    /// Appends the character that begins with `unit`, and goes behind its escapes.
    private static func append(_ unit: UInt32, _ position: inout ByteRange.Position, _ end: ByteRange.Position, into bytes: ScratchBytes) {
        position += 6
        var code = unit
        if unit >= 0xD800, unit < 0xE000 {
            guard unit < 0xDC00, end - position >= 6, position[0] == UInt8(ascii: "\\"), position[1] == UInt8(ascii: "u"),
                let low = codeUnit(position + 2), low >= 0xDC00, low < 0xE000
            else { return bytes.append(UInt8(ascii: "?")) }
            code = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            position += 6
        }
        guard let scalar = Unicode.Scalar(code) else { return bytes.append(UInt8(ascii: "?")) }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { bytes.append(byte) }
    }

    /// Appends `text` between quotes, with the escapes that Jackson writes.
    static func quote(_ text: some Sequence<UInt8>, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x20...: bytes.append(byte)
            case 0x08: bytes.append(contentsOf: "\\b".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0C: bytes.append(contentsOf: "\\f".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                bytes.append(contentsOf: (byte < 16 ? "\\u000" : "\\u00").utf8)
                bytes.append(contentsOf: digits.utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
