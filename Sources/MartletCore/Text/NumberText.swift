import Glibc

/// Numbers and truth values read from text, by the rules of CAST from STRING.
package enum NumberText {
    /// A whole number. Digits behind a point are checked and dropped; spaces around it are not accepted.
    package static func integer<Number: FixedWidthInteger & SignedInteger>(_ text: TextBytes) throws(TextFailure) -> Number {
        if text.isEmpty { throw .emptyInteger }
        let isNegative = text[0] == UInt8(ascii: "-")
        var position = isNegative || text[0] == UInt8(ascii: "+") ? 1 : 0
        if position == text.count { throw .onlySign }
        // Counted downwards, where there is one number more.
        var result: Number = 0
        while position < text.count, text[position] != UInt8(ascii: ".") {
            guard text[position].isDigit else { throw .invalidCharacter }
            let (tens, isTooLarge) = result.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = tens.subtractingReportingOverflow(Number(truncatingIfNeeded: text[position].digitValue))
            if isTooLarge || overflow { throw .overflow }
            result = sum
            position += 1
        }
        position += 1
        while position < text.count {
            guard text[position].isDigit else { throw .invalidCharacter }
            position += 1
        }
        if isNegative { return result }
        if result == .min { throw .overflow }
        return -result
    }

    package static func boolean(_ text: TextBytes) throws(TextFailure) -> Bool {
        for word in ["true", "t", "yes", "y", "1"] as [StaticString] where matches(text, word) { return true }
        for word in ["false", "f", "no", "n", "0"] as [StaticString] where matches(text, word) { return false }
        throw .noBoolean
    }

    /// Whether `text` is `word`, which is in lower case, without regard to case.
    private static func matches(_ text: TextBytes, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<text.count {
            let byte = text[index]
            if (byte &- 0x41 < 26 ? byte | 0x20 : byte) != word.utf8Start[index] { return false }
        }
        return true
    }

    // MARK: Floating point

    /// As Java's `Double.parseDouble`: `NaN`, `Infinity`, hexadecimal with a power, a `d` or `f` at the end, spaces around.
    package static func double(_ text: TextBytes) throws(TextFailure) -> Double {
        guard let value = floatingPoint(text, special: { $0 ? .nan : .infinity }, { strtod($0, nil) }) else { throw .noFloatingPoint }
        return value
    }

    package static func float(_ text: TextBytes) throws(TextFailure) -> Float {
        guard let value = floatingPoint(text, special: { $0 ? Float.nan : .infinity }, { strtof($0, nil) }) else { throw .noFloatingPoint }
        return value
    }

    @inline(__always)
    private static func floatingPoint<Number: BinaryFloatingPoint>(
        _ text: TextBytes, special: (_ isNaN: Bool) -> Number, _ read: (UnsafePointer<CChar>) -> Number
    ) -> Number? {
        let text = text.trimmed
        let isNegative = text.first == UInt8(ascii: "-")
        let magnitude = isNegative || text.first == UInt8(ascii: "+") ? TextBytes(rebasing: text.dropFirst()) : text
        if magnitude.elementsEqual("NaN".utf8) { return special(true) }
        if magnitude.elementsEqual("Infinity".utf8) { return isNegative ? -special(false) : special(false) }
        guard let length = lengthOfNumber(magnitude) else { return nil }
        let number = withUnsafeTemporaryAllocation(of: CChar.self, capacity: length + 1) { buffer in
            for index in 0..<length { buffer[index] = CChar(bitPattern: magnitude[index]) }
            buffer[length] = 0
            return buffer.baseAddress.map { read($0) } ?? 0
        }
        return isNegative ? -number : number
    }

    /// The length of a number in Java's grammar, without the letter that may end it; nil if `text` is none.
    private static func lengthOfNumber(_ text: TextBytes) -> Int? {
        var position = 0
        let isHexadecimal = text.count > 1 && text[0] == UInt8(ascii: "0") && text[1] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { position = 2 }
        var digits = 0
        func skipDigits() {
            while position < text.count, text[position].isDigit || isHexadecimal && text[position] | 0x20 &- 0x61 < 6 {
                position += 1
                digits += 1
            }
        }
        skipDigits()
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            skipDigits()
        }
        if digits == 0 { return nil }
        if position < text.count, text[position] | 0x20 == UInt8(ascii: isHexadecimal ? "p" : "e") {
            position += 1
            if position < text.count, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") { position += 1 }
            let start = position
            while position < text.count, text[position].isDigit { position += 1 }
            if position == start { return nil }
        } else if isHexadecimal {
            return nil
        }
        let rest = text.count - position
        let isMarked = rest == 1 && (text[position] | 0x20 == UInt8(ascii: "d") || text[position] | 0x20 == UInt8(ascii: "f"))
        return rest == 0 || isMarked ? position : nil
    }
}
