import MartletColumns
import MartletCore

/// A sum and how many values are in it; empty, it is NULL.
struct Sum<Number: BitwiseCopyable & Sendable & Hashable> {
    var total: Number
    var count: Int64
}

/// SUM of integers of one width: wraps, as in Flink.
struct IntegerSum<Number: FixedWidthInteger & BitwiseCopyable & Sendable & Hashable>: FixedAggregate {
    var initial: Sum<Number> { Sum(total: 0, count: 0) }
    var placeholder: Number { 0 }
    func add(_ value: Number, to state: inout Sum<Number>) { state = Sum(total: state.total &+ value, count: state.count &+ 1) }
    func retract(_ value: Number, from state: inout Sum<Number>) { state = Sum(total: state.total &- value, count: state.count &- 1) }
    func merge(_ other: Sum<Number>, into state: inout Sum<Number>) {
        state = Sum(total: state.total &+ other.total, count: state.count &+ other.count)
    }
    func result(_ state: Sum<Number>) -> Number? { state.count == 0 ? nil : state.total }
}

/// SUM of DECIMAL: NULL once the sum has more than 38 digits.
struct DecimalSum: FixedAggregate {
    var initial: Sum<Int128> { Sum(total: 0, count: 0) }
    var placeholder: Int128 { 0 }
    func add(_ value: Int128, to state: inout Sum<Int128>) { state = Sum(total: state.total &+ value, count: state.count &+ 1) }
    func retract(_ value: Int128, from state: inout Sum<Int128>) { state = Sum(total: state.total &- value, count: state.count &- 1) }
    func merge(_ other: Sum<Int128>, into state: inout Sum<Int128>) {
        state = Sum(total: state.total &+ other.total, count: state.count &+ other.count)
    }
    func result(_ state: Sum<Int128>) -> Int128? {
        state.count == 0 || state.total.magnitude >= 100_000_000_000_000_000_000_000_000_000_000_000_000 ? nil : state.total
    }
}

/// SUM of FLOAT or DOUBLE.
struct FloatingSum<Number: BinaryFloatingPoint & BitwiseCopyable & Sendable & Hashable>: FixedAggregate {
    var initial: Sum<Number> { Sum(total: 0, count: 0) }
    var placeholder: Number { 0 }
    func add(_ value: Number, to state: inout Sum<Number>) { state = Sum(total: state.total + value, count: state.count &+ 1) }
    func retract(_ value: Number, from state: inout Sum<Number>) { state = Sum(total: state.total - value, count: state.count &- 1) }
    func merge(_ other: Sum<Number>, into state: inout Sum<Number>) {
        state = Sum(total: state.total + other.total, count: state.count &+ other.count)
    }
    func result(_ state: Sum<Number>) -> Number? { state.count == 0 ? nil : state.total }
}

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
    func result(_ state: Sum<Int64>) -> Number? { state.count == 0 ? nil : Number(truncatingIfNeeded: state.total / state.count) }
}

/// AVG of FLOAT or DOUBLE: the sum in double precision.
struct FloatingAverage<Number: BinaryFloatingPoint & BitwiseCopyable & Sendable & Hashable>: FixedAggregate {
    var initial: Sum<Double> { Sum(total: 0, count: 0) }
    var placeholder: Number { 0 }
    func add(_ value: Number, to state: inout Sum<Double>) { state = Sum(total: state.total + Double(value), count: state.count &+ 1) }
    func retract(_ value: Number, from state: inout Sum<Double>) { state = Sum(total: state.total - Double(value), count: state.count &- 1) }
    func merge(_ other: Sum<Double>, into state: inout Sum<Double>) {
        state = Sum(total: state.total + other.total, count: state.count &+ other.count)
    }
    func result(_ state: Sum<Double>) -> Number? { state.count == 0 ? nil : Number(state.total / Double(state.count)) }
}

/// AVG of DECIMAL: the sum's quotient at the result's scale, half rounded up.
struct DecimalAverage: FixedAggregate {
    let scale: Int
    let resultScale: Int

    var initial: Sum<Int128> { Sum(total: 0, count: 0) }
    var placeholder: Int128 { 0 }
    func add(_ value: Int128, to state: inout Sum<Int128>) { state = Sum(total: state.total &+ value, count: state.count &+ 1) }
    func retract(_ value: Int128, from state: inout Sum<Int128>) { state = Sum(total: state.total &- value, count: state.count &- 1) }
    func merge(_ other: Sum<Int128>, into state: inout Sum<Int128>) {
        state = Sum(total: state.total &+ other.total, count: state.count &+ other.count)
    }
    func result(_ state: Sum<Int128>) -> Int128? {
        guard state.count != 0, let scaled = Decimal128.rescale(state.total, from: scale, to: resultScale) else { return nil }
        return Decimal128.roundedQuotient(scaled, Int128(state.count))
    }
}

extension AggregateFunction {
    static let sum = AggregateFunction("SUM", "The sum; of integers in the argument's own type, wrapping.") { arguments in
        guard arguments.count == 1 else { return nil }
        let type = arguments[0].type
        func resolved(_ result: DataType, _ make: @escaping @Sendable () -> Accumulators) -> ResolvedAggregate {
            ResolvedAggregate(argumentTypes: [type], resultType: result) { _ in make() }
        }
        switch type.kind {
        case .tinyint: return resolved(type) { .fixed(IntegerSum<Int8>(), always: 0, read: { $0.int8 }, write: { .int8($0) }) }
        case .smallint: return resolved(type) { .fixed(IntegerSum<Int16>(), always: 0, read: { $0.int16 }, write: { .int16($0) }) }
        case .int: return resolved(type) { .fixed(IntegerSum<Int32>(), always: 0, read: { $0.int32 }, write: { .int32($0) }) }
        case .bigint: return resolved(type) { .fixed(IntegerSum<Int64>(), always: 0, read: { $0.int64 }, write: { .int64($0) }) }
        case .float: return resolved(type) { .fixed(FloatingSum<Float>(), always: 0, read: { $0.float }, write: { .float($0) }) }
        case .double: return resolved(type) { .fixed(FloatingSum<Double>(), always: 0, read: { $0.double }, write: { .double($0) }) }
        case .decimal(_, let scale):
            return resolved(DataType.decimal(38, scale).nullable(type.isNullable)) {
                .fixed(DecimalSum(), always: 0, read: { $0.int128 }, write: { .int128($0) })
            }
        default: return nil
        }
    }

    static let average = AggregateFunction("AVG", "The mean, in the argument's own type: of integers it is cut off.") { arguments in
        guard arguments.count == 1 else { return nil }
        let type = arguments[0].type
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
            return resolved(DataType.decimal(38, resultScale).nullable(type.isNullable)) {
                .fixed(DecimalAverage(scale: scale, resultScale: resultScale), always: 0, read: { $0.int128 }, write: { .int128($0) })
            }
        default: return nil
        }
    }
}
