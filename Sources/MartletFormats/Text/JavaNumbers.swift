import MartletCore

/// Numbers as Java spells them.
package enum JavaNumbers {
    /// `Double.toString`.
    package static func text(_ value: Double) -> String { text { append(value, to: &$0) } }
    /// `Float.toString`.
    package static func text(_ value: Float) -> String { text { append(value, to: &$0) } }
    /// `BigDecimal.toString`.
    package static func text(_ value: Decimal128) -> String {
        text { append(decimal: value.unscaled, scale: value.scale, isStripped: false, to: &$0) }
    }

    private static func text(_ append: (inout [UInt8]) -> Void) -> String {
        var bytes: [UInt8] = []
        append(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `Double.toString`.
    static func append(_ value: Double, to bytes: inout [UInt8]) { append(value.description, isNaN: value.isNaN, to: &bytes) }

    /// `Float.toString`.
    static func append(_ value: Float, to bytes: inout [UInt8]) { append(value.description, isNaN: value.isNaN, to: &bytes) }

    /// Respells the shortest decimal of Swift, `1e-05` or `12.5`, as Java does: `1.0E-5`, from 10^-3 to 10^7 without an exponent.
    private static func append(_ text: String, isNaN: Bool, to bytes: inout [UInt8]) {
        if isNaN { return bytes.append(contentsOf: "NaN".utf8) }
        var digits: [UInt8] = []
        var pointPlace = 0, exponent = 0
        var sawPoint = false
        var rest = Array(text.utf8)[...]
        if rest.first == UInt8(ascii: "-") {
            bytes.append(UInt8(ascii: "-"))
            rest = rest.dropFirst()
        }
        if rest.first == UInt8(ascii: "i") { return bytes.append(contentsOf: "Infinity".utf8) }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: ".") {
                sawPoint = true
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: rest, as: UTF8.self)) ?? 0
                break
            } else if !digits.isEmpty || byte != UInt8(ascii: "0") {
                digits.append(byte)
                if !sawPoint { pointPlace += 1 }
            } else if sawPoint {
                pointPlace -= 1
            }
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        if digits.isEmpty { return bytes.append(contentsOf: "0.0".utf8) }
        // The number is 0.digits × 10^place.
        let place = pointPlace + exponent
        if place > -3, place <= 7 {
            if place <= 0 {
                bytes.append(contentsOf: "0.".utf8)
                bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -place))
                bytes.append(contentsOf: digits)
            } else {
                bytes.append(contentsOf: digits.prefix(place))
                bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, place - digits.count)))
                bytes.append(UInt8(ascii: "."))
                bytes.append(contentsOf: digits.count > place ? Array(digits.dropFirst(place)) : [UInt8(ascii: "0")])
            }
        } else {
            bytes.append(digits[0])
            bytes.append(UInt8(ascii: "."))
            bytes.append(contentsOf: digits.count > 1 ? Array(digits.dropFirst()) : [UInt8(ascii: "0")])
            bytes.append(UInt8(ascii: "E"))
            bytes.append(contentsOf: String(place - 1).utf8)
        }
    }

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
