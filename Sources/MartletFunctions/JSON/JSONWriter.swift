/// Writes JSON texts as Jackson does: without spaces, what is not ASCII as it is.
enum JSONWriter {
    /// In double quotes, with what must be escaped.
    static func write(string text: some Sequence<UInt8>, _ out: inout Utf8Writer) {
        out.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""): out.append("\\\"")
            case UInt8(ascii: "\\"): out.append("\\\\")
            case 0x08: out.append("\\b")
            case 0x09: out.append("\\t")
            case 0x0A: out.append("\\n")
            case 0x0C: out.append("\\f")
            case 0x0D: out.append("\\r")
            case 0..<0x20:
                out.append("\\u00")
                out.append(zeroPaddedHexadecimal(byte))
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    private static func zeroPaddedHexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }

    /// - Parameter isSorted: members in the order of their names, not in their own.
    static func write(_ value: JSONValue, isSorted: Bool, _ out: inout Utf8Writer) {
        switch value {
        case .null: out.append("null")
        case .boolean(let value): out.append(value ? "true" : "false")
        case .number(let number): out.append(number.text)
        case .string(let text): write(string: text.utf8, &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                write(element, isSorted: isSorted, &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in (isSorted ? members.sorted { isOrdered($0.name, $1.name) } : members).enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                write(string: member.name.utf8, &out)
                out.append(UInt8(ascii: ":"))
                write(member.value, isSorted: isSorted, &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    /// Java's order of strings: by their UTF-16 code units.
    static func isOrdered(_ a: String, _ b: String) -> Bool { a.utf16.lexicographicallyPrecedes(b.utf16) }

    /// The text of a value by itself.
    static func text(_ value: JSONValue, isSorted: Bool) -> [UInt8] {
        var out = Utf8Writer(capacity: 1)
        write(value, isSorted: isSorted, &out)
        return out.withRow { Array($0) }
    }
}
