import MartletColumns
import MartletCore

/// AVG of integers: the sum in 64 bits, divided towards zero, in the argument's type.
struct IntegerAverage<Number: FixedWidthInteger & BitwiseCopyable & Sendable & Hashable>: FixedAggregate {
    var initial: Sum<Int64> { Sum(total: 0, count: 0) }
    var placeholder: Number { 0 }
    func add(_ value: Number, to state: inout Sum<Int64>) {
        state = Sum(total: state.total &+ Int64(truncatingIfNeeded: value), count: state.count &+ 1)
    }
    func retract(_ value: Number, from state: inout Sum<Int64>) {
        state = Sum(total: state.total &- Int64(truncatingIfNeeded: value), count: state.count &- 1)
    }
    func merge(_ other: Sum<Int64>, into state: inout Sum<Int64>) {
        state = Sum(total: state.total &+ other.total, count: state.count &+ other.count)
    }
    func result(_ state: Sum<Int64>) -> Number? {
        // The only quotient that overflows wraps, as in Java.
        state.count == 0 ? nil : Number(truncatingIfNeeded: state.total.dividedReportingOverflow(by: state.count).partialValue)
    }
}

/// AVG of FLOAT or DOUBLE: the sum in double precision.
struct FloatingAverage<Number: BinaryFloatingPoint & BitwiseCopyable & Sendable & Hashable>: FixedAggregate {
    var initial: Sum<Double> { Sum(total: 0, count: 0) }
    var placeholder: Number { 0 }
    func add(_ value: Number, to state: inout Sum<Double>) { state = Sum(total: state.total + Double(value), count: state.count &+ 1) }
    func retract(_ value: Number, from state: inout Sum<Double>) {
        state = Sum(total: state.total - Double(value), count: state.count &- 1)
    }
    func merge(_ other: Sum<Double>, into state: inout Sum<Double>) {
        state = Sum(total: state.total + other.total, count: state.count &+ other.count)
    }
    func result(_ state: Sum<Double>) -> Number? { state.count == 0 ? nil : Number(state.total / Double(state.count)) }
}

/// AVG of DECIMAL: the sum's quotient at the result's scale, half rounded up; NULL where it has more than 38 digits.
struct DecimalAverage: FixedAggregate {
    let scale: Int
    let resultScale: Int
    private let sum = DecimalSum()

    init(scale: Int, resultScale: Int) {
        self.scale = scale
        self.resultScale = resultScale
    }

    var initial: DecimalSum.State { sum.initial }
    var placeholder: Int128 { 0 }
    func add(_ value: Int128, to state: inout DecimalSum.State) { sum.add(value, to: &state) }
    func retract(_ value: Int128, from state: inout DecimalSum.State) { sum.retract(value, from: &state) }
    func merge(_ other: DecimalSum.State, into state: inout DecimalSum.State) { sum.merge(other, into: &state) }

    func result(_ state: DecimalSum.State) -> Int128? {
        guard let total = sum.result(state) else { return nil }
        let count = Int128(state.count)
        // The quotient may fit where the sum at the result's scale does not: what is left over is divided apart.
        let power = Decimal128.powerOfTen(resultScale - scale)
        let (whole, rest) = total.quotientAndRemainder(dividingBy: count)
        let (scaled, overflow) = whole.multipliedReportingOverflow(by: power)
        if overflow { return nil }
        let quotient = scaled &+ Decimal128.roundedQuotient(rest * power, count)
        return Decimal128.fits(quotient) ? quotient : nil
    }
}

extension AggregateFunction {
    static let average = AggregateFunction(
        "AVG", "The mean, in the argument's own type: of integers it is cut off; of DECIMAL it has at least 6 digits behind the point.",
        signatures: ["AVG(<NUMERIC>)"]
    ) { arguments in
        guard arguments.count == 1 else { return nil }
        let type = arguments[0].type.withoutTimeAttribute
        func resolved(_ result: DataType, _ make: @escaping @Sendable () -> Accumulators) -> ResolvedAggregate {
            ResolvedAggregate(argumentTypes: [type], resultType: result) { _ in make() }
        }
        switch type.kind {
        case .tinyint: return resolved(type) { .fixed(IntegerAverage<Int8>(), always: 0, read: { $0.int8 }, write: { .int8($0) }) }
        case .smallint: return resolved(type) { .fixed(IntegerAverage<Int16>(), always: 0, read: { $0.int16 }, write: { .int16($0) }) }
        case .int: return resolved(type) { .fixed(IntegerAverage<Int32>(), always: 0, read: { $0.int32 }, write: { .int32($0) }) }
        case .bigint: return resolved(type) { .fixed(IntegerAverage<Int64>(), always: 0, read: { $0.int64 }, write: { .int64($0) }) }
        case .float: return resolved(type) { .fixed(FloatingAverage<Float>(), always: 0, read: { $0.float }, write: { .float($0) }) }
        case .double: return resolved(type) { .fixed(FloatingAverage<Double>(), always: 0, read: { $0.double }, write: { .double($0) }) }
        case .decimal(_, let scale):
            let resultScale = max(6, scale)
            return resolved(type.averageType) {
                .fixed(DecimalAverage(scale: scale, resultScale: resultScale), always: 0, read: { $0.int128 }, write: { .int128($0) })
            }
        default: return nil
        }
    }
}

extension DataType {
    /// The type of AVG and of the measures of spread: the number's own, of a DECIMAL with 38 digits, at least 6 of them behind the point.
    var averageType: DataType {
        if case .decimal(_, let scale) = kind { DataType.decimal(38, max(6, scale)).nullable(isNullable) } else { self }
    }
}
