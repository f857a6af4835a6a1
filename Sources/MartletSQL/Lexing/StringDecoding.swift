/// What the text of a string token says, without its quotes and escapes.
enum StringDecoding {
    /// Why an escape cannot be read.
    struct Failure: Error {
        var message: String
    }

    /// The bytes between the quotes, two quotes being one.
    static func plain(_ token: ArraySlice<UInt8>, quote: UInt8 = UInt8(ascii: "'")) -> String {
        String(decoding: content(token, quote: quote), as: UTF8.self)
    }

    /// What stands between the first and the last quote, two quotes being one.
    private static func content(_ token: ArraySlice<UInt8>, quote: UInt8) -> [UInt8] {
        guard let first = token.firstIndex(of: quote) else { return [] }
        var result: [UInt8] = []
        result.reserveCapacity(token.count)
        var index = first + 1
        while index < token.endIndex - 1 {
            if token[index] == quote { index += 1 }
            result.append(token[index])
            index += 1
        }
        return result
    }

    /// `U&'..'`: four hexadecimal digits behind the escape character are a UTF-16 code unit, two escape characters are one.
    static func unicode(_ text: String, escape: UInt16) throws(Failure) -> String {
        let units = Array(text.utf16)
        var result: [UInt16] = []
        var index = 0
        while index < units.count {
            guard units[index] == escape else {
                result.append(units[index])
                index += 1
                continue
            }
            if index + 1 < units.count, units[index + 1] == escape {
                result.append(escape)
                index += 2
                continue
            }
            guard let unit = hexadecimal(units[(index + 1)...].prefix(4).map(UInt32.init), count: 4...4) else {
                throw Failure(message: "The Unicode escape at character \(index) needs four hexadecimal digits.")
            }
            result.append(UInt16(truncatingIfNeeded: unit.value))
            index += 5
        }
        return String(decoding: result, as: UTF16.self)
    }

    /// `E'..'`: the escapes of C.
    static func cEscapes(_ token: ArraySlice<UInt8>) throws(Failure) -> String {
        guard let first = token.firstIndex(of: UInt8(ascii: "'")) else { return "" }
        let scalars = Array(String(decoding: token[(first + 1)..<(token.endIndex - 1)], as: UTF8.self).unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar == "'" {
                // The second of two quotes.
                index += 1
                result.append("'")
                continue
            }
            guard scalar == "\\", index < scalars.count else {
                result.append(scalar)
                continue
            }
            try appendEscape(scalars, &index, to: &result)
        }
        return String(result)
    }

    /// Reads what stands behind a backslash.
    private static func appendEscape(
        _ scalars: [Unicode.Scalar], _ index: inout Int, to result: inout String.UnicodeScalarView
    ) throws(Failure) {
        let start = index
        let kind = scalars[index]
        index += 1
        switch kind {
        case "b": result.append("\u{8}")
        case "f": result.append("\u{C}")
        case "n": result.append("\n")
        case "r": result.append("\r")
        case "t": result.append("\t")
        case "x":
            // As in Calcite, \x without digits is an x.
            if let number = hexadecimal(scalars[index...].prefix(2).map(\.value), count: 1...2), let code = Unicode.Scalar(number.value) {
                index += number.digits
                result.append(code)
            } else {
                result.append(kind)
            }
        case "u", "U":
            let digits = kind == "u" ? 4 : 8
            guard let number = hexadecimal(scalars[index...].prefix(digits).map(\.value), count: digits...digits),
                let code = Unicode.Scalar(number.value)
            else { throw Failure(message: "The Unicode escape at character \(start) needs \(digits) hexadecimal digits.") }
            index += digits
            result.append(code)
        case "0"..."7":
            index = start
            var code: UInt32 = 0
            while index < scalars.count, index < start + 3, ("0"..."7").contains(scalars[index]) {
                code = code * 8 + scalars[index].value - 48
                index += 1
            }
            if let scalar = Unicode.Scalar(code) { result.append(scalar) }
        default: result.append(kind)
        }
    }

    /// The number that the first characters spell.
    private static func hexadecimal(_ units: [UInt32], count: ClosedRange<Int>) -> (value: UInt32, digits: Int)? {
        var value: UInt32 = 0
        var digits = 0
        for unit in units.prefix(count.upperBound) {
            guard let scalar = Unicode.Scalar(unit), scalar.isASCII, let digit = Character(scalar).hexDigitValue else { break }
            value = value << 4 | UInt32(digit)
            digits += 1
        }
        return digits >= count.lowerBound ? (value, digits) : nil
    }
}
