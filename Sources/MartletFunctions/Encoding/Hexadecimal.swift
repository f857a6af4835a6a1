import MartletCore

extension ScalarFunction {
    static let hex = ScalarFunction(
        "HEX", "An integer (as 64 bits) or the bytes of a text in hexadecimal digits, in upper case.",
        examples: [.init("HEX(255)", "FF"), .init("HEX('abc')", "616263")],
        overloads: [
            Overload([.bigint], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (number: Int64, out: inout Utf8Writer) in
                    out.append(String(UInt64(bitPattern: number), radix: 16, uppercase: true))
                }
            },
            Overload([.characterString], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    let digits: StaticString = "0123456789ABCDEF"
                    for byte in text {
                        out.append(digits.utf8Start[Int(byte >> 4)])
                        out.append(digits.utf8Start[Int(byte & 15)])
                    }
                }
            },
        ])

    static let unhex = ScalarFunction(
        "UNHEX", "The bytes of hexadecimal digits; NULL if there is anything else.",
        examples: [.init("UNHEX('68656C6C6F')", "x'68656c6c6f'")],
        overloads: [
            Overload([.characterString], result: { _ in .bytes }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    let values = text.map { byte in
                        Unicode.Scalar(byte).properties.isASCIIHexDigit ? Character(Unicode.Scalar(byte)).hexDigitValue : nil
                    }
                    if values.contains(nil) { return out.setNull() }
                    // As Flink: of an odd number of digits the first is checked, and counts as 0.
                    if values.count % 2 == 1 { out.append(0 as UInt8) }
                    for pair in stride(from: values.count % 2, to: values.count, by: 2) {
                        out.append(UInt8((values[pair] ?? 0) << 4 | (values[pair + 1] ?? 0)))
                    }
                }
            }
        ])

    static let bin = ScalarFunction(
        "BIN", "An integer (as 64 bits) in binary digits.", examples: [.init("BIN(5)", "101")],
        overloads: [
            Overload([.bigint], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (number: Int64, out: inout Utf8Writer) in out.append(String(UInt64(bitPattern: number), radix: 2)) }
            }
        ])
}
