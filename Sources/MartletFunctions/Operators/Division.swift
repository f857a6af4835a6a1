import MartletColumns
import MartletCore

extension ScalarFunction {
    static let divide = ScalarFunction(
        "/", "The quotient; of integers it is cut off.", examples: [.init("7 / 2", "3"), .init("7 / 2.0", "3.500000")],
        overloads: [
            Overload(
                signature: ["<NUMERIC>", "<NUMERIC>"], typing: { Arithmetic.numbers($0, DecimalShape.quotient) },
                kernel: { arguments, result in
                    switch result.kind {
                    case .tinyint: return integers(Int8.self)
                    case .smallint: return integers(Int16.self)
                    case .int: return integers(Int32.self)
                    case .bigint: return integers(Int64.self)
                    case .float, .double: return try floatingPoint(arguments, result)
                    default:
                        return Arithmetic.decimals(arguments, result) { a, aScale, b, bScale, precision, scale in
                            if b == 0 { throw MartletError("Division by zero") }
                            return Decimal128.quotient(a, aScale, b, bScale, precision: precision, scale: scale)
                        }
                    }
                })
        ])

    @inline(__always)
    private static func integers<Number: FixedElement & FixedWidthInteger>(_: Number.Type) -> ScalarKernel {
        Strict.partial { (a: Number, b: Number) throws -> Number? in
            if b == 0 { throw MartletError("/ by zero") }
            // The lowest number by -1 is itself again.
            return a.dividedReportingOverflow(by: b).partialValue
        }
    }

    /// Columns follow IEEE 754: 1 / 0 is Infinity. Of literals alone the quotient is computed while planning, and there it is an error.
    private static func floatingPoint(_ arguments: [Argument], _ result: DataType) throws -> ScalarKernel {
        if arguments.allSatisfy({ $0.literal != nil && $0.literal != .null }),
            arguments[1].literal == .double(0) || arguments[1].literal == .float(0)
        {
            throw MartletError("Division by zero", phase: .plan)
        }
        switch (arguments[0].type.kind, result.kind) {
        case (.double, .double): return Strict.total { (a: Double, b: Double) in a / b }
        case (.double, _): return Strict.total { (a: Double, b: Double) in Float(a / b) }
        default: return Strict.total { (a: Float, b: Float) in a / b }
        }
    }

    static let remainder = ScalarFunction(
        "%", aliases: ["MOD"], "What is left of a division of exact numbers; it has the sign of the first.",
        examples: [.init("-7 % 3", "-1"), .init("7.5 % 2", "1.5")],
        overloads: [
            Overload(
                signature: ["<EXACT_NUMERIC>", "<EXACT_NUMERIC>"],
                typing: { arguments in
                    guard arguments.count == 2, let types = Arithmetic.numberTypes(arguments), types.allSatisfy({ $0.kind.isExactNumeric })
                    else {
                        return nil
                    }
                    if types.contains(where: { $0.kind.isDecimal }) { return Arithmetic.numbers(arguments, DecimalShape.remainder) }
                    // The result is of the divisor's type: it is smaller.
                    let wider = DataType(Coercion.exactNumber(types[0].kind, types[1].kind))
                    return Overload.Typing([wider, wider], types[1].notNull.withoutTimeAttribute)
                },
                kernel: { arguments, result in
                    switch arguments[0].type.kind {
                    case .tinyint: return remainder(Int8.self, result)
                    case .smallint: return remainder(Int16.self, result)
                    case .int: return remainder(Int32.self, result)
                    case .bigint: return remainder(Int64.self, result)
                    default:
                        return Arithmetic.decimals(arguments, result) { a, aScale, b, bScale, precision, scale in
                            if b == 0 { throw MartletError("Division by zero") }
                            return Decimal128.remainder(a, aScale, b, bScale, precision: precision, scale: scale)
                        }
                    }
                })
        ])

    @inline(__always)
    private static func remainder<Number: FixedElement & FixedWidthInteger>(_: Number.Type, _ result: DataType) -> ScalarKernel {
        switch result.kind {
        case .tinyint: Strict.partial { (a: Number, b: Number) throws -> Int8? in Int8(truncatingIfNeeded: try remainder(a, b)) }
        case .smallint: Strict.partial { (a: Number, b: Number) throws -> Int16? in Int16(truncatingIfNeeded: try remainder(a, b)) }
        case .int: Strict.partial { (a: Number, b: Number) throws -> Int32? in Int32(truncatingIfNeeded: try remainder(a, b)) }
        default: Strict.partial { (a: Number, b: Number) throws -> Int64? in Int64(truncatingIfNeeded: try remainder(a, b)) }
        }
    }

    @inline(__always)
    private static func remainder<Number: FixedWidthInteger>(_ a: Number, _ b: Number) throws -> Number {
        if b == 0 { throw MartletError("/ by zero") }
        return a.remainderReportingOverflow(dividingBy: b).partialValue
    }
}
