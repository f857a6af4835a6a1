/// The decimal text of DOUBLE and FLOAT, digit for digit as Java 17's `Double.toString` and `Float.toString`, and so as Flink's, give it.
///
/// Java 17 does not always give the shortest digits that read back as the same number (Java 19 does): `1.23456792E8` for the FLOAT 123456789.
/// Its digits are those of Steele and White's free-format algorithm with a fixed margin of half a unit in the last place, with stopping tests
/// that differ between machine words and big integers; and whole numbers are printed from the integer. Both are followed here, because the
/// text is part of the answer of a query.
package enum FloatingPointText {
    /// Calls `body` with the text of `value`.
    package static func withText<Result>(of value: Double, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try withText(Parts(value), body)
    }

    /// Calls `body` with the text of `value`.
    package static func withText<Result>(of value: Float, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try withText(Parts(value), body)
    }

    /// A number taken apart: `fraction` is a 53-bit significand with its highest bit set, worth `fraction` × 2^(`exponent` − 52).
    struct Parts {
        var isNegative: Bool
        var fraction: UInt64
        var exponent: Int
        /// How many bits of the significand the format holds for this number.
        var significantBits: Int
        var special: StaticString?

        init(_ value: Double) {
            isNegative = value.sign == .minus
            fraction = value.significandBitPattern
            exponent = Int(value.exponentBitPattern) - 1023
            significantBits = 53
            special =
                value.isNaN
                ? "NaN" : value.isInfinite ? (isNegative ? "-Infinity" : "Infinity") : value == 0 ? (isNegative ? "-0.0" : "0.0") : nil
            if value.isNormal {
                fraction |= 1 << 52
            } else if special == nil {
                let shift = fraction.leadingZeroBitCount - 11
                fraction <<= UInt64(shift)
                exponent = 1 - shift - 1023
                significantBits = 53 - shift
            }
        }

        init(_ value: Float) {
            isNegative = value.sign == .minus
            var bits = value.significandBitPattern
            exponent = Int(value.exponentBitPattern) - 127
            significantBits = 24
            special =
                value.isNaN
                ? "NaN" : value.isInfinite ? (isNegative ? "-Infinity" : "Infinity") : value == 0 ? (isNegative ? "-0.0" : "0.0") : nil
            if value.isNormal {
                bits |= 1 << 23
            } else if special == nil {
                let shift = bits.leadingZeroBitCount - 8
                bits <<= UInt32(shift)
                exponent = 1 - shift - 127
                significantBits = 24 - shift
            }
            fraction = UInt64(bits) << 29
        }
    }

    private static func withText<Result>(_ parts: Parts, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        if let special = parts.special { return try body(UnsafeBufferPointer(start: special.utf8Start, count: special.utf8CodeUnitCount)) }
        return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { text in
            var digits = DecimalDigits()
            digits.develop(parts)
            let count = digits.write(isNegative: parts.isNegative, into: text)
            return try body(UnsafeBufferPointer(rebasing: text[..<count]))
        }
    }
}

extension Double {
    /// The number as CAST to STRING spells it.
    package var sqlText: String { FloatingPointText.withText(of: self) { String(decoding: $0, as: UTF8.self) } }
}

extension Float {
    /// The number as CAST to STRING spells it.
    package var sqlText: String { FloatingPointText.withText(of: self) { String(decoding: $0, as: UTF8.self) } }
}
