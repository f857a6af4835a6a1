import MartletColumns
import MartletCore

/// FIRST_VALUE or LAST_VALUE of fixed-width values that are only ever added: by arrival, NULLs do not count.
struct FixedEnd<Number: BitwiseCopyable & Sendable & Hashable>: FixedAggregate {
    struct State {
        var value: Number
        var isEmpty: Bool
    }

    let isLast: Bool
    let placeholder: Number

    var initial: State { State(value: placeholder, isEmpty: true) }
    func add(_ value: Number, to state: inout State) { if isLast || state.isEmpty { state = State(value: value, isEmpty: false) } }
    func retract(_ value: Number, from state: inout State) { takenBackUnexpectedly() }
    func merge(_ other: State, into state: inout State) { if !other.isEmpty { add(other.value, to: &state) } }
    func result(_ state: State) -> Number? { state.isEmpty ? nil : state.value }
}

/// FIRST_VALUE or LAST_VALUE of texts that are only ever added.
struct BytesEnd: BytesAggregate {
    let isLast: Bool

    var initial: [UInt8]? { nil }
    func add(_ bytes: UnsafeRawBufferPointer, to state: inout [UInt8]?) { if isLast || state == nil { state = Array(bytes) } }
    func retract(_ bytes: UnsafeRawBufferPointer, from state: inout [UInt8]?) { takenBackUnexpectedly() }
    func merge(_ other: [UInt8]?, into state: inout [UInt8]?) { other?.withUnsafeBytes { add($0, to: &state) } }
    func write(_ state: [UInt8]?, to builder: ColumnBuilder) { if let state { builder.append(state) } else { builder.appendNull() } }
}

/// FIRST_VALUE or LAST_VALUE of any values, which may be taken back.
struct ValueEnd: ValueAggregate {
    let isLast: Bool

    var initial: ValueList { ValueList() }
    func add(_ values: [Value], to state: inout ValueList) { state.add(values[0]) }
    func retract(_ values: [Value], from state: inout ValueList) { state.retract(values[0]) }
    func merge(_ other: ValueList, into state: inout ValueList) { state.merge(other) }
    func result(_ state: ValueList) -> Value { (isLast ? state.values.last : state.values.first) ?? .null }
}

/// The value of a scalar subquery: that of the only row; a second one is an error.
struct SingleValue: ValueAggregate {
    var initial: ValueList { ValueList() }
    var countsNulls: Bool { true }
    func add(_ values: [Value], to state: inout ValueList) throws {
        state.add(values[0])
        if state.values.count > 1 { throw MartletError("SingleValueAggFunction received more than one element.") }
    }
    func retract(_ values: [Value], from state: inout ValueList) { state.retract(values[0]) }
    func merge(_ other: ValueList, into state: inout ValueList) throws { for value in other.values { try add([value], to: &state) } }
    func result(_ state: ValueList) -> Value { state.values.first ?? .null }
}

extension AggregateFunction {
    static let firstValue = end("FIRST_VALUE", isLast: false, "The value that came first, without regard to NULLs.")
    static let lastValue = end("LAST_VALUE", isLast: true, "The value that came last, without regard to NULLs.")

    static let singleValue = AggregateFunction(
        "SINGLE_VALUE", "The only value; more than one row is an error.", signatures: ["SINGLE_VALUE(<ANY>)"]
    ) { arguments in
        guard arguments.count == 1 else { return nil }
        let type = arguments[0].type
        return ResolvedAggregate(argumentTypes: [type], resultType: type) { _ in
            .general(SingleValue(), arguments: [type], result: type)
        }
    }

    private static func end(_ name: String, isLast: Bool, _ summary: String) -> AggregateFunction {
        AggregateFunction(name, summary, signatures: ["\(name)(<ANY>)"]) { arguments in
            guard arguments.count == 1 else { return nil }
            let type = arguments[0].type
            return ResolvedAggregate(argumentTypes: [type], resultType: type) { retracting in
                if retracting { return .general(ValueEnd(isLast: isLast), arguments: [type], result: type) }
                return switch type.physicalType {
                case .int8: fixedEnd(isLast, 0 as Int8, { $0.int8 }, { .int8($0) })
                case .int16: fixedEnd(isLast, 0 as Int16, { $0.int16 }, { .int16($0) })
                case .int32: fixedEnd(isLast, 0 as Int32, { $0.int32 }, { .int32($0) })
                case .int64: fixedEnd(isLast, 0 as Int64, { $0.int64 }, { .int64($0) })
                case .int128: fixedEnd(isLast, 0 as Int128, { $0.int128 }, { .int128($0) })
                case .float: fixedEnd(isLast, 0 as Float, { $0.float }, { .float($0) })
                case .double: fixedEnd(isLast, 0 as Double, { $0.double }, { .double($0) })
                case .bytes: .bytes(BytesEnd(isLast: isLast), result: type)
                default: .general(AppendOnlyValueEnd(isLast: isLast), arguments: [type], result: type)
                }
            }
        }
    }

    @inline(__always)
    private static func fixedEnd<Number: BitwiseCopyable & Sendable & Hashable>(
        _ isLast: Bool, _ zero: Number, _ read: @escaping (Column) -> FixedColumn<Number>,
        _ write: @escaping (FixedColumn<Number>) -> Column
    ) -> Accumulators {
        .fixed(FixedEnd(isLast: isLast, placeholder: zero), always: zero, read: read, write: write)
    }
}

/// FIRST_VALUE or LAST_VALUE of any values that are only ever added.
struct AppendOnlyValueEnd: ValueAggregate {
    let isLast: Bool

    var initial: Value { .null }
    func add(_ values: [Value], to state: inout Value) { if isLast || state.isNull { state = values[0] } }
    func retract(_ values: [Value], from state: inout Value) { takenBackUnexpectedly() }
    func merge(_ other: Value, into state: inout Value) { if !other.isNull { add([other], to: &state) } }
    func result(_ state: Value) -> Value { state }
}
