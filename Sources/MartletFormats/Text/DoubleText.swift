import MartletCore

/// Floating-point numbers as Java's `Double.parseDouble` reads them.
enum DoubleText {
    /// A decimal number taken apart: ± `mantissa` × 10^`exponent`.
    struct Parts {
        var mantissa: UInt64 = 0
        var exponent = 0
        var isNegative = false
    }

    /// The double nearest to what `parts` say, if that takes no more than one rounding.
    ///
    /// Numbers up to 2^53 and powers of ten up to 10^22 are exact as doubles, so one multiplication or division rounds correctly
    /// (W. D. Clinger, “How to read floating point numbers accurately”, 1990).
    @inline(__always) static func exact(_ parts: Parts) -> Double? {
        guard parts.mantissa <= 1 << 53, parts.exponent >= -22, parts.exponent <= 22 else { return nil }
        let mantissa = Double(parts.mantissa)
        let magnitude = parts.exponent < 0 ? mantissa / powersOfTen[-parts.exponent] : mantissa * powersOfTen[parts.exponent]
        return parts.isNegative ? -magnitude : magnitude
    }

    static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// nil: no number.
    @inline(__always) static func parse(_ text: ByteRange) -> Double? {
        guard let parts = parts(text), let value = exact(parts) else { return parseAny(text) }
        return value
    }

    /// The parts of `-12.5e3`; nil: something else, which may yet be a number.
    @inline(__always) private static func parts(_ text: ByteRange) -> Parts? {
        var parts = Parts()
        var position = text.start
        guard position < text.end else { return nil }
        parts.isNegative = position.pointee == UInt8(ascii: "-")
        if parts.isNegative { position += 1 }
        let digitsStart = position
        var digits = 0
        while position < text.end {
            let digit = position.pointee &- UInt8(ascii: "0")
            if digit > 9 { break }
            parts.mantissa = parts.mantissa &* 10 &+ UInt64(digit)
            position += 1
        }
        digits = position - digitsStart
        if position < text.end, position.pointee == UInt8(ascii: ".") {
            position += 1
            let fractionStart = position
            while position < text.end {
                let digit = position.pointee &- UInt8(ascii: "0")
                if digit > 9 { break }
                parts.mantissa = parts.mantissa &* 10 &+ UInt64(digit)
                position += 1
            }
            parts.exponent = fractionStart - position
            digits += position - fractionStart
        }
        if digits == 0 || digits > 19 { return nil }
        if position < text.end {
            guard position.pointee | 0x20 == UInt8(ascii: "e"), let exponent = IntegerText.parse(ByteRange(position + 1, text.end)),
                abs(exponent) < 10_000
            else { return nil }
            parts.exponent += Int(exponent)
        }
        return parts
    }

    /// Every number that Java reads: also of many digits, hexadecimal, with a type suffix, infinite or NaN.
    @inline(never) private static func parseAny(_ text: ByteRange) -> Double? {
        try? NumberText.double(UnsafeBufferPointer(start: text.start, count: text.count))
    }

    /// The FLOAT nearest to the text, rounded once.
    @inline(__always) static func parseFloat(_ text: ByteRange) -> Float? {
        // A double that is exact rounds to a float as the text itself would.
        if let parts = parts(text), parts.mantissa <= 1 << 24, parts.exponent >= -10, parts.exponent <= 10 {
            let mantissa = Float(parts.mantissa)
            let power = Float(powersOfTen[abs(parts.exponent)])
            let magnitude = parts.exponent < 0 ? mantissa / power : mantissa * power
            return parts.isNegative ? -magnitude : magnitude
        }
        return parseAnyFloat(text)
    }

    @inline(never) private static func parseAnyFloat(_ text: ByteRange) -> Float? {
        try? NumberText.float(UnsafeBufferPointer(start: text.start, count: text.count))
    }
}
