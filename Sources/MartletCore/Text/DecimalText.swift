/// DECIMAL read from text, by the rules of CAST from STRING.
package enum DecimalText {
    /// The unscaled value of `text` at a precision and scale, half rounded up.
    ///
    /// Short texts for short types are read as Flink reads them: one foreign character may follow the number (`1x` is 1, `x` is 0), leading
    /// zeros count as digits, and rounding may lead to one digit more than the precision has.
    package static func unscaled(_ text: TextBytes, precision: Int, scale: Int) throws(TextFailure) -> Int128 {
        precision > 18 || text.count > 18
            ? try exact(text.trimming(isSpace), precision: precision, scale: scale) : try short(text, precision: precision, scale: scale)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }

    private static func short(_ text: TextBytes, precision: Int, scale: Int) throws(TextFailure) -> Int128 {
        var position = 0
        while position < text.count, isSpace(text[position]) { position += 1 }
        if position == text.count { throw .noDecimal }
        let isNegative = text[position] == UInt8(ascii: "-")
        if isNegative || text[position] == UInt8(ascii: "+") { position += 1 }
        if position == text.count { throw .noDecimal }
        var significand: Int64 = 0
        var digits = 0, point: Int?
        var last: UInt8 = 0
        while position < text.count {
            last = text[position]
            position += 1
            if last.isDigit {
                significand = significand * 10 + Int64(last.digitValue)
                digits += 1
            } else if last == UInt8(ascii: ".") {
                if point != nil { throw .noDecimal }
                point = digits
            } else {
                break
            }
        }
        var exponent = 0
        if last | 0x20 == UInt8(ascii: "e"), position < text.count {
            let isNegativeExponent = text[position] == UInt8(ascii: "-")
            if isNegativeExponent || text[position] == UInt8(ascii: "+") {
                position += 1
                if position == text.count { throw .noDecimal }
            }
            while position < text.count {
                let byte = text[position]
                position += 1
                guard byte.isDigit else { break }
                if exponent < 40 { exponent = exponent * 10 + byte.digitValue }
            }
            if isNegativeExponent { exponent = -exponent }
        }
        exponent -= digits - (point ?? digits)
        while position < text.count {
            guard isSpace(text[position]) else { throw .noDecimal }
            position += 1
        }
        let change = exponent + scale
        if digits + change > precision { throw .overflow }
        var result = Int128(significand)
        if change >= 0 {
            result *= Decimal128.powerOfTen(change)
        } else if change < -18 {
            throw .overflow
        } else {
            result = Decimal128.roundedQuotient(result, Decimal128.powerOfTen(-change))
        }
        return isNegative ? -result : result
    }

    /// The same of a text without spaces, read strictly.
    package static func exact(_ text: TextBytes, precision: Int, scale: Int) throws(TextFailure) -> Int128 {
        guard let parts = Parts(text) else { throw .noDecimal }
        guard let result = parts.unscaled(scale: scale), result.magnitude < Decimal128.powerOfTen(precision).magnitude else {
            throw .overflow
        }
        return result
    }

    // MARK: Writing

    package static let capacity = 42

    /// Writes a number with exactly `scale` digits behind the point into a buffer of at least `capacity` bytes, and returns how many it wrote.
    package static func write(_ unscaled: Int128, scale: Int, into text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var start = capacity
        func put(_ digit: UInt8) {
            start -= 1
            text[start] = digit
        }
        var digits = 0
        // Numbers of one word are taken apart much faster.
        func put(word: UInt64, atLeast count: Int) {
            var rest = word
            while rest != 0 || digits < count {
                if digits == scale, scale > 0 { put(UInt8(ascii: ".")) }
                put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
                digits += 1
            }
        }
        let magnitude = unscaled.magnitude
        if magnitude >> 64 == 0 {
            put(word: UInt64(truncatingIfNeeded: magnitude), atLeast: scale + 1)
        } else {
            let (high, low) = magnitude.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
            put(word: UInt64(truncatingIfNeeded: low), atLeast: 19)
            let (highest, middle) = high.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
            put(word: UInt64(truncatingIfNeeded: middle), atLeast: highest == 0 ? scale + 1 : 38)
            put(word: UInt64(truncatingIfNeeded: highest), atLeast: scale + 1)
        }
        if unscaled < 0 { put(UInt8(ascii: "-")) }
        let length = capacity - start
        for index in 0..<length { text[index] = text[start + index] }
        return length
    }

    /// A decimal number of any length: 0.`digits` × 10^`exponent`, `digits` without leading zeros, as far as DECIMAL could need them.
    struct Parts {
        var isNegative: Bool
        /// At most 39 digits, so that a 38-digit number can be rounded.
        var digits: [UInt8] = []
        var exponent = 0

        /// Reads `[sign] digits [. digits] [e [sign] digits]` with at least one digit before the exponent.
        init?(_ text: TextBytes) {
            var position = 0
            isNegative = text.first == UInt8(ascii: "-")
            if isNegative || text.first == UInt8(ascii: "+") { position = 1 }
            var hasDigits = false, hasPoint = false
            while position < text.count {
                let byte = text[position]
                if byte.isDigit {
                    hasDigits = true
                    let isLeadingZero = digits.isEmpty && byte == UInt8(ascii: "0")
                    if !isLeadingZero, digits.count < 39 { digits.append(byte & 0x0F) }
                    if hasPoint { exponent -= isLeadingZero ? 1 : 0 } else { exponent += isLeadingZero ? 0 : 1 }
                } else if byte == UInt8(ascii: "."), !hasPoint {
                    hasPoint = true
                } else {
                    break
                }
                position += 1
            }
            guard hasDigits else { return nil }
            if position == text.count { return }
            guard text[position] | 0x20 == UInt8(ascii: "e") else { return nil }
            position += 1
            guard let power: Int32 = try? NumberText.integer(TextBytes(rebasing: text[position...])),
                text.first(UInt8(ascii: "."), from: position) == nil
            else { return nil }
            exponent += Int(power)
        }

        /// The number × 10^`scale`, half rounded up; nil if that has more than 38 digits.
        func unscaled(scale: Int) -> Int128? {
            if digits.isEmpty { return 0 }
            let kept = exponent + scale
            if kept < 0 { return 0 }
            if kept > 38 { return nil }
            var result: Int128 = 0
            for index in 0..<kept { result = result * 10 + (index < digits.count ? Int128(digits[index]) : 0) }
            if kept < digits.count, digits[kept] >= 5 { result += 1 }
            return isNegative ? -result : result
        }
    }
}
