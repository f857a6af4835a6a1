import MartletColumns
import MartletCore

extension ScalarFunction {
    static let round = rounding(
        "ROUND", "The number rounded to so many digits behind the point (by default none; negative: before it), halves away from zero.",
        isTruncation: false, examples: [.init("ROUND(2.345, 2)", "2.35"), .init("ROUND(1250, -2)", "1300")])
    static let truncate = rounding(
        "TRUNCATE", "The number cut off behind so many digits behind the point (by default none; negative: before it).", isTruncation: true,
        examples: [.init("TRUNCATE(42.345, 2)", "42.34")])

    private static func rounding(_ name: String, _ summary: String, isTruncation: Bool, examples: [FunctionExample]) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: examples,
            overloads: [
                Overload([.numeric], result: { roundedType($0[0].type, digits: 0) }) { arguments, result in
                    kernel(arguments[0].type, result, isTruncation) { call in
                        FixedColumn([Int32](repeating: 0, count: call.count))
                    }
                },
                Overload([.numeric, .int], result: { roundedType($0[0].type, digits: $0[1].literalInteger) }) { arguments, result in
                    kernel(arguments[0].type, result, isTruncation) { try $0[1].int32 }
                },
            ])
    }

    /// Flink's `findRoundDecimalType`; `digits` is nil where they are no literal.
    private static func roundedType(_ type: DataType, digits: Int64?) -> DataType {
        guard case .decimal(let precision, let scale) = type.kind, let digits, digits < scale else { return type }
        let kept = max(0, Int(digits))
        return DataType.decimal(min(DataType.maxDecimalPrecision, 1 + precision - scale + kept), kept).nullable(type.isNullable)
    }

    private static func kernel(
        _ type: DataType, _ result: DataType, _ isTruncation: Bool,
        digits: @escaping @Sendable (KernelArguments) throws -> FixedColumn<Int32>
    ) -> ScalarKernel {
        func integers<T: FixedElement & FixedWidthInteger>(_ type: T.Type) -> ScalarKernel {
            { call in
                let digits = try digits(call)
                let numbers = T.fixed(try call[0])
                return T.partial(call.count, Bitmap.intersection(numbers.validity, digits.validity)) { row in
                    T(truncatingIfNeeded: rounded(Int128(numbers.values[row]), scale: 0, to: Int(digits.values[row]), isTruncation))
                }
            }
        }
        switch type.kind {
        case .tinyint: return integers(Int8.self)
        case .smallint: return integers(Int16.self)
        case .int: return integers(Int32.self)
        case .bigint: return integers(Int64.self)
        case .decimal(_, let scale):
            return { call in
                let digits = try digits(call)
                let numbers = try call[0].int128
                return Int128.partial(call.count, Bitmap.intersection(numbers.validity, digits.validity)) { row in
                    let kept = Int(digits.values[row])
                    if kept >= scale { return numbers.values[row] }
                    let number = rounded(numbers.values[row], scale: scale, to: kept, isTruncation)
                    // The number has `kept` digits behind the point. Where they are not known from the type, Flink takes it for one of
                    // the type's scale all the same.
                    return Decimal128.fits(number) ? number : nil
                }
            }
        case .float:
            return { call in
                let digits = try digits(call)
                let numbers = try call[0].float
                return try Float.partial(call.count, Bitmap.intersection(numbers.validity, digits.validity)) { row in
                    try Float(
                        rounded("\(Double(numbers.values[row]))", Double(numbers.values[row]), to: Int(digits.values[row]), isTruncation))
                }
            }
        default:
            return { call in
                let digits = try digits(call)
                let numbers = try call[0].double
                return try Double.partial(call.count, Bitmap.intersection(numbers.validity, digits.validity)) { row in
                    try rounded("\(numbers.values[row])", numbers.values[row], to: Int(digits.values[row]), isTruncation)
                }
            }
        }
    }

    /// The unscaled value at `max(0, digits)` digits behind the point.
    private static func rounded(_ unscaled: Int128, scale: Int, to digits: Int, _ isTruncation: Bool) -> Int128 {
        if digits >= scale { return unscaled }
        let dropped = scale - digits
        if dropped > 38 { return 0 }
        let power = Decimal128.powerOfTen(dropped)
        let quotient = isTruncation ? unscaled / power : Decimal128.roundedQuotient(unscaled, power)
        return digits >= 0 ? quotient : quotient &* Decimal128.powerOfTen(-digits)
    }

    /// A number rounded by its shortest decimal text, as Java's `BigDecimal.valueOf`.
    private static func rounded(_ text: String, _ number: Double, to digits: Int, _ isTruncation: Bool) throws -> Double {
        guard number.isFinite else { throw MartletError("The number \(text) cannot be rounded.") }
        // Beyond its digits a number stays as it is; far before them it is 0.
        var mantissa = Substring(text), exponent = 0
        if let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            mantissa = text[..<mark]
            exponent = Int(text[text.index(after: mark)...]) ?? 0
        }
        guard let decimal = Decimal128(mantissa) else { return number }
        // number = unscaled × 10^(exponent − scale)
        let scale = decimal.scale - exponent
        if digits >= scale { return number }
        let dropped = scale - digits
        if dropped > 38 { return 0 }
        let power = Decimal128.powerOfTen(dropped)
        let quotient = isTruncation ? decimal.unscaled / power : Decimal128.roundedQuotient(decimal.unscaled, power)
        return Double("\(quotient)e\(-digits)") ?? number
    }
}
