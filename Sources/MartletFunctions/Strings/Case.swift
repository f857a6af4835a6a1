import MartletCore

extension ScalarFunction {
    static let upper = ScalarFunction(
        "UPPER", aliases: ["UPPERCASE"], "The text in upper case.", examples: [.init("UPPER('žluť')", "ŽLUŤ")],
        overloads: [
            Overload([.characterString], result: { $0[0].type }) { arguments, _ in
                if let upper = arguments[0].literalText?.unicodeScalars.map(\.properties.uppercaseMapping).joined() {
                    return folded(upper, arguments[0].type)
                }
                return Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    if text.isASCII {
                        for byte in text { out.append(byte &- (UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte ? 32 : 0)) }
                    } else {
                        for scalar in text.string.unicodeScalars { out.append(scalar.properties.uppercaseMapping) }
                    }
                }
            }
        ])

    static let lower = ScalarFunction(
        "LOWER", aliases: ["LOWERCASE"], "The text in lower case.", examples: [.init("LOWER('ÀÉ')", "àé")],
        overloads: [
            Overload([.characterString], result: { $0[0].type }) { arguments, _ in
                if let lower = arguments[0].literalText.map(lowercased) { return folded(lower, arguments[0].type) }
                return Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    if text.isASCII {
                        for byte in text { out.append(byte &+ (UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? 32 : 0)) }
                    } else {
                        out.append(lowercased(text.string))
                    }
                }
            }
        ])

    /// Of a literal, cut to its length: folded into another literal of its type, Flink's `UPPER('ß')` is `S`.
    private static func folded(_ text: String, _ type: DataType) -> ScalarKernel {
        let cut = String(String.UnicodeScalarView(text.unicodeScalars.prefix(type.textLength)))
        return { call in try Utf8Writer.column(call.count, nil) { _, out in out.append(cut) } }
    }

    /// As Java: a capital sigma at the end of a word becomes a final sigma.
    private static func lowercased(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        func hasCased(_ range: some Sequence<Int>) -> Bool {
            for index in range where !scalars[index].properties.isCaseIgnorable { return scalars[index].properties.isCased }
            return false
        }
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            if scalar == "Σ", hasCased((0..<index).reversed()), !hasCased(index + 1..<scalars.count) {
                result += "ς"
            } else {
                result += scalar.properties.lowercaseMapping
            }
        }
        return result
    }

    static let initCap = ScalarFunction(
        "INITCAP", "Every word's first letter in upper case, the others in lower case. Words are runs of ASCII letters and digits.",
        examples: [.init("INITCAP('hello wORLD')", "Hello World")],
        overloads: [
            Overload([.characterString], result: { $0[0].type }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    var isStart = true
                    for byte in text {
                        switch byte {
                        case UInt8(ascii: "0")...UInt8(ascii: "9"):
                            out.append(byte)
                            isStart = false
                        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                            out.append(isStart ? byte : byte + 32)
                            isStart = false
                        case UInt8(ascii: "a")...UInt8(ascii: "z"):
                            out.append(isStart ? byte - 32 : byte)
                            isStart = false
                        default:
                            out.append(byte)
                            isStart = true
                        }
                    }
                }
            }
        ])
}
