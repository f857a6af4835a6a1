import MartletCore

extension ScalarFunction {
    static let substring = ScalarFunction(
        "SUBSTRING", aliases: ["SUBSTR"],
        "The characters from a place on (from 1; negative: from the end), all or so many; NULL for a negative length.",
        examples: [.init("SUBSTRING('hello' FROM 2 FOR 3)", "ell"), .init("SUBSTR('hello', -3)", "llo")],
        overloads: [
            Overload([.characterString, .int], result: { $0[0].type.varying.nullable }) { _, _ in
                Strict.writing { (text: Utf8, start: Int32, out: inout Utf8Writer) in out.append(part(text, start, .max)) }
            },
            Overload([.characterString, .int, .int], result: { $0[0].type.varying.nullable }) { _, _ in
                Strict.writing { (text: Utf8, start: Int32, length: Int32, out: inout Utf8Writer) in
                    if length < 0 { out.setNull() } else { out.append(part(text, start, Int(length))) }
                }
            },
        ])

    private static func part(_ text: Utf8, _ start: Int32, _ length: Int) -> Utf8 {
        if start > 0 { return text.codePoints(from: Int(start) - 1, length: length) }
        if start == 0 { return text.codePoints(from: 0, length: length) }
        let first = text.codePointCount + Int(start)
        return first < 0 ? text[0..<0] : text.codePoints(from: first, length: length)
    }

    static let left = ScalarFunction(
        "LEFT", "The first characters; none for a negative count.", examples: [.init("LEFT('hello', 2)", "he")],
        overloads: [
            Overload([.characterString, .int], result: { $0[0].type.varying.nullable }) { _, _ in
                Strict.writing { (text: Utf8, count: Int32, out: inout Utf8Writer) in
                    if count > 0 { out.append(text.codePoints(from: 0, length: Int(count))) }
                }
            }
        ])

    static let right = ScalarFunction(
        "RIGHT", "The last characters; none for a negative count.", examples: [.init("RIGHT('hello', 2)", "lo")],
        overloads: [
            Overload([.characterString, .int], result: { $0[0].type.varying.nullable }) { _, _ in
                Strict.writing { (text: Utf8, count: Int32, out: inout Utf8Writer) in
                    if count > 0 { out.append(text[text.index(ofCodePoint: max(0, text.codePointCount - Int(count)))...]) }
                }
            }
        ])
}
