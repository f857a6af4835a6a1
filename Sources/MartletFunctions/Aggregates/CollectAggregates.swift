import MartletColumns
import MartletCore

/// COLLECT: how often each value that is not NULL is there, in the order in which they came.
struct Collect: ValueAggregate {
    struct State {
        var counts: [Value: Int32] = [:]
        /// The values in the order of their first coming; some may be gone.
        var order: [Value] = []
    }

    var initial: State { State() }
    func add(_ values: [Value], to state: inout State) { count(values[0], 1, &state) }
    func retract(_ values: [Value], from state: inout State) { count(values[0], -1, &state) }
    func merge(_ other: State, into state: inout State) {
        for value in other.order { if let times = other.counts[value] { count(value, times, &state) } }
    }

    private func count(_ value: Value, _ change: Int32, _ state: inout State) {
        guard let before = state.counts[value] else {
            state.counts[value] = change
            if state.order.count > 2 * state.counts.count + 16 { state.order.removeAll { state.counts[$0] == nil || $0 == value } }
            state.order.append(value)
            return
        }
        state.counts[value] = before &+ change == 0 ? nil : before &+ change
    }

    func result(_ state: State) -> Value {
        var seen: Set<Value> = []
        return .map(
            state.order.compactMap { value in
                guard let count = state.counts[value], seen.insert(value).inserted else { return nil }
                return .init(value, .int(count))
            })
    }
}

/// ARRAY_AGG: the values in the order in which they came.
struct ArrayAggregate: ValueAggregate {
    let countsNulls: Bool

    var initial: ValueList { ValueList() }
    func add(_ values: [Value], to state: inout ValueList) { state.add(values[0]) }
    func retract(_ values: [Value], from state: inout ValueList) { state.retract(values[0]) }
    func merge(_ other: ValueList, into state: inout ValueList) { state.merge(other) }
    func result(_ state: ValueList) -> Value { state.values.isEmpty ? .null : .array(state.values) }
}

/// Values in the order in which they came; of equal ones the earliest is taken back. A value that is taken back before it comes, never shows.
struct ValueList: Sendable {
    private(set) var values: [Value] = []
    /// What was taken back before it came.
    private var owed: [Value] = []

    mutating func add(_ value: Value) {
        if !owed.isEmpty, let index = owed.firstIndex(of: value) { owed.remove(at: index) } else { values.append(value) }
    }

    mutating func retract(_ value: Value) {
        if let index = values.firstIndex(of: value) { values.remove(at: index) } else { owed.append(value) }
    }

    mutating func merge(_ other: ValueList) {
        for value in other.values { add(value) }
        for value in other.owed { retract(value) }
    }
}

extension AggregateFunction {
    static let collect = AggregateFunction(
        "COLLECT", "A multiset of the values that are not NULL.", signatures: ["COLLECT(<ANY>)"]
    ) { arguments in
        guard arguments.count == 1 else { return nil }
        let type = arguments[0].type.withoutTimeAttribute
        let result = DataType(.multiset(type), nullable: false)
        return ResolvedAggregate(argumentTypes: [type], resultType: result, isNullWithoutRows: false) { _ in
            .general(Collect(), arguments: [type], result: result)
        }
    }

    /// RESPECT NULLS is the default; the binder asks for the other by this name.
    static let arrayIgnoringNulls = array("ARRAY_AGG_IGNORE_NULLS", countsNulls: false, "An array of the values that are not NULL.")
    static let array = array(
        "ARRAY_AGG", countsNulls: true,
        "An array of the values, in the order in which they came; NULLs are kept unless IGNORE NULLS is said.")

    private static func array(_ name: String, countsNulls: Bool, _ summary: String) -> AggregateFunction {
        AggregateFunction(name, summary, signatures: ["ARRAY_AGG(<ANY>) [RESPECT NULLS | IGNORE NULLS]"]) { arguments in
            guard arguments.count == 1 else { return nil }
            let type = arguments[0].type.withoutTimeAttribute
            let result = DataType.array(type).nullable(type.isNullable)
            return ResolvedAggregate(argumentTypes: [type], resultType: result, isNullWithoutRows: false) { _ in
                .general(ArrayAggregate(countsNulls: countsNulls), arguments: [type], result: result)
            }
        }
    }
}
