import MartletColumns
import MartletCore

extension ScalarFunction {
    static let isJSONValue = testing("IS JSON VALUE", "Whether the text is JSON; FALSE for NULL.", example: ("'[1]' IS JSON", "TRUE")) {
        _ in true
    }
    static let isJSONScalar = testing(
        "IS JSON SCALAR", "Whether the text is a string, a number, a truth value or null in JSON; FALSE for NULL.",
        example: ("'1' IS JSON SCALAR", "TRUE")
    ) {
        $0.isScalar
    }
    static let isJSONArray = testing(
        "IS JSON ARRAY", "Whether the text is an array in JSON; FALSE for NULL.", example: ("'[1]' IS JSON ARRAY", "TRUE")
    ) {
        if case .array = $0 { true } else { false }
    }
    static let isJSONObject = testing(
        "IS JSON OBJECT", "Whether the text is an object in JSON; FALSE for NULL.", example: ("'{}' IS JSON OBJECT", "TRUE")
    ) {
        if case .object = $0 { true } else { false }
    }

    private static func testing(
        _ name: String, _ summary: String, example: (String, String), _ test: @escaping @Sendable (JSONValue) -> Bool
    ) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init(example.0, example.1)],
            overloads: [
                Overload([.characterString], nulls: .handled, result: { _ in DataType.boolean.notNull }) { _, _ in
                    { call in
                        let texts = try call[0]
                        return Utf8.withView(texts) { view in
                            Bool.total(call.count, nil) { row in
                                !texts.isNull(row) && ((try? JSONParser.parse(Utf8.read(view, row))).map(test) ?? false)
                            }
                        }
                    }
                }
            ])
    }

    static let jsonQuote = ScalarFunction(
        "JSON_QUOTE", "The text as a string in JSON, with what is not ASCII escaped.",
        examples: [.init("JSON_QUOTE('a/\"b')", "\"a\\/\\\"b\"")],
        overloads: [
            Overload([.characterString], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    out.append(UInt8(ascii: "\""))
                    let units = text.utf16
                    for (index, unit) in units.enumerated() {
                        switch unit {
                        case 0x22: out.append("\\\"")
                        case 0x5C: out.append("\\\\")
                        case 0x2F: out.append("\\/")
                        case 0x08: out.append("\\b")
                        case 0x0C: out.append("\\f")
                        case 0x0A: out.append("\\n")
                        case 0x0D: out.append("\\r")
                        case 0x09: out.append("\\t")
                        case 0..<0x80: out.append(UInt8(unit))
                        default:
                            // As Flink: at the first half of a pair the whole code point, then the second half once more.
                            var code = UInt32(unit)
                            if UTF16.isLeadSurrogate(unit), index + 1 < units.count, UTF16.isTrailSurrogate(units[index + 1]) {
                                code = 0x1_0000 + (UInt32(unit & 0x3FF) << 10) + UInt32(units[index + 1] & 0x3FF)
                            }
                            let digits = String(code, radix: 16)
                            out.append("\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
                        }
                    }
                    out.append(UInt8(ascii: "\""))
                }
            }
        ])

    static let jsonUnquote = ScalarFunction(
        "JSON_UNQUOTE", "The text that a string in JSON stands for; what is none stays as it is.",
        examples: [.init("JSON_UNQUOTE('\"a\\\"b\"')", "a\"b")],
        overloads: [
            Overload([.characterString], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    if let string = JSONParser.string(text) { out.append(string) } else { out.append(text) }
                }
            }
        ])
}
