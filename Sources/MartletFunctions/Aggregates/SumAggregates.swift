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

/// SUM of FLOAT or DOUBLE, in the argument's own precision.
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

/// SUM of DECIMAL. A sum of more than 38 digits becomes NULL, and the value after it starts a new one, as in Flink.
struct DecimalSum: FixedAggregate {
    struct State {
        /// 0 where the sum is NULL.
        var total: Int128
        var isNull: Bool
        var count: Int64
    }

    var initial: State { State(total: 0, isNull: true, count: 0) }
    var placeholder: Int128 { 0 }
    func add(_ value: Int128, to state: inout State) { add(value, counting: 1, to: &state) }
    func retract(_ value: Int128, from state: inout State) { add(0 &- value, counting: -1, to: &state) }

    func merge(_ other: State, into state: inout State) {
        if other.isNull { state.count &+= other.count } else { add(other.total, counting: other.count, to: &state) }
    }

    private func add(_ value: Int128, counting count: Int64, to state: inout State) {
        let total = state.total &+ value
        let fits = Decimal128.fits(total)
        state = State(total: fits ? total : 0, isNull: !fits, count: state.count &+ count)
    }

    func result(_ state: State) -> Int128? { state.isNull || state.count == 0 ? nil : state.total }
}

extension Decimal128 {
    /// Whether the unscaled value has at most 38 digits.
    @inline(__always) static func fits(_ unscaled: Int128) -> Bool {
        unscaled.magnitude < 100_000_000_000_000_000_000_000_000_000_000_000_000
    }
}

extension AggregateFunction {
    static let sum = AggregateFunction(
        "SUM", "The sum; of integers in the argument's own type, wrapping; of DECIMAL with 38 digits.", signatures: ["SUM(<NUMERIC>)"]
    ) { arguments in
        guard arguments.count == 1 else { return nil }
        let type = arguments[0].type.withoutTimeAttribute
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
}
