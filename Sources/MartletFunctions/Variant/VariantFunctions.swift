import MartletColumns
import MartletCore

// A VARIANT is kept as the JSON text of its value: without spaces, members in the order of their names, numbers without zeros at their end.
extension ScalarFunction {
    static let parseJSON = parsing(
        "PARSE_JSON", "The VARIANT that a JSON text describes; an error if it is malformed, or, without TRUE, if a name comes twice.",
        isTry: false)
    static let tryParseJSON = parsing("TRY_PARSE_JSON", "As PARSE_JSON, but NULL instead of an error.", isTry: true)

    private static func parsing(_ name: String, _ summary: String, isTry: Bool) -> ScalarFunction {
        let result = DataType(.variant, nullable: isTry)
        return ScalarFunction(
            name, summary, examples: [.init("\(name)('{\"b\": 1, \"a\": [true, 1.50]}')", "{\"a\":[true,1.5],\"b\":1}")],
            overloads: [
                Overload([.characterString], result: { _ in result }) { _, _ in kernel(isTry) { _ in nil } },
                Overload([.characterString, .boolean], result: { _ in result }) { _, _ in kernel(isTry) { try $0[1].boolean } },
            ])
    }

    private static func kernel(_ isTry: Bool, mayRepeat: @escaping @Sendable (KernelArguments) throws -> BooleanColumn?) -> ScalarKernel {
        { call in
            let texts = try call[0], mayRepeat = try mayRepeat(call)
            return try Utf8.withView(texts) { view in
                try Utf8Writer.column(call.count, Bitmap.intersection(texts.validity, mayRepeat?.validity)) { row, out in
                    do {
                        let value = try JSONParser.parse(
                            Utf8.read(view, row), duplicates: mayRepeat?.values[row] ?? false ? .lastCounts : .areErrors)
                        JSONWriter.write(value.normalized, isSorted: true, &out)
                    } catch  where isTry {
                        out.setNull()
                    }
                }
            }
        }
    }
}

extension JSONValue {
    /// With the numbers of a VARIANT: decimals without zeros at their end, or DOUBLE where there was an exponent or are more than 38 digits.
    fileprivate var normalized: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.normalized))
        case .object(let members): .object(members.map { Member(name: $0.name, value: $0.value.normalized) })
        case .number(let number): .number(number.normalized)
        default: self
        }
    }
}

extension JSONNumber {
    fileprivate var normalized: JSONNumber {
        var digits = Substring(digits), scale = scale
        if hasExponent || digits.count > 38 || scale > 38 {
            return JSONNumber(verbatim: FloatingPointText.withText(of: double) { String(decoding: $0, as: UTF8.self) })
        }
        while scale > 0, digits.last == "0" {
            digits.removeLast()
            scale -= 1
        }
        if digits.isEmpty { return JSONNumber("0") }
        return scale == 0 ? JSONNumber((isNegative ? "-" : "") + digits) : JSONNumber((isNegative ? "-" : "") + digits + "e\(-scale)")
    }
}
