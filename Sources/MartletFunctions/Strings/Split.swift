import MartletColumns
import MartletCore

extension ScalarFunction {
    static let split = ScalarFunction(
        "SPLIT", "An array of the parts between the separators; without a separator, of the characters.",
        examples: [.init("SPLIT('a,,c', ',')", "[a, , c]")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in DataType.array(.string).notNull }) { _, _ in
                { call in
                    try Strict.read(call) { (texts: OperandReader<Utf8>, separators: OperandReader<Utf8>, validity: Bitmap?) in
                        let builder = ColumnBuilder(.array(.string), capacity: call.count)
                        for row in 0..<call.count {
                            if validity?[row] == false {
                                builder.appendNull()
                                continue
                            }
                            let text = texts[row], separator = separators[row]
                            if separator.isEmpty {
                                // As Java's characters: the halves of a pair become question marks.
                                for unit in text.utf16 { builder.children[0].append(Unicode.Scalar(unit).map(String.init) ?? "?") }
                            } else {
                                for part in parts(of: text, separator) { builder.children[0].append(part) }
                            }
                            builder.finishCollection()
                        }
                        return builder.finish()
                    }
                }
            }
        ])

    static let splitIndex = ScalarFunction(
        "SPLIT_INDEX", "The part with this number, from 0, between the separators (a text, or a character's code); NULL if there is none.",
        examples: [.init("SPLIT_INDEX('a,b,c', ',', 1)", "b")],
        overloads: [
            Overload([.characterString, .characterString, .int], result: { _ in .string }) { _, _ in
                Strict.writing { (text: Utf8, separator: Utf8, index: Int32, out: inout Utf8Writer) in
                    part(index, of: text, separator, &out)
                }
            },
            Overload([.characterString, .int, .int], result: { _ in .string }) { _, _ in
                Strict.writing { (text: Utf8, code: Int32, index: Int32, out: inout Utf8Writer) in
                    guard (0...0xFFFF).contains(code), let scalar = Unicode.Scalar(UInt32(code)) else { return out.setNull() }
                    Array(String(scalar).utf8).withUnsafeBufferPointer { part(index, of: text, Utf8($0), &out) }
                }
            },
        ])

    private static func part(_ index: Int32, of text: Utf8, _ separator: Utf8, _ out: inout Utf8Writer) {
        let found = text.isEmpty || index < 0 ? [] : separator.isEmpty ? wordsAndGaps(of: text) : parts(of: text, separator)
        if index >= 0, Int(index) < found.count { out.append(found[Int(index)]) } else { out.setNull() }
    }

    /// The texts between the separators; a text without any is one part.
    private static func parts(of text: Utf8, _ separator: Utf8) -> [Utf8] {
        var parts: [Utf8] = []
        var start = 0
        while let end = text.firstIndex(of: separator, from: start) {
            parts.append(text[start..<end])
            start = end + separator.count
        }
        parts.append(text[start...])
        return parts
    }

    /// The texts between single characters of white space.
    private static func wordsAndGaps(of text: Utf8) -> [Utf8] {
        var parts: [Utf8] = []
        var start = 0
        for (index, byte) in text.enumerated() where byte == 0x20 || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte) {
            parts.append(text[start..<index])
            start = index + 1
        }
        parts.append(text[start...])
        return parts
    }
}
