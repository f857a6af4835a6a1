import MartletCore

/// RFC 4648's base 64, without line breaks.
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8: UInt32] = Dictionary(uniqueKeysWithValues: digits.enumerated().map { ($1, UInt32($0)) })

    static func encode(_ bytes: Utf8, _ out: inout Utf8Writer) {
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = (0..<3).reduce(UInt32(0)) { $0 << 8 | (start + $1 < bytes.count ? UInt32(bytes[start + $1]) : 0) }
            let known = min(3, bytes.count - start)
            for digit in 0..<4 {
                out.append(digit <= known ? digits[Int(group >> UInt32(18 - 6 * digit)) & 63] : UInt8(ascii: "="))
            }
        }
    }

    /// False if the text is no base 64.
    static func decode(_ text: Utf8, _ out: inout Utf8Writer) -> Bool {
        var end = text.count
        while end > 0, text.count - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        if end % 4 == 1 || (end < text.count && text.count % 4 != 0) { return false }
        var group: UInt32 = 0, bits: UInt32 = 0
        for byte in text[0..<end] {
            guard let value = values[byte] else { return false }
            group = group << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: group >> bits))
            }
        }
        return true
    }
}

extension ScalarFunction {
    static let toBase64 = ScalarFunction(
        "TO_BASE64", "The bytes of the text in base 64.", examples: [.init("TO_BASE64('some text')", "c29tZSB0ZXh0")],
        overloads: [
            Overload([.characterString], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in Base64.encode(text, &out) }
            }
        ])

    static let fromBase64 = ScalarFunction(
        "FROM_BASE64", "The text whose bytes are given in base 64.", examples: [.init("FROM_BASE64('c29tZSB0ZXh0')", "some text")],
        overloads: [
            Overload([.characterString], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    if !Base64.decode(text, &out) { throw MartletError("The text '\(text.string)' is not in base 64.") }
                }
            }
        ])
}
