import Glibc

/// Java's hyperbolic functions, whose last digits differ from the C library's: those of fdlibm.
///
/// Source: `java.lang.FdLibm`, after https://www.netlib.org/fdlibm.
enum JavaMath {
    static func sinh(_ x: Double) -> Double {
        if !x.isFinite { return x + x }
        let magnitude = x.magnitude, half = x < 0 ? -0.5 : 0.5
        if magnitude < 22 {
            if magnitude < 0x1p-28 { return x }
            let t = expm1(magnitude)
            return magnitude < 1 ? half * (2 * t - t * t / (t + 1)) : half * (t + t / (t + 1))
        }
        return large(magnitude) * (half * 2)
    }

    static func cosh(_ x: Double) -> Double {
        if !x.isFinite { return x * x }
        let magnitude = x.magnitude
        if magnitude < 0.5 * log(2) {
            let t = expm1(magnitude), w = 1 + t
            return magnitude < 0x1p-55 ? w : 1 + t * t / (w + w)
        }
        if magnitude < 22 {
            let t = exponential(magnitude)
            return 0.5 * t + 0.5 / t
        }
        return large(magnitude)
    }

    /// fdlibm's own exponential function, which for 1 gives 2.7182818284590455.
    private static func exponential(_ x: Double) -> Double {
        let isNegative = x < 0
        var hi = x, lo = 0.0, k = 0, x = x
        if x.magnitude > 0.5 * 0.6931471805599453 {
            if x.magnitude < 1.5 * 0.6931471805599453 {
                k = isNegative ? -1 : 1
            } else {
                k = Int(1.44269504088896338700 * x + (isNegative ? -0.5 : 0.5))
            }
            hi = x - Double(k) * 6.93147180369123816490e-01
            lo = Double(k) * 1.90821492927058770002e-10
            x = hi - lo
        } else if x.magnitude < 0x1p-28 {
            return 1 + x
        }
        let t = x * x
        let c =
            x - t
            * (1.66666666666666019037e-01 + t
                * (-2.77777777770155933842e-03
                    + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))))
        if k == 0 { return 1 - ((x * c) / (c - 2) - x) }
        return scalbn(1 - ((lo - (x * c) / (2 - c)) - hi), k)
    }

    /// Half of e to the power of `magnitude`, without overflow in between.
    private static func large(_ magnitude: Double) -> Double {
        if magnitude < log(Double.greatestFiniteMagnitude) { return 0.5 * exponential(magnitude) }
        let root = exponential(0.5 * magnitude)
        return 0.5 * root * root
    }

    static func tanh(_ x: Double) -> Double {
        if x.isNaN { return x }
        let magnitude = x.magnitude
        let result: Double
        if magnitude >= 22 {
            result = 1
        } else if magnitude < 0x1p-55 {
            return x * (1 + x)
        } else if magnitude >= 1 {
            result = 1 - 2 / (expm1(2 * magnitude) + 2)
        } else {
            let t = expm1(-2 * magnitude)
            result = -t / (t + 2)
        }
        return x < 0 ? -result : result
    }
}
