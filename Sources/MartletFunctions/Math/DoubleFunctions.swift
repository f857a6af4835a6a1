import Glibc
import MartletColumns
import MartletCore

extension ScalarFunction {
    static let squareRoot = ofDouble("SQRT", "The square root.", example: ("16", "4.0")) { sqrt($0) }
    static let exponential = ofDouble("EXP", "e to this power.", example: ("0", "1.0")) { exp($0) }
    static let naturalLogarithm = ofDouble("LN", "The natural logarithm.", example: ("1", "0.0")) { log($0) }
    static let logarithm10 = ofDouble("LOG10", "The logarithm to base 10.", example: ("1000", "3.0")) { log10($0) }
    static let logarithm2 = ofDouble("LOG2", "The logarithm to base 2.", example: ("8", "3.0")) { log($0) / log(2) }
    static let sine = ofDouble("SIN", "The sine.", example: ("0", "0.0")) { sin($0) }
    static let cosine = ofDouble("COS", "The cosine.", example: ("0", "1.0")) { cos($0) }
    static let tangent = ofDouble("TAN", "The tangent.", example: ("0", "0.0")) { tan($0) }
    static let cotangent = ofDouble("COT", "The cotangent.", example: ("1", "0.6420926159343306")) { 1 / tan($0) }
    static let arcsine = ofDouble("ASIN", "The angle with this sine.", example: ("1", "1.5707963267948966")) { asin($0) }
    static let arccosine = ofDouble("ACOS", "The angle with this cosine.", example: ("1", "0.0")) { acos($0) }
    static let arctangent = ofDouble("ATAN", "The angle with this tangent.", example: ("1", "0.7853981633974483")) { atan($0) }
    static let hyperbolicSine = ofDouble("SINH", "The hyperbolic sine.", example: ("0", "0.0")) { JavaMath.sinh($0) }
    static let hyperbolicCosine = ofDouble("COSH", "The hyperbolic cosine.", example: ("0", "1.0")) { JavaMath.cosh($0) }
    static let hyperbolicTangent = ofDouble("TANH", "The hyperbolic tangent.", example: ("0", "0.0")) { JavaMath.tanh($0) }
    static let degrees = ofDouble("DEGREES", "An angle in radians, in degrees.", example: ("PI()", "180.0")) { $0 * (180 / Double.pi) }
    static let radians = ofDouble("RADIANS", "An angle in degrees, in radians.", example: ("180", "3.141592653589793")) {
        $0 * (Double.pi / 180)
    }

    @inline(__always)
    private static func ofDouble(
        _ name: String, _ summary: String, example: (String, String), _ function: @escaping @Sendable (Double) -> Double
    ) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)(\(example.0))", example.1)],
            overloads: [Overload([.double], result: { _ in DataType.double.notNull }) { _, _ in Strict.total(function) }])
    }

    static let power = ScalarFunction(
        "POWER", "The first number to the power of the second.", examples: [.init("POWER(2, 10)", "1024.0")],
        overloads: [
            Overload([.double, .double], result: { _ in DataType.double.notNull }) { _, _ in
                Strict.total { (base: Double, exponent: Double) -> Double in
                    // Java: 1 to the power of NaN or of an infinity is NaN.
                    exponent.isNaN || (Swift.abs(base) == 1 && exponent.isInfinite) ? .nan : pow(base, exponent)
                }
            }
        ])

    static let arctangent2 = ScalarFunction(
        "ATAN2", "The angle of the point whose coordinates are y and x.", examples: [.init("ATAN2(1, 1)", "0.7853981633974483")],
        overloads: [
            Overload([.double, .double], result: { _ in DataType.double.notNull }) { _, _ in
                Strict.total { (y: Double, x: Double) -> Double in atan2(y, x) }
            }
        ])

    static let logarithm = ScalarFunction(
        "LOG", "The natural logarithm; with two arguments that of the second to the base of the first.",
        examples: [.init("LOG(2, 1024)", "10.0")],
        overloads: [
            Overload([.double], result: { _ in DataType.double.notNull }) { _, _ in Strict.total { (value: Double) -> Double in log(value) }
            },
            Overload([.double, .double], result: { _ in DataType.double.notNull }) { _, _ in
                Strict.total { (base: Double, value: Double) -> Double in log(value) / log(base) }
            },
        ])

    static let pi = constant("PI", "The ratio of a circle's circumference to its diameter.", "3.141592653589793", Double.pi)
    static let e = constant("E", "The base of the natural logarithm.", "2.718281828459045", M_E)

    private static func constant(_ name: String, _ summary: String, _ text: String, _ value: Double) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)()", text)],
            overloads: [
                Overload([], result: { _ in DataType.double.notNull }) { _, _ in
                    { call in .double(FixedColumn([Double](repeating: value, count: call.count))) }
                }
            ])
    }
}
