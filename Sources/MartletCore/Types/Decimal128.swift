/// An exact decimal number: `unscaled` × 10^−`scale`, with up to 38 digits, as SQL's DECIMAL.
@frozen public struct Decimal128: Sendable {
    /// The number without its point: 12.50 is 1250 at scale 2.
    public var unscaled: Int128
    /// Digits behind the point, 0 to 38.
    public var scale: Int

    /// `unscaled` × 10^−`scale`. That there are no more than 38 digits, and a scale of 0 to 38, is not checked.
    @inlinable public init(unscaled: Int128, scale: Int) {
        self.unscaled = unscaled
        self.scale = scale
    }

    /// A whole number, at scale 0. What is beyond 128 bits is cut off.
    public init(_ integer: some BinaryInteger) { self.init(unscaled: Int128(truncatingIfNeeded: integer), scale: 0) }

    /// Reads `-12.340`, `.5`, `5.` or `1.5e3` exactly; nil if the text is no number or has more than 38 digits.
    public init?(_ text: some StringProtocol) {
        var text = Array(text.utf8)[...]
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative || text.first == UInt8(ascii: "+") { text = text.dropFirst() }
        var unscaled: Int128 = 0
        var scale = 0, digits = 0, significant = 0
        var seenPoint = false
        while let byte = text.first, byte == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            text = text.dropFirst()
            if byte == UInt8(ascii: ".") {
                if seenPoint { return nil }
                seenPoint = true
                continue
            }
            digits += 1
            if significant > 0 || byte != UInt8(ascii: "0") { significant += 1 }
            if significant > 38 { return nil }
            unscaled = unscaled * 10 + Int128(byte - UInt8(ascii: "0"))
            if seenPoint { scale += 1 }
        }
        if digits == 0 { return nil }
        if let byte = text.first, byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            let exponentText = String(decoding: text.dropFirst(), as: UTF8.self)
            guard let exponent = Int(exponentText), abs(exponent) <= 100 else { return nil }
            scale -= exponent
            text = []
        }
        if !text.isEmpty { return nil }
        if scale < 0 {
            guard significant == 0 || significant - scale <= 38 else { return nil }
            if significant > 0 { unscaled *= Self.powerOfTen(-scale) }
            scale = 0
        }
        if scale > 38 {
            if unscaled == 0 {
                scale = 38
            } else {
                return nil
            }
        }
        self.init(unscaled: isNegative ? -unscaled : unscaled, scale: scale)
    }

    /// How many digits the unscaled value has; 0 has one.
    public var precision: Int { Self.digits(of: unscaled) }

    /// The number at another scale, half rounded away from zero; nil if it then has more than 38 digits.
    public func rescaled(to newScale: Int) -> Decimal128? {
        Self.rescale(unscaled, from: scale, to: newScale).map { Decimal128(unscaled: $0, scale: newScale) }
    }

    /// The number at another precision and scale, half rounded away from zero; nil if it does not fit: Flink's overflow, which gives NULL.
    public func fitted(precision: Int, scale newScale: Int) -> Decimal128? {
        guard let result = rescaled(to: newScale), result.unscaled.magnitude < Self.powerOfTen(precision).magnitude else { return nil }
        return result
    }

    /// The nearest DOUBLE.
    public var doubleValue: Double {
        // Both are exact, and so their quotient is rounded once.
        if unscaled.magnitude < 1 << 53, scale <= 22 { return Double(Int64(unscaled)) / Self.doublePowersOfTen[scale] }
        return Double(description) ?? .nan
    }

    /// Towards zero.
    public var integerPart: Int128 { unscaled / Self.powerOfTen(scale) }
}

extension Decimal128 {
    /// 10^`exponent`, 0 to 38.
    @inlinable package static func powerOfTen(_ exponent: Int) -> Int128 { powersOfTen[exponent] }

    @usableFromInline static let powersOfTen: [Int128] = (0..<38).reduce(into: [1]) { powers, exponent in
        powers.append(powers[exponent] * 10)
    }

    /// 10^0 to 10^22: those that DOUBLE holds exactly.
    private static let doublePowersOfTen: [Double] = (0..<22).reduce(into: [1]) { powers, exponent in powers.append(powers[exponent] * 10) }

    package static func digits(of number: Int128) -> Int {
        let magnitude = number.magnitude
        return powersOfTen.dropFirst().firstIndex { magnitude < $0.magnitude } ?? 39
    }

    /// `unscaled` moved from one scale to another, half rounded away from zero; nil if it leaves 38 digits.
    @inlinable package static func rescale(_ unscaled: Int128, from scale: Int, to newScale: Int) -> Int128? {
        if newScale == scale { return unscaled }
        if newScale > scale {
            guard newScale - scale <= 38 else { return unscaled == 0 ? 0 : nil }
            let (product, overflow) = unscaled.multipliedReportingOverflow(by: powerOfTen(newScale - scale))
            return overflow || product.magnitude >= 100_000_000_000_000_000_000_000_000_000_000_000_000 ? nil : product
        }
        if scale - newScale > 38 { return 0 }
        return roundedQuotient(unscaled, powerOfTen(scale - newScale))
    }

    /// `dividend` / `divisor`, half rounded away from zero (Java's HALF_UP).
    @inlinable package static func roundedQuotient(_ dividend: Int128, _ divisor: Int128) -> Int128 {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        let isUp = remainder.magnitude >= divisor.magnitude - remainder.magnitude
        return isUp && remainder != 0 ? quotient + ((dividend < 0) == (divisor < 0) ? 1 : -1) : quotient
    }
}

extension Decimal128: Hashable, Comparable {
    /// Whether both are the same number: 1.5 equals 1.50.
    public static func == (left: Decimal128, right: Decimal128) -> Bool { compare(left, right) == 0 }
    public static func < (left: Decimal128, right: Decimal128) -> Bool { compare(left, right) < 0 }

    /// The same for all scales of a number.
    public func hash(into hasher: inout Hasher) {
        var (number, scale) = (unscaled, scale)
        while scale > 0, number % 10 == 0 { (number, scale) = (number / 10, scale - 1) }
        hasher.combine(number)
        hasher.combine(scale)
    }

    /// Negative, zero or positive as `left` is less than, equal to or greater than `right`, exactly.
    package static func compare(_ left: Decimal128, _ right: Decimal128) -> Int {
        if left.scale == right.scale { return left.unscaled < right.unscaled ? -1 : left.unscaled == right.unscaled ? 0 : 1 }
        let leftIsNegative = left.unscaled < 0
        if leftIsNegative != (right.unscaled < 0) { return leftIsNegative ? -1 : 1 }
        let shift = abs(left.scale - right.scale)
        let low = left.scale < right.scale ? left.unscaled.magnitude : right.unscaled.magnitude
        let high = left.scale < right.scale ? right.unscaled.magnitude : left.unscaled.magnitude
        // Magnitudes at the common, larger scale: `low` × 10^shift in 256 bits against `high`.
        let product = low.multipliedFullWidth(by: powersOfTen[shift].magnitude)
        var order = product.high > 0 || product.low > high ? 1 : product.low == high ? 0 : -1
        if left.scale > right.scale { order = -order }
        return leftIsNegative ? -order : order
    }
}

extension Decimal128: CustomStringConvertible {
    /// Plain notation with exactly `scale` digits behind the point.
    public var description: String {
        String(unsafeUninitializedCapacity: DecimalText.capacity) { DecimalText.write(unscaled, scale: scale, into: $0) }
    }
}
