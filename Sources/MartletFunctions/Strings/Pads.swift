import MartletCore

extension ScalarFunction {
    static let leftPad = padding(
        "LPAD",
        "The text, filled up from the left to a length, or cut to it; NULL if the length is negative or there is nothing to fill with.",
        example: "??hi"
    ) { base, pad, length in fill(pad, length - base.count) + base.prefix(length) }

    static let rightPad = padding(
        "RPAD",
        "The text, filled up from the right to a length, or cut to it; NULL if the length is negative or there is nothing to fill with.",
        example: "hi??"
    ) { base, pad, length in base.prefix(length) + fill(pad, length - base.count) }

    private static func padding(
        _ name: String, _ summary: String, example: String, _ pad: @escaping @Sendable ([UInt16], [UInt16], Int) -> [UInt16]
    ) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)('hi', 4, '??')", example)],
            overloads: [
                Overload([.characterString, .int, .characterString], result: { _ in DataType.string.notNull }) { _, _ in
                    Strict.writing { (text: Utf8, length: Int32, filling: Utf8, out: inout Utf8Writer) in
                        if length < 0 || filling.isEmpty { return out.setNull() }
                        // While it is put together, a character takes up to eight bytes.
                        try out.checkRoom(for: 8 * Int(length))
                        out.append(utf16: pad(text.utf16, filling.utf16, Int(length)))
                    }
                }
            ])
    }

    /// `pad` over and over, `count` code units of it.
    private static func fill(_ pad: [UInt16], _ count: Int) -> [UInt16] {
        count <= 0 ? [] : (0..<count).map { pad[$0 % pad.count] }
    }
}
