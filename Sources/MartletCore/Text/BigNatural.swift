/// A natural number of any size: as much arithmetic as printing floating-point numbers needs.
struct BigNatural: Equatable, Comparable {
    /// 32 bits each, lowest first; the last is not 0.
    private var limbs: [UInt32]

    init(_ number: UInt64) {
        limbs = [UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number >> 32)]
        trim()
    }

    private mutating func trim() { while limbs.last == 0 { limbs.removeLast() } }

    func times(_ factor: UInt32) -> BigNatural {
        var product = self
        var carry: UInt64 = 0
        for index in limbs.indices {
            carry += UInt64(limbs[index]) * UInt64(factor)
            product.limbs[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { product.limbs.append(UInt32(carry)) }
        return product
    }

    func timesPowerOfFive(_ exponent: Int) -> BigNatural {
        var product = self
        var left = exponent
        while left > 0 {
            let step = min(left, 13)
            product = product.times((0..<step).reduce(1) { power, _ in power * 5 })
            left -= step
        }
        return product
    }

    /// Times 2^`bits`.
    func shifted(_ bits: Int) -> BigNatural {
        if bits == 0 || limbs.isEmpty { return self }
        var shifted = bits % 32 == 0 ? self : times(1 << UInt32(bits % 32))
        shifted.limbs.insert(contentsOf: repeatElement(0, count: bits / 32), at: 0)
        return shifted
    }

    static func + (left: BigNatural, right: BigNatural) -> BigNatural {
        if left.limbs.count < right.limbs.count { return right + left }
        var sum = left
        var carry: UInt64 = 0
        for index in sum.limbs.indices {
            carry += UInt64(sum.limbs[index]) + (index < right.limbs.count ? UInt64(right.limbs[index]) : 0)
            sum.limbs[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { sum.limbs.append(UInt32(carry)) }
        return sum
    }

    /// Takes away `other`, which is not larger.
    private mutating func subtract(_ other: BigNatural) {
        var borrow: Int64 = 0
        for index in limbs.indices {
            borrow += Int64(limbs[index]) - (index < other.limbs.count ? Int64(other.limbs[index]) : 0)
            limbs[index] = UInt32(truncatingIfNeeded: borrow)
            borrow >>= 32
        }
        trim()
    }

    static func < (left: BigNatural, right: BigNatural) -> Bool {
        if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
        for index in left.limbs.indices.reversed() where left.limbs[index] != right.limbs[index] {
            return left.limbs[index] < right.limbs[index]
        }
        return false
    }

    /// Divides by `scale`, which goes in less than ten times, keeps ten times the remainder, and returns the quotient.
    mutating func takeDigit(_ scale: BigNatural) -> UInt8 {
        var digit: UInt8 = 0
        while self >= scale {
            subtract(scale)
            digit += 1
        }
        self = times(10)
        return digit
    }
}
