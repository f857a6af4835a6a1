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
    func retract(_ value: Number, from state: inout State) { takenBackUnexpectedly() }
    func merge(_ other: State, into state: inout State) { if !other.isEmpty { add(other.value, to: &state) } }
    func result(_ state: State) -> Number? { state.isEmpty ? nil : state.value }
}

/// MIN or MAX of fixed-width values that may be taken back: how often each is there.
struct RetractableExtreme<Number: BitwiseCopyable & Sendable & Hashable & Comparable>: FixedAggregate {
    let isMaximum: Bool
    let placeholder: Number

    var initial: CountedHeap<Number> { CountedHeap() }
    private func precedes(_ a: Number, _ b: Number) -> Bool { isMaximum ? a > b : a < b }
    func add(_ value: Number, to state: inout CountedHeap<Number>) { state.count(value, 1, by: precedes) }
    func retract(_ value: Number, from state: inout CountedHeap<Number>) { state.count(value, -1, by: precedes) }
    func merge(_ other: CountedHeap<Number>, into state: inout CountedHeap<Number>) {
        for (value, times) in other.counts { state.count(value, times, by: precedes) }
    }
    func result(_ state: CountedHeap<Number>) -> Number? { state.first }
}

/// MIN or MAX of texts that are only ever added.
struct BytesExtreme: BytesAggregate {
    let isMaximum: Bool

    var initial: [UInt8]? { nil }

    func add(_ bytes: UnsafeRawBufferPointer, to state: inout [UInt8]?) {
        if let known = state, !known.withUnsafeBytes({ isMaximum ? $0.isOrdered(before: bytes) : bytes.isOrdered(before: $0) }) { return }
        state = Array(bytes)
    }
    func retract(_ bytes: UnsafeRawBufferPointer, from state: inout [UInt8]?) { takenBackUnexpectedly() }
    func merge(_ other: [UInt8]?, into state: inout [UInt8]?) { other?.withUnsafeBytes { add($0, to: &state) } }
    func write(_ state: [UInt8]?, to builder: ColumnBuilder) { if let state { builder.append(state) } else { builder.appendNull() } }
}

/// MIN or MAX of values of any comparable type, which may be taken back.
struct ValueExtreme: ValueAggregate {
    let isMaximum: Bool

    var initial: CountedHeap<Value> { CountedHeap() }
    private func precedes(_ a: Value, _ b: Value) -> Bool { isMaximum ? b.isOrdered(before: a) : a.isOrdered(before: b) }
    func add(_ values: [Value], to state: inout CountedHeap<Value>) { state.count(values[0], 1, by: precedes) }
    func retract(_ values: [Value], from state: inout CountedHeap<Value>) { state.count(values[0], -1, by: precedes) }
    func merge(_ other: CountedHeap<Value>, into state: inout CountedHeap<Value>) {
        for (value, times) in other.counts { state.count(value, times, by: precedes) }
    }
    func result(_ state: CountedHeap<Value>) -> Value { state.first ?? .null }
}

/// A promise was broken by the operator that feeds the aggregate.
func takenBackUnexpectedly() -> Never { preconditionFailure("a row was taken back from an aggregate that was told none would be") }

extension UnsafeRawBufferPointer {
    /// Whether the bytes come before others, as Flink compares texts.
    @inline(__always) func isOrdered(before other: UnsafeRawBufferPointer) -> Bool {
        for index in 0..<Swift.min(count, other.count) where self[index] != other[index] { return self[index] < other[index] }
        return count < other.count
    }
}

extension AggregateFunction {
    static let minimum = extreme("MIN", isMaximum: false, "The least value that is not NULL.")
    static let maximum = extreme("MAX", isMaximum: true, "The greatest value that is not NULL.")

    private static func extreme(_ name: String, isMaximum: Bool, _ summary: String) -> AggregateFunction {
        AggregateFunction(name, summary, signatures: ["\(name)(<COMPARABLE>)"]) { arguments in
            guard arguments.count == 1 else { return nil }
            let type = arguments[0].type
            guard isComparable(type) else {
                throw MartletError("\(name) does not support values of type \(type).", phase: .plan)
            }
            return ResolvedAggregate(argumentTypes: [type], resultType: type) { retracting in
                switch type.physicalType {
                case .int8: fixed(isMaximum, retracting, 0 as Int8, { $0.int8 }, { .int8($0) })
                case .int16: fixed(isMaximum, retracting, 0 as Int16, { $0.int16 }, { .int16($0) })
                case .int32: fixed(isMaximum, retracting, 0 as Int32, { $0.int32 }, { .int32($0) })
                case .int64: fixed(isMaximum, retracting, 0 as Int64, { $0.int64 }, { .int64($0) })
                case .int128: fixed(isMaximum, retracting, 0 as Int128, { $0.int128 }, { .int128($0) })
                case .float: fixed(isMaximum, retracting, 0 as Float, { $0.float }, { .float($0) })
                case .double: fixed(isMaximum, retracting, 0 as Double, { $0.double }, { .double($0) })
                case .bytes where !retracting: .bytes(BytesExtreme(isMaximum: isMaximum), result: type)
                default: .general(ValueExtreme(isMaximum: isMaximum), arguments: [type], result: type)
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

    /// The types that Flink's MIN and MAX take.
    private static func isComparable(_ type: DataType) -> Bool {
        switch type.kind {
        case .array, .map, .multiset, .row, .structured, .null, .variant, .bitmap, .descriptor, .binary, .varbinary, .intervalDayTime,
            .intervalYearMonth:
            false
        default: true
        }
    }
}
