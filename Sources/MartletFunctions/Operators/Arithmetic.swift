import MartletColumns
import MartletCore

/// Adding, subtracting or multiplying, for loops compiled for each type.
protocol ArithmeticOperation: SendableMetatype {
    /// Wraps, as in Java.
    static func integer<Number: FixedWidthInteger>(_ a: Number, _ b: Number) -> Number
    static func floating<Number: BinaryFloatingPoint>(_ a: Number, _ b: Number) -> Number
    static func decimal(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128?
    static func shape(_ a: DecimalShape, _ b: DecimalShape) -> DecimalShape
}

enum Adding: ArithmeticOperation {
    @inline(__always) static func integer<Number: FixedWidthInteger>(_ a: Number, _ b: Number) -> Number { a &+ b }
    @inline(__always) static func floating<Number: BinaryFloatingPoint>(_ a: Number, _ b: Number) -> Number { a + b }
    @inline(__always)
    static func decimal(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128? {
        Decimal128.sum(a, aScale, b, bScale, precision: precision, scale: scale)
    }
    static func shape(_ a: DecimalShape, _ b: DecimalShape) -> DecimalShape { .sum(a, b) }
}

enum Subtracting: ArithmeticOperation {
    @inline(__always) static func integer<Number: FixedWidthInteger>(_ a: Number, _ b: Number) -> Number { a &- b }
    @inline(__always) static func floating<Number: BinaryFloatingPoint>(_ a: Number, _ b: Number) -> Number { a - b }
    @inline(__always)
    static func decimal(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128? {
        Decimal128.sum(a, aScale, -b, bScale, precision: precision, scale: scale)
    }
    static func shape(_ a: DecimalShape, _ b: DecimalShape) -> DecimalShape { .sum(a, b) }
}

enum Multiplying: ArithmeticOperation {
    @inline(__always) static func integer<Number: FixedWidthInteger>(_ a: Number, _ b: Number) -> Number { a &* b }
    @inline(__always) static func floating<Number: BinaryFloatingPoint>(_ a: Number, _ b: Number) -> Number { a * b }
    @inline(__always)
    static func decimal(_ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int, precision: Int, scale: Int) -> Int128? {
        Decimal128.product(a, aScale, b, bScale, precision: precision, scale: scale)
    }
    static func shape(_ a: DecimalShape, _ b: DecimalShape) -> DecimalShape { .product(a, b) }
}

extension ScalarFunction {
    static let plus = ScalarFunction(
        "+", "The sum; of a time and an interval the later time.",
        examples: [.init("1 + 2.5", "3.5"), .init("DATE '2024-01-31' + INTERVAL '1' MONTH", "2024-02-29")],
        overloads: [Arithmetic.overload(Adding.self), .timePlusInterval, .intervalPlusTime, .intervals(Adding.self)])

    static let minus = ScalarFunction(
        "-", "The difference; of a time and an interval the earlier time.", examples: [.init("3 - 2.5", "0.5")],
        overloads: [Arithmetic.overload(Subtracting.self), .timeMinusInterval, .intervals(Subtracting.self)])

    static let times = ScalarFunction(
        "*", "The product.", examples: [.init("2 * 2.5", "5.0"), .init("2 * INTERVAL '1' DAY", "+2 00:00:00.000")],
        overloads: [Arithmetic.overload(Multiplying.self), .intervalTimesNumber, .numberTimesInterval])
}

/// What `+`, `-`, `*`, `/` and `%` have in common.
enum Arithmetic {
    /// The types of numbers that are computed with, or nil if they are none: both as the result, except that decimals keep their own, and that a
    /// FLOAT and a DOUBLE are computed as DOUBLE, whichever the result is.
    static func numbers(_ arguments: [Argument], _ shape: (DecimalShape, DecimalShape) -> DecimalShape) -> Overload.Typing? {
        guard arguments.count == 2, let types = numberTypes(arguments) else { return nil }
        let (left, right) = (types[0].kind, types[1].kind)
        if left.isApproximateNumeric || right.isApproximateNumeric {
            guard let result = Coercion.commonType(types) else { return nil }
            let computed = left == .double || right == .double ? DataType.double : result
            return Overload.Typing([computed, computed], result.notNull)
        }
        if left.isDecimal || right.isDecimal {
            let (a, b) = (DecimalShape(left), DecimalShape(right))
            return Overload.Typing([a.type, b.type], shape(a, b).type.notNull)
        }
        let wider = DataType(Coercion.exactNumber(left, right))
        return Overload.Typing([wider, wider], wider.notNull)
    }

    /// The arguments' types if they are numbers; a bare NULL is of the other one's.
    static func numberTypes(_ arguments: [Argument]) -> [DataType]? {
        let types = arguments.map(\.type)
        guard let known = types.first(where: { $0.kind != .null }), types.allSatisfy({ $0.kind.isNumeric || $0.kind == .null }) else {
            return nil
        }
        return types.map { $0.kind == .null ? known.nullable : $0 }
    }

    @inline(__always)
    static func overload<Operation: ArithmeticOperation>(_: Operation.Type) -> Overload {
        Overload(
            signature: ["<NUMERIC>", "<NUMERIC>"], typing: { numbers($0, Operation.shape) },
            kernel: { arguments, result in
                switch result.kind {
                case .tinyint: return Strict.total { (a: Int8, b: Int8) in Operation.integer(a, b) }
                case .smallint: return Strict.total { (a: Int16, b: Int16) in Operation.integer(a, b) }
                case .int: return Strict.total { (a: Int32, b: Int32) in Operation.integer(a, b) }
                case .bigint: return Strict.total { (a: Int64, b: Int64) in Operation.integer(a, b) }
                case .float where arguments[0].type.kind == .double:
                    return Strict.total { (a: Double, b: Double) in Float(Operation.floating(a, b)) }
                case .float: return Strict.total { (a: Float, b: Float) in Operation.floating(a, b) }
                case .double: return Strict.total { (a: Double, b: Double) in Operation.floating(a, b) }
                default:
                    return decimals(arguments, result) { a, aScale, b, bScale, precision, scale in
                        Operation.decimal(a, aScale, b, bScale, precision: precision, scale: scale)
                    }
                }
            })
    }

    /// A kernel over two decimals.
    @inline(__always)
    static func decimals(
        _ arguments: [Argument], _ result: DataType,
        _ operation: @escaping @Sendable (Int128, Int, Int128, Int, _ precision: Int, _ scale: Int) throws -> Int128?
    ) -> ScalarKernel {
        let (a, b, shape) = (DecimalShape(arguments[0].type.kind), DecimalShape(arguments[1].type.kind), DecimalShape(result.kind))
        return Strict.partial { (x: Int128, y: Int128) throws -> Int128? in
            try operation(x, a.scale, y, b.scale, shape.precision, shape.scale)
        }
    }
}
