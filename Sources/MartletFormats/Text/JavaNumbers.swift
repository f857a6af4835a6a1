import MartletCore

/// Numbers as Java spells them.
package enum JavaNumbers {
    /// `BigDecimal.toString`.
    package static func text(_ value: Decimal128) -> String {
        var bytes: [UInt8] = []
        append(decimal: value.unscaled, scale: value.scale, isStripped: false, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `Double.toString`.
    static func append(_ value: Double, to bytes: inout [UInt8]) { FloatingPointText.withText(of: value) { bytes.append(contentsOf: $0) } }

    /// `Float.toString`.
    static func append(_ value: Float, to bytes: inout [UInt8]) { FloatingPointText.withText(of: value) { bytes.append(contentsOf: $0) } }

    /// `BigDecimal.toString` of `unscaled` × 10^−`scale`.
    ///
    /// - Parameter isStripped: without zeros at its end, which may bring an exponent: 1000000 is `1E+6`.
    static func append(decimal unscaled: Int128, scale: Int, isStripped: Bool, to bytes: inout [UInt8]) {
        var (number, scale) = (unscaled, scale)
        if isStripped {
            if number == 0 { scale = 0 }
            while number != 0, number % 10 == 0 { (number, scale) = (number / 10, scale - 1) }
        }
        let digits = String(number.magnitude)
        let adjusted = digits.utf8.count - 1 - scale
        guard scale < 0 || adjusted < -6 else {
            return bytes.append(contentsOf: Decimal128(unscaled: number, scale: scale).description.utf8)
        }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(contentsOf: digits.utf8.prefix(1))
        if digits.utf8.count > 1 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(contentsOf: digits.utf8.dropFirst())
        }
        bytes.append(contentsOf: (adjusted < 0 ? "E" : "E+").utf8)
        bytes.append(contentsOf: String(adjusted).utf8)
    }
}
