import MartletColumns
import MartletCore

/// MIN or MAX of fixed-width values that are only ever added.
struct Extreme<Number: BitwiseCopyable & Sendable & Hashable & Comparable>: FixedAggregate {
    struct State {
        var value: Number
        var isEmpty: Bool
    }

    let isMaximum: Bool
    let placeholder: Number

    var initial: State { State(value: placeholder, isEmpty: true) }
    func add(_ value: Number, to state: inout State) {
        if state.isEmpty || (isMaximum ? value > state.value : value < state.value) { state = State(value: value, isEmpty: false) }
    }
    func retract(_ value: Number, from state: inout State) { preconditionFailure("a row was taken back from an aggregate that was told none would be") }
    func merge(_ other: State, into state: inout State) { if !other.isEmpty { add(other.value, to: &state) } }
    func result(_ state: State) -> Number? { state.isEmpty ? nil : state.value }
}

/// MIN or MAX of fixed-width values that may be taken back: how often each is there.
struct RetractableExtreme<Number: BitwiseCopyable & Sendable & Hashable & Comparable>: FixedAggregate {
    struct State {
        var counts: [Number: Int] = [:]
        /// The answer; nil: to be found again.
        var extreme: Number?
    }

    let isMaximum: Bool
    let placeholder: Number

    var initial: State { State() }

    func add(_ value: Number, to state: inout State) {
        count(value, 1, &state)
    }

    func retract(_ value: Number, from state: inout State) { count(value, -1, &state) }

    private func count(_ value: Number, _ change: Int, _ state: inout State) {
        let count = state.counts[value, default: 0] + change
        state.counts[value] = count == 0 ? nil : count
        if count > 0 {
            if let extreme = state.extreme {
                if isMaximum ? value > extreme : value < extreme { state.extreme = value }
            } else if state.counts.count == 1 {
                state.extreme = value
            } else {
                state.extreme = best(state.counts)
            }
        } else if state.extreme == value {
            state.extreme = best(state.counts)
        }
    }

    /// A value whose retraction came before it (a count below zero) is not there.
    private func best(_ counts: [Number: Int]) -> Number? {
        let present = counts.lazy.filter { $0.value > 0 }.map(\.key)
        return isMaximum ? present.max() : present.min()
    }

    func merge(_ other: State, into state: inout State) { for (value, times) in other.counts { count(value, times, &state) } }
    func result(_ state: State) -> Number? { state.extreme }
}

/// MIN or MAX of values of any comparable type, which may be taken back.
struct ValueExtreme: ValueAggregate {
    let isMaximum: Bool
    let type: DataType

    var initial: [Value: Int] { [:] }
    func add(_ values: [Value], to state: inout [Value: Int]) { count(values[0], 1, &state) }
    func retract(_ values: [Value], from state: inout [Value: Int]) { count(values[0], -1, &state) }
    func merge(_ other: [Value: Int], into state: inout [Value: Int]) { for (value, times) in other { count(value, times, &state) } }

    private func count(_ value: Value, _ change: Int, _ state: inout [Value: Int]) {
        let count = state[value, default: 0] + change
        state[value] = count == 0 ? nil : count
    }

    func result(_ state: [Value: Int]) -> Value {
        let present = state.lazy.filter { $0.value > 0 }.map(\.key)
        return (isMaximum ? present.max { $0.isOrdered(before: $1) } : present.min { $0.isOrdered(before: $1) }) ?? .null
    }
}

/// MIN or MAX of values of any comparable type that are only ever added.
struct AppendOnlyValueExtreme: ValueAggregate {
    let isMaximum: Bool

    var initial: Value { .null }
    func add(_ values: [Value], to state: inout Value) {
        if state.isNull || (isMaximum ? state.isOrdered(before: values[0]) : values[0].isOrdered(before: state)) { state = values[0] }
    }
    func retract(_ values: [Value], from state: inout Value) { preconditionFailure("a row was taken back from an aggregate that was told none would be") }
    func merge(_ other: Value, into state: inout Value) { if !other.isNull { add([other], to: &state) } }
    func result(_ state: Value) -> Value { state }
}

extension AggregateFunction {
    static let minimum = extreme("MIN", isMaximum: false, "The least value that is not NULL.")
    static let maximum = extreme("MAX", isMaximum: true, "The greatest value that is not NULL.")

    private static func extreme(_ name: String, isMaximum: Bool, _ summary: String) -> AggregateFunction {
        AggregateFunction(name, summary) { arguments in
            guard arguments.count == 1, let physical = comparable(arguments[0].type) else { return nil }
            let type = arguments[0].type
            return ResolvedAggregate(argumentTypes: [type], resultType: type) { retracting in
                switch physical {
                case .int8: fixed(isMaximum, retracting, 0 as Int8, { $0.int8 }, { .int8($0) })
                case .int16: fixed(isMaximum, retracting, 0 as Int16, { $0.int16 }, { .int16($0) })
                case .int32: fixed(isMaximum, retracting, 0 as Int32, { $0.int32 }, { .int32($0) })
                case .int64: fixed(isMaximum, retracting, 0 as Int64, { $0.int64 }, { .int64($0) })
                case .int128: fixed(isMaximum, retracting, 0 as Int128, { $0.int128 }, { .int128($0) })
                case .float: fixed(isMaximum, retracting, 0 as Float, { $0.float }, { .float($0) })
                case .double: fixed(isMaximum, retracting, 0 as Double, { $0.double }, { .double($0) })
                default:
                    retracting
                        ? .general(ValueExtreme(isMaximum: isMaximum, type: type), arguments: [type], result: type)
                        : .general(AppendOnlyValueExtreme(isMaximum: isMaximum), arguments: [type], result: type)
                }
            }
        }
    }

    @inline(__always)
    private static func fixed<Number: BitwiseCopyable & Sendable & Hashable & Comparable>(
        _ isMaximum: Bool, _ retracting: Bool, _ zero: Number, _ read: @escaping (Column) -> FixedColumn<Number>,
        _ write: @escaping (FixedColumn<Number>) -> Column
    ) -> Accumulators {
        retracting
            ? .fixed(RetractableExtreme(isMaximum: isMaximum, placeholder: zero), always: zero, read: read, write: write)
            : .fixed(Extreme(isMaximum: isMaximum, placeholder: zero), always: zero, read: read, write: write)
    }

    /// How values lie in memory, if they have an order.
    private static func comparable(_ type: DataType) -> PhysicalType? {
        switch type.kind {
        case .array, .map, .multiset, .row, .structured, .null, .variant, .bitmap, .descriptor: nil
        default: type.physicalType
        }
    }
}
