import MartletCore

/// Exact decimal numbers as Java's `BigDecimal` reads them.
enum BigDecimalText {
    enum Answer {
        case malformed
        /// More digits than the type has before the point: NULL, as in Flink.
        case tooLarge
        case unscaled(Int128)
    }

    /// The number as DECIMAL(`precision`, `scale`), half rounded away from zero.
    static func parse(_ text: ByteRange, precision: Int, scale: Int) -> Answer {
        var position = text.start
        guard position < text.end else { return .malformed }
        let isNegative = position.pointee == UInt8(ascii: "-")
        if isNegative || position.pointee == UInt8(ascii: "+") { position += 1 }
        var magnitude: UInt128 = 0
        // Digits behind the point that `magnitude` holds, and whether one was seen at all.
        var fraction = 0
        var sawDigit = false, sawPoint = false
        // Digits too many for 128 bits are dropped: the first of them rounds, those before the point move it.
        var dropped = 0
        var firstDropped: UInt8 = 0
        while position < text.end {
            let byte = position.pointee
            let digit = byte &- UInt8(ascii: "0")
            if digit <= 9 {
                sawDigit = true
                if magnitude < maxBeforeDigit, dropped == 0 {
                    magnitude = magnitude &* 10 &+ UInt128(digit)
                    if sawPoint { fraction += 1 }
                } else {
                    if dropped == 0 { firstDropped = digit }
                    dropped += 1
                    if sawPoint { fraction += 1 }
                }
            } else if byte == UInt8(ascii: "."), !sawPoint {
                sawPoint = true
            } else {
                break
            }
            position += 1
        }
        guard sawDigit else { return .malformed }
        var exponent = 0
        if position < text.end {
            guard position.pointee | 0x20 == UInt8(ascii: "e"), let value = IntegerText.parse(ByteRange(position + 1, text.end)),
                let small = Int32(exactly: value)
            else { return .malformed }
            exponent = Int(small)
        }
        if magnitude == 0 { return .unscaled(0) }
        // The number is magnitude × 10^(dropped − fraction + exponent); wanted are units of 10^−scale.
        let shift = dropped - fraction + exponent + scale
        guard let fitted = scaled(magnitude, by: shift, firstDropped: firstDropped) else { return .tooLarge }
        guard fitted < Decimal128.powerOfTen(precision).magnitude else { return .tooLarge }
        return .unscaled(isNegative ? -Int128(fitted) : Int128(fitted))
    }

    private static let maxBeforeDigit = UInt128.max / 10 - 1

    /// `magnitude` × 10^`shift`, rounded; nil: more than 38 digits.
    private static func scaled(_ magnitude: UInt128, by shift: Int, firstDropped: UInt8) -> UInt128? {
        if shift > 0 {
            guard shift <= 38 else { return nil }
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: Decimal128.powerOfTen(shift).magnitude)
            return overflow ? nil : product
        }
        if shift == 0 { return firstDropped >= 5 ? magnitude + 1 : magnitude }
        guard shift >= -38 else { return 0 }
        let divisor = Decimal128.powerOfTen(-shift).magnitude
        let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor)
        return remainder >= divisor - remainder ? quotient + 1 : quotient
    }
}
