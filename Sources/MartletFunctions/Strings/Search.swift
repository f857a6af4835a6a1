import MartletColumns
import MartletCore

extension ScalarFunction {
    /// `POSITION(x IN s FROM n)` calls it with x, s and n.
    static let position = ScalarFunction(
        "POSITION", "Where the first text is found in the second, counted from 1; 0 if nowhere.",
        examples: [.init("POSITION('b' IN 'abcb')", "2")],
        overloads: searching)

    static let locate = ScalarFunction(
        "LOCATE", "Where the first text is found in the second from a place on, counted from 1; 0 if nowhere.",
        examples: [.init("LOCATE('l', 'hello', 4)", "4")], overloads: searching)

    private static let searching = [
        Overload([.characterString, .characterString], result: { _ in DataType.int.notNull }) { _, _ in
            Strict.partial { (wanted: Utf8, text: Utf8) -> Int32? in Int32(place(of: wanted, in: text, from: 1)) }
        },
        Overload([.characterString, .characterString, .int], result: { _ in DataType.int.notNull }) { _, _ in
            Strict.partial { (wanted: Utf8, text: Utf8, start: Int32) -> Int32? in Int32(place(of: wanted, in: text, from: Int(start))) }
        },
    ]

    /// The number, from 1, of the code point at which `wanted` begins, searched from the one numbered `start`; 0 if nowhere.
    private static func place(of wanted: Utf8, in text: Utf8, from start: Int) -> Int {
        if wanted.isEmpty { return 1 }
        let first = text.index(ofCodePoint: max(0, start - 1))
        guard let found = text.firstIndex(of: wanted, from: first) else { return 0 }
        return text[0..<found].codePointCount + 1
    }

    static let inString = ScalarFunction(
        "INSTR",
        "Where the second text is found in the first, counted from 1: from a place on (negative: from the end backwards), the nth time; 0 if nowhere.",
        examples: [.init("INSTR('hello', 'l', 1, 2)", "4"), .init("INSTR('hello', 'l', -1)", "4")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in DataType.int.notNull }) { _, _ in
                Strict.partial { (text: Utf8, wanted: Utf8) -> Int32? in Int32(place(of: wanted, in: text, from: 1)) }
            },
            Overload([.characterString, .characterString, .int], result: { _ in DataType.int.notNull }) { _, _ in
                Strict.partial { (text: Utf8, wanted: Utf8, start: Int32) -> Int32? in
                    try Int32(occurrence(1, of: wanted, in: text, from: Int(start)))
                }
            },
            Overload([.characterString, .characterString, .int, .int], result: { _ in DataType.int.notNull }) { _, _ in
                { call in
                    let starts = try call[2], numbers = try call[3]
                    let start = starts.int32.values, number = numbers.int32.values
                    let valid = Bitmap.intersection(starts.validity, numbers.validity)
                    return try Strict.read(call) { (text: OperandReader<Utf8>, wanted: OperandReader<Utf8>, validity: Bitmap?) in
                        try Int32.partial(call.count, Bitmap.intersection(validity, valid)) { row in
                            Int32(try occurrence(Int(number[row]), of: wanted[row], in: text[row], from: Int(start[row])))
                        }
                    }
                }
            },
        ])

    private static func occurrence(_ number: Int, of wanted: Utf8, in text: Utf8, from start: Int) throws -> Int {
        if number <= 0 { throw MartletError("nthAppearance must be positive!") }
        if start == 0 { return 0 }
        if start > 0 {
            var next = start, found = 0
            for _ in 0..<number {
                found = place(of: wanted, in: text, from: next)
                if found == 0 { return 0 }
                next = found + 1
            }
            return found
        }
        // Backwards: in the reversed text.
        return try withReversed(text) { text in
            try withReversed(wanted) { wanted in
                let found = try occurrence(number, of: wanted, in: text, from: -start)
                return found == 0 ? 0 : text.codePointCount + 2 - found - wanted.codePointCount
            }
        }
    }

    private static func withReversed<Result>(_ text: Utf8, _ body: (Utf8) throws -> Result) rethrows -> Result {
        try text.codePointRanges.reversed().flatMap { text[$0] }.withUnsafeBufferPointer { try body(Utf8($0)) }
    }

    static let startsWith = comparing("STARTSWITH", "Whether the first text (or binary) begins with the second.", example: ("'he'", "TRUE"))
    { text, start in
        text.hasPrefix(start)
    }
    static let endsWith = comparing("ENDSWITH", "Whether the first text (or binary) ends with the second.", example: ("'lo'", "TRUE")) {
        text, end in
        text.hasSuffix(end)
    }

    private static func comparing(
        _ name: String, _ summary: String, example: (String, String), _ test: @escaping @Sendable (Utf8, Utf8) -> Bool
    ) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)('hello', \(example.0))", example.1)],
            overloads: [Overload.Parameter.characterString, .binaryString].map { parameter in
                Overload([parameter, parameter], result: { _ in DataType.boolean.notNull }) { _, _ in
                    Strict.partial { (text: Utf8, part: Utf8) -> Bool? in test(text, part) }
                }
            })
    }
}
