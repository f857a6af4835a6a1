/// The decimal digits of a floating-point number: 0.`digits` × 10^`exponent`. `FloatingPointText` tells by which rules.
struct DecimalDigits {
    /// At most 19 are made.
    private var digits = SIMD32<UInt8>()
    private var count = 0
    private var exponent = 0

    private mutating func append(_ digit: UInt8) {
        digits[count] = digit
        count += 1
    }

    // MARK: Making digits

    mutating func develop(_ parts: FloatingPointText.Parts) {
        let fraction = parts.fraction, binary = parts.exponent
        let tailZeros = fraction.trailingZeroBitCount
        let fractionBits = 53 - tailZeros
        // Significant bits to the right of the point.
        let tinyBits = max(0, fractionBits - binary - 1)
        if tinyBits == 0, (-21...62).contains(binary), fractionBits < 64 {
            developInteger(binary >= 52 ? fraction << UInt64(binary - 52) : fraction >> UInt64(52 - binary), binary, parts.significantBits)
        } else {
            developFraction(fraction >> UInt64(tailZeros), binary, tinyBits: tinyBits, fractionBits: fractionBits, parts.significantBits)
        }
    }

    /// A whole number below 2^63: its own digits, of which those below the last significant bit are rounded away.
    private mutating func developInteger(_ number: UInt64, _ binary: Int, _ significantBits: Int) {
        var number = number, dropped = 0
        if binary > significantBits {
            dropped = Self.decimalDigitsBelow(bit: binary - significantBits - 1)
            if dropped > 0 {
                let power = Self.powerOfTen(dropped)
                let (quotient, residue) = number.quotientAndRemainder(dividingBy: power)
                number = quotient + (residue >= power / 2 ? 1 : 0)
            }
        }
        var reversed = SIMD32<UInt8>(), length = 0, position = 0
        while number != 0 {
            let (quotient, digit) = number.quotientAndRemainder(dividingBy: 10)
            if length > 0 || digit != 0 {
                reversed[length] = UInt8(digit)
                length += 1
            }
            number = quotient
            position += 1
        }
        for index in 0..<length { append(reversed[length - 1 - index]) }
        exponent = position + dropped
    }

    /// How many digits 2^`bit` has after its first.
    private static func decimalDigitsBelow(bit: Int) -> Int {
        guard bit > 1 else { return 0 }
        var digits = 0
        var rest = (1 as UInt64) << UInt64(bit)
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        return digits
    }

    private static func powerOfTen(_ exponent: Int) -> UInt64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }

    /// Steele and White: `number` / `scale` is the rest still to be printed, `margin` half a unit in the last place, on the same scale.
    private mutating func developFraction(_ fraction: UInt64, _ binary: Int, tinyBits: Int, fractionBits: Int, _ significantBits: Int) {
        var decimal = Self.estimatedExponent(fraction << UInt64(53 - fractionBits), binary)
        // number = fraction × 5^number5 × 2^number2, and so on.
        let number5 = max(0, -decimal), scale5 = max(0, decimal)
        var number2 = number5 + tinyBits + binary, scale2 = scale5 + tinyBits
        var margin2 = number2 - significantBits
        number2 -= fractionBits - 1
        let common = min(number2, scale2)
        number2 -= common
        scale2 -= common
        margin2 -= common
        // Below a power of two the numbers lie twice as close.
        if fractionBits == 1 { margin2 -= 1 }
        if margin2 < 0 {
            number2 -= margin2
            scale2 -= margin2
            margin2 = 0
        }
        let numberBits = fractionBits + number2 + Self.bitsOfPowerOfFive(number5)
        let tenScaleBits = scale2 + 1 + Self.bitsOfPowerOfFive(scale5 + 1)
        let rounding: Rounding
        if numberBits < 32, tenScaleBits < 32 {
            rounding = generate(
                Int32(truncatingIfNeeded: fraction) &* Self.powerOfFive(number5) << Int32(number2),
                scale: Self.powerOfFive(scale5) << Int32(scale2), margin: Self.powerOfFive(number5) << Int32(margin2), &decimal)
        } else if numberBits < 64, tenScaleBits < 64 {
            rounding = generate(
                Int64(truncatingIfNeeded: fraction) &* Self.powerOfFive(number5) << Int64(number2),
                scale: Self.powerOfFive(scale5) << Int64(scale2), margin: Self.powerOfFive(number5) << Int64(margin2), &decimal)
        } else {
            rounding = generate(
                BigNatural(fraction).timesPowerOfFive(number5).shifted(number2),
                scale: BigNatural(1).timesPowerOfFive(scale5).shifted(scale2),
                margin: BigNatural(1).timesPowerOfFive(number5).shifted(margin2), &decimal)
        }
        exponent = decimal + 1
        switch rounding {
        case .down: break
        case .up: roundUp()
        case .half: if digits[count - 1] & 1 != 0 { roundUp() }
        }
    }

    /// What becomes of the last digit.
    private enum Rounding { case down, up, half }

    /// With machine words, whose overflow ends the digits.
    private mutating func generate<Word: FixedWidthInteger & SignedInteger>(
        _ number: Word, scale: Word, margin: Word, _ decimal: inout Int
    ) -> Rounding {
        let tens = scale &* 10
        var (digit, rest) = number.quotientAndRemainder(dividingBy: scale)
        rest &*= 10
        var margin = margin &* 10
        var isLow = rest < margin, isHigh = rest &+ margin > tens
        if digit == 0, !isHigh { decimal -= 1 } else { append(UInt8(truncatingIfNeeded: digit)) }
        // The form with an exponent has at least two digits.
        if decimal < -3 || decimal >= 8 { (isLow, isHigh) = (false, false) }
        while !isLow, !isHigh {
            (digit, rest) = rest.quotientAndRemainder(dividingBy: scale)
            rest &*= 10
            margin &*= 10
            if margin > 0 {
                isLow = rest < margin
                isHigh = rest &+ margin > tens
            } else {
                (isLow, isHigh) = (true, true)
            }
            append(UInt8(truncatingIfNeeded: digit))
        }
        guard isHigh else { return .down }
        let difference = (rest << 1) &- tens
        return !isLow || difference > 0 ? .up : difference == 0 ? .half : .down
    }

    /// With integers of any size.
    private mutating func generate(_ number: BigNatural, scale: BigNatural, margin: BigNatural, _ decimal: inout Int) -> Rounding {
        var rest = number, margin = margin.times(10)
        let tens = scale.times(10)
        var digit = rest.takeDigit(scale)
        var isLow = rest < margin, isHigh = tens <= rest + margin
        if digit == 0, !isHigh { decimal -= 1 } else { append(digit) }
        if decimal < -3 || decimal >= 8 { (isLow, isHigh) = (false, false) }
        while !isLow, !isHigh {
            digit = rest.takeDigit(scale)
            margin = margin.times(10)
            isLow = rest < margin
            isHigh = tens <= rest + margin
            append(digit)
        }
        guard isHigh else { return .down }
        let twice = rest.shifted(1)
        return !isLow || twice > tens ? .up : twice == tens ? .half : .down
    }

    private mutating func roundUp() {
        var last = count - 1
        while digits[last] == 9, last > 0 {
            digits[last] = 0
            last -= 1
        }
        if digits[last] == 9 {
            digits[last] = 1
            exponent += 1
        } else {
            digits[last] += 1
        }
    }

    /// The decimal exponent, perhaps one too large. The constants are a line through the logarithm at 1.5, and part of the result.
    private static func estimatedExponent(_ fraction: UInt64, _ binary: Int) -> Int {
        let significand = Double(bitPattern: (0x3FF << 52) | (fraction & ((1 << 52) - 1)))
        let estimate = (significand - 1.5) * 0.289529654 + 0.176091259 + Double(binary) * 0.301029995663981
        return Int(estimate.rounded(.down))
    }

    private static func powerOfFive<Word: FixedWidthInteger>(_ exponent: Int) -> Word {
        (0..<exponent).reduce(1) { power, _ in power &* 5 }
    }

    /// About the length of 5^`exponent` in bits.
    private static func bitsOfPowerOfFive(_ exponent: Int) -> Int {
        exponent == 0 ? 0 : exponent < 27 ? Int((Double(exponent) * 2.321928094887362).rounded(.up)) : exponent * 3
    }

    // MARK: Writing

    /// Writes the number as Java does, with an exponent below 10^−3 and from 10^7 on, and returns the length.
    func write(isNegative: Bool, into text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var length = 0
        func put(_ byte: UInt8) {
            text[length] = byte
            length += 1
        }
        func put(digit index: Int) { put(UInt8(ascii: "0") + (index < count ? digits[index] : 0)) }
        if isNegative { put(UInt8(ascii: "-")) }
        if exponent > 0, exponent < 8 {
            for index in 0..<exponent { put(digit: index) }
            put(UInt8(ascii: "."))
            for index in exponent..<max(count, exponent + 1) { put(digit: index) }
        } else if exponent <= 0, exponent > -3 {
            put(UInt8(ascii: "0"))
            put(UInt8(ascii: "."))
            for _ in exponent..<0 { put(UInt8(ascii: "0")) }
            for index in 0..<count { put(digit: index) }
        } else {
            put(digit: 0)
            put(UInt8(ascii: "."))
            for index in 1..<max(count, 2) { put(digit: index) }
            put(UInt8(ascii: "E"))
            if exponent <= 0 { put(UInt8(ascii: "-")) }
            let power = abs(exponent - 1)
            if power > 99 { put(UInt8(ascii: "0") + UInt8(power / 100)) }
            if power > 9 { put(UInt8(ascii: "0") + UInt8(power / 10 % 10)) }
            put(UInt8(ascii: "0") + UInt8(power % 10))
        }
        return length
    }
}
