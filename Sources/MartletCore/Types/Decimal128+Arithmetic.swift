// Arithmetic on unscaled values: exact, then half rounded up to the result's scale; nil where the result has more digits than its precision.
// What fits 128 bits on the way is computed there, the rest in 256 bits.

extension Decimal128 {
    /// `a` + `b`
    @inlinable
    package static func sum(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128? {
        let common = max(aScale, bScale)
        let (left, isWide) = a.multipliedReportingOverflow(by: powerOfTen(common - aScale))
        let (right, isWideToo) = b.multipliedReportingOverflow(by: powerOfTen(common - bScale))
        let (sum, overflow) = left.addingReportingOverflow(right)
        if isWide || isWideToo || overflow { return wideSum(a, aScale, b, bScale, precision: precision, scale: scale) }
        return checked(common == scale ? sum : roundedQuotient(sum, powerOfTen(common - scale)), precision)
    }

    /// `a` × `b`
    @inlinable
    package static func product(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128? {
        let shift = aScale + bScale - scale
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        if overflow || shift > 38 { return wideProduct(a, b, shift: shift, precision: precision) }
        return checked(shift == 0 ? product : roundedQuotient(product, powerOfTen(shift)), precision)
    }

    /// `a` / `b`; `b` is not 0.
    @inlinable
    package static func quotient(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128? {
        let shift = scale + bScale - aScale
        if shift >= 0, shift <= 38 {
            let (dividend, overflow) = a.multipliedReportingOverflow(by: powerOfTen(shift))
            if !overflow { return checked(roundedQuotient(dividend, b), precision) }
        }
        return wideQuotient(a, b, shift: shift, precision: precision)
    }

    /// What is left of `a` when `b`, which is not 0, is taken from it as often as it goes in; it has `a`'s sign.
    @inlinable
    package static func remainder(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128? {
        let common = max(aScale, bScale)
        let (left, isWide) = a.multipliedReportingOverflow(by: powerOfTen(common - aScale))
        let (right, isWideToo) = b.multipliedReportingOverflow(by: powerOfTen(common - bScale))
        if isWide || isWideToo { return wideRemainder(a, aScale, b, bScale, precision: precision, scale: scale) }
        return rescale(left % right, from: common, to: scale).flatMap { checked($0, precision) }
    }

    @inlinable static func checked(_ unscaled: Int128, _ precision: Int) -> Int128? {
        unscaled.magnitude < powerOfTen(precision).magnitude ? unscaled : nil
    }

    // MARK: 256 bits

    @usableFromInline
    static func wideSum(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128? {
        let common = max(aScale, bScale)
        let left = WideNatural(a.magnitude, times: powerOfTen(common - aScale).magnitude)
        let right = WideNatural(b.magnitude, times: powerOfTen(common - bScale).magnitude)
        let isNegative = left < right ? b < 0 : a < 0
        let magnitude = (a < 0) == (b < 0) ? left + right : left < right ? right - left : left - right
        return signed(magnitude.roundedQuotient(powerOfTen(common - scale).magnitude), isNegative, precision)
    }

    @usableFromInline
    static func wideProduct(_ a: Int128, _ b: Int128, shift: Int, precision: Int) -> Int128? {
        let product = WideNatural(a.magnitude, times: b.magnitude)
        let isNegative = (a < 0) != (b < 0)
        if shift <= 38 { return signed(product.roundedQuotient(powerOfTen(shift).magnitude), isNegative, precision) }
        // Digits cut off first do not change how the rest is rounded: half is rounded up in any case.
        guard let (quotient, _) = product.quotientAndRemainder(powerOfTen(38).magnitude) else { return nil }
        return signed(WideNatural(quotient, times: 1).roundedQuotient(powerOfTen(shift - 38).magnitude), isNegative, precision)
    }

    @usableFromInline
    static func wideQuotient(_ a: Int128, _ b: Int128, shift: Int, precision: Int) -> Int128? {
        let isNegative = (a < 0) != (b < 0)
        if shift < 0 {
            return signed(
                WideNatural(a.magnitude / b.magnitude, times: 1).roundedQuotient(powerOfTen(-shift).magnitude), isNegative, precision)
        }
        let divisor = b.magnitude
        let dividend = WideNatural(a.magnitude, times: powerOfTen(min(shift, 38)).magnitude)
        guard var (quotient, remainder) = dividend.quotientAndRemainder(divisor) else { return nil }
        // Further digits one by one.
        for _ in 38..<max(shift, 38) {
            let (tens, overflow) = quotient.multipliedReportingOverflow(by: 10)
            guard !overflow, let (digit, rest) = WideNatural(remainder, times: 10).quotientAndRemainder(divisor) else { return nil }
            (quotient, remainder) = (tens + digit, rest)
        }
        return signed(remainder >= divisor - remainder ? quotient + 1 : quotient, isNegative, precision)
    }

    @usableFromInline
    static func wideRemainder(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128? {
        let common = max(aScale, bScale)
        let left = WideNatural(a.magnitude, times: powerOfTen(common - aScale).magnitude)
        let right = WideNatural(b.magnitude, times: powerOfTen(common - bScale).magnitude)
        return signed(left.remainder(right).roundedQuotient(powerOfTen(common - scale).magnitude), a < 0, precision)
    }

    private static func signed(_ magnitude: UInt128?, _ isNegative: Bool, _ precision: Int) -> Int128? {
        guard let magnitude, magnitude < powerOfTen(precision).magnitude else { return nil }
        return isNegative ? -Int128(magnitude) : Int128(magnitude)
    }
}

/// A natural number below 2^256.
private struct WideNatural: Comparable {
    var high: UInt128
    var low: UInt128

    init(_ factor: UInt128, times other: UInt128) {
        let (high, low) = factor.multipliedFullWidth(by: other)
        self.high = high
        self.low = low
    }

    static func < (left: WideNatural, right: WideNatural) -> Bool { (left.high, left.low) < (right.high, right.low) }

    static func + (left: WideNatural, right: WideNatural) -> WideNatural {
        var sum = left
        let (low, carry) = left.low.addingReportingOverflow(right.low)
        sum.low = low
        sum.high = left.high &+ right.high &+ (carry ? 1 : 0)
        return sum
    }

    /// `right` is not the larger one.
    static func - (left: WideNatural, right: WideNatural) -> WideNatural {
        var difference = left
        let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
        difference.low = low
        difference.high = left.high &- right.high &- (borrow ? 1 : 0)
        return difference
    }

    /// nil if the quotient has more than 128 bits.
    func quotientAndRemainder(_ divisor: UInt128) -> (quotient: UInt128, remainder: UInt128)? {
        high < divisor ? divisor.dividingFullWidth((high, low)) : nil
    }

    /// Half rounded up; nil if it has more than 128 bits.
    func roundedQuotient(_ divisor: UInt128) -> UInt128? {
        guard let (quotient, remainder) = quotientAndRemainder(divisor) else { return nil }
        let (rounded, overflow) = quotient.addingReportingOverflow(remainder >= divisor - remainder && remainder != 0 ? 1 : 0)
        return overflow ? nil : rounded
    }

    func remainder(_ divisor: WideNatural) -> WideNatural {
        // Bit by bit: for the rare numbers that are too wide for division.
        var rest = self
        var shifted = divisor
        var shifts = 0
        while shifted.high.leadingZeroBitCount > 0, !(rest < shifted) {
            shifted.high = shifted.high << 1 | shifted.low >> 127
            shifted.low <<= 1
            shifts += 1
        }
        for _ in 0...shifts {
            if !(rest < shifted) { rest = rest - shifted }
            shifted.low = shifted.low >> 1 | shifted.high << 127
            shifted.high >>= 1
        }
        return rest
    }
}
