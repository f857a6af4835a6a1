import MartletCore

extension ScalarFunction {
    /// `TRIM(BOTH x FROM s)` calls it with the keyword, x and s; `TRIM(s)` with BOTH and a space.
    static let trim = ScalarFunction(
        "TRIM", "The text without the given characters (by default spaces) at its ends.",
        examples: [.init("TRIM(BOTH 'x' FROM 'xxaxbxx')", "axb"), .init("TRIM(LEADING FROM '  a ')", "a ")],
        overloads: [
            Overload([.characterString], result: { $0[0].type.varying }) { _, _ in spaceTrimming(.both) },
            Overload([.literalText, .characterString, .characterString], result: { $0[2].type.varying }) { arguments, _ in
                let end: TrimmedEnd =
                    switch arguments[0].literalText {
                    case "LEADING": .leading
                    case "TRAILING": .trailing
                    default: .both
                    }
                return Strict.writing { (_: Utf8, characters: Utf8, text: Utf8, out: inout Utf8Writer) in
                    out.append(trimmed(text, characters, end))
                }
            },
        ])

    static let leftTrim = trimming("LTRIM", .leading, "The text without the given characters (by default spaces) at its start.") {
        $0[0].type.varying
    }
    static let rightTrim = trimming("RTRIM", .trailing, "The text without the given characters (by default spaces) at its end.") {
        $0[0].type.varying
    }
    static let bothTrim = trimming("BTRIM", .both, "The text without the given characters (by default spaces) at its ends.") { _ in
        DataType.string.notNull
    }

    private enum TrimmedEnd { case leading, trailing, both }

    private static func trimming(
        _ name: String, _ end: TrimmedEnd, _ summary: String, result: @escaping @Sendable ([Argument]) -> DataType
    ) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)('xax', 'x')", end == .both ? "a" : end == .leading ? "ax" : "xa")],
            overloads: [
                Overload([.characterString], result: result) { _, _ in spaceTrimming(end) },
                Overload([.characterString, .characterString], result: result) { _, _ in
                    Strict.writing { (text: Utf8, characters: Utf8, out: inout Utf8Writer) in out.append(trimmed(text, characters, end)) }
                },
            ])
    }

    private static func spaceTrimming(_ end: TrimmedEnd) -> ScalarKernel {
        Strict.writing { (text: Utf8, out: inout Utf8Writer) in
            let space: StaticString = " "
            out.append(trimmed(text, Utf8(UnsafeBufferPointer(start: space.utf8Start, count: 1)), end))
        }
    }

    private static func trimmed(_ text: Utf8, _ characters: Utf8, _ end: TrimmedEnd) -> Utf8 {
        var range = 0..<text.count
        if characters.count == 1 {
            let byte = characters[0]
            if end != .trailing { while range.lowerBound < range.upperBound, text[range.lowerBound] == byte { range = range.dropFirst() } }
            if end != .leading {
                while range.upperBound > range.lowerBound, text[range.upperBound - 1] == byte { range = range.dropLast() }
            }
            return text[range]
        }
        let wanted = characters.codePointRanges.map { characters[$0] }
        func contains(_ scalar: Utf8) -> Bool { wanted.contains { $0 == scalar } }
        var scalars = text.codePointRanges[...]
        if end != .trailing { while let first = scalars.first, contains(text[first]) { scalars.removeFirst() } }
        if end != .leading { while let last = scalars.last, contains(text[last]) { scalars.removeLast() } }
        guard let first = scalars.first, let last = scalars.last else { return text[0..<0] }
        return text[first.lowerBound..<last.upperBound]
    }
}
