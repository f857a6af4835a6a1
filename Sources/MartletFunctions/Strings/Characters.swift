import MartletColumns
import MartletCore

extension ScalarFunction {
    static let charLength = ScalarFunction(
        "CHAR_LENGTH", aliases: ["CHARACTER_LENGTH", "CHARLENGTH"], "How many code points the text has.",
        examples: [.init("CHAR_LENGTH('žluť')", "4")],
        overloads: [
            Overload([.characterString], result: { _ in DataType.int.notNull }) { _, _ in
                Strict.partial { (text: Utf8) -> Int32? in Int32(truncatingIfNeeded: text.codePointCount) }
            }
        ])

    static let ascii = ScalarFunction(
        "ASCII", "The first byte of the text, as a signed number; 0 if it is empty.", examples: [.init("ASCII('abc')", "97")],
        overloads: [
            Overload([.characterString], result: { _ in DataType.int.notNull }) { _, _ in
                Strict.partial { (text: Utf8) -> Int32? in text.first.map { Int32(Int8(bitPattern: $0)) } ?? 0 }
            }
        ])

    static let chr = ScalarFunction(
        "CHR", "The character with this code, modulo 256; empty for a negative one.", examples: [.init("CHR(353)", "a")],
        overloads: [
            Overload([.bigint], result: { _ in .string }) { _, _ in
                Strict.writing { (code: Int64, out: inout Utf8Writer) in
                    if code >= 0 { out.append(Unicode.Scalar(UInt8(truncatingIfNeeded: code))) }
                }
            }
        ])

    static let reverse = ScalarFunction(
        "REVERSE", "The code points in the opposite order.", examples: [.init("REVERSE('abc')", "cba")],
        overloads: [
            Overload([.characterString], result: { _ in .string }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    for range in text.codePointRanges.reversed() { out.append(text[range]) }
                }
            }
        ])

    static let repeated = ScalarFunction(
        "REPEAT", "The text so many times over; empty for a negative count.", examples: [.init("REPEAT('ab', 2)", "abab")],
        overloads: [
            Overload([.characterString, .int], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (text: Utf8, count: Int32, out: inout Utf8Writer) in
                    let count = text.isEmpty ? 0 : max(0, Int(count))
                    try out.checkRoom(for: count * text.count)
                    for _ in 0..<count { out.append(text) }
                }
            }
        ])

    static let replace = ScalarFunction(
        "REPLACE", "The first text with every occurrence of the second replaced by the third.",
        examples: [.init("REPLACE('big red bus', 'red', 'blue')", "big blue bus")],
        overloads: [
            Overload([.characterString, .characterString, .characterString], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (text: Utf8, wanted: Utf8, replacement: Utf8, out: inout Utf8Writer) in
                    if wanted.isEmpty {
                        // Java: between all characters (the halves of a pair too), and at both ends.
                        let replacement = replacement.utf16
                        return out.append(utf16: replacement + text.utf16.flatMap { [$0] + replacement })
                    }
                    var start = 0
                    while let found = text.firstIndex(of: wanted, from: start) {
                        out.append(text[start..<found])
                        out.append(replacement)
                        start = found + wanted.count
                    }
                    out.append(text[start...])
                }
            }
        ])

    static let translate = ScalarFunction(
        "TRANSLATE", aliases: ["TRANSLATE3"],
        "The text with each character of the second argument replaced by the one in the same place of the third, or left out if there is none.",
        examples: [.init("TRANSLATE('hello', 'el', 'ip')", "hippo")],
        overloads: [
            Overload(
                [.characterString, .characterString, .characterString], nulls: .handled,
                result: { DataType.string.nullable($0[0].type.isNullable) }
            ) { _, _ in
                { call in
                    let text = try call[0].bytes, from = try call[1].bytes, to = try call[2].bytes
                    var table: [Unicode.Scalar: Unicode.Scalar?] = [:]
                    var tableRow = -1
                    return try Utf8Writer.column(call.count, text.validity) { row, out in
                        let scalars = text.string(row)?.unicodeScalars ?? "".unicodeScalars
                        if tableRow < 0 || from[tableRow] != from[row] || to[tableRow] != to[row] {
                            let targets = Array((to.string(row) ?? "").unicodeScalars)
                            table = [:]
                            for (place, scalar) in (from.string(row) ?? "").unicodeScalars.enumerated() where table[scalar] == nil {
                                table[scalar] = .some(place < targets.count ? targets[place] : nil)
                            }
                            tableRow = row
                        }
                        for scalar in scalars {
                            if let translated = table[scalar] {
                                if let translated { out.append(translated) }
                            } else {
                                out.append(scalar)
                            }
                        }
                    }
                }
            }
        ])

    static let overlay = ScalarFunction(
        "OVERLAY", "The text with another put over it from a place on, over as many characters as it has or as are given.",
        examples: [.init("OVERLAY('----demo' PLACING '++++' FROM 5 FOR 2)", "----++++mo")],
        overloads: [
            Overload([.characterString, .characterString, .int], result: { concatenated($0) }) { _, _ in
                Strict.writing { (text: Utf8, other: Utf8, start: Int32, out: inout Utf8Writer) in
                    let other = other.utf16
                    overlay(text.utf16, other, Int(start), other.count, &out)
                }
            },
            Overload([.characterString, .characterString, .int, .int], result: { concatenated($0) }) { _, _ in
                { call in
                    let starts = try call[2], lengths = try call[3]
                    let start = starts.int32.values, length = lengths.int32.values
                    return try Strict.read(call) { (text: OperandReader<Utf8>, other: OperandReader<Utf8>, validity: Bitmap?) in
                        let numbers = Bitmap.intersection(starts.validity, lengths.validity)
                        return try Utf8Writer.column(call.count, Bitmap.intersection(validity, numbers)) { row, out in
                            overlay(text[row].utf16, other[row].utf16, Int(start[row]), Int(length[row]), &out)
                        }
                    }
                }
            },
        ])

    private static func overlay(_ text: [UInt16], _ other: [UInt16], _ start: Int, _ length: Int, _ out: inout Utf8Writer) {
        if start <= 0 || start > text.count { return out.append(utf16: text) }
        var units = Array(text[..<(start - 1)])
        units += other
        if length > 0, start + length <= text.count { units += text[(start - 1 + length)...] }
        out.append(utf16: units)
    }

    /// A VARCHAR as long as both texts together.
    private static func concatenated(_ arguments: [Argument]) -> DataType {
        DataType(.varchar(min(DataType.maxLength, arguments[0].type.textLength + arguments[1].type.textLength)), nullable: false)
    }
}

extension DataType {
    /// The greatest length of a CHAR or VARCHAR.
    var textLength: Int {
        switch kind {
        case .char(let length), .varchar(let length): length
        default: DataType.maxLength
        }
    }

    /// A VARCHAR as long as this type.
    var varying: DataType { DataType(.varchar(textLength), nullable: isNullable) }
}
