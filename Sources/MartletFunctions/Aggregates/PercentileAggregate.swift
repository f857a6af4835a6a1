import MartletColumns
import MartletCore

/// PERCENTILE: how often each number is there, and the percentages that were asked for first.
struct Percentile: ValueAggregate {
    struct State {
        var counts: [Double: Int64] = [:]
        var percentages: [Double]?
    }

    /// Whether the answer is an array of them.
    let isArray: Bool

    var initial: State { State() }
    var countsNulls: Bool { true }
    func add(_ values: [Value], to state: inout State) { count(values, 1, &state) }
    func retract(_ values: [Value], from state: inout State) { count(values, -1, &state) }

    private func count(_ values: [Value], _ sign: Int64, _ state: inout State) {
        if state.percentages == nil {
            switch values[1] {
            case .double(let percentage): state.percentages = [percentage]
            case .array(let percentages): state.percentages = percentages.compactMap { if case .double(let one) = $0 { one } else { nil } }
            default: break
            }
        }
        guard case .double(let value) = values[0] else { return }
        var times: Int64 = 1
        if values.count > 2 {
            guard case .bigint(let frequency) = values[2], frequency > 0 else { return }
            times = frequency
        }
        let count = (state.counts[value] ?? 0) &+ sign &* times
        state.counts[value] = count == 0 ? nil : count
    }

    func merge(_ other: State, into state: inout State) {
        if state.percentages == nil { state.percentages = other.percentages }
        for (value, times) in other.counts {
            let count = (state.counts[value] ?? 0) &+ times
            state.counts[value] = count == 0 ? nil : count
        }
    }

    func result(_ state: State) -> Value {
        let sorted = state.counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        guard let percentages = state.percentages, !sorted.isEmpty else { return .null }
        var ends: [Int64] = []
        var total: Int64 = 0
        for (_, count) in sorted {
            total &+= count
            ends.append(total)
        }
        /// The number at a place of the sorted list.
        func number(at place: Int64) -> Double {
            var low = 0, high = ends.count - 1
            while low < high {
                let middle = (low + high) / 2
                if ends[middle] > place { high = middle } else { low = middle + 1 }
            }
            return sorted[low].key
        }
        let answers: [Value] = percentages.map { percentage in
            // Counted from 1, as Flink does: the place's fraction is rounded by it.
            let position = Double(total - 1) * percentage + 1
            let lower = position.rounded(.down), upper = position.rounded(.up)
            let below = number(at: Int64(lower) - 1)
            if lower == upper { return .double(below) }
            let above = number(at: Int64(upper) - 1)
            return .double(below == above ? below : (upper - position) * below + (position - lower) * above)
        }
        return isArray ? .array(answers) : answers[0]
    }
}

extension AggregateFunction {
    static let percentile = AggregateFunction(
        "PERCENTILE", "The exact percentile of numbers, interpolated between neighbours; of an array of percentages, an array.",
        signatures: [
            "PERCENTILE(<NUMERIC>, <NUMERIC NOT NULL>)", "PERCENTILE(<NUMERIC>, ARRAY<NUMERIC NOT NULL> NOT NULL)",
            "PERCENTILE(<NUMERIC>, <NUMERIC NOT NULL> | ARRAY<NUMERIC NOT NULL> NOT NULL, <INTEGER_NUMERIC>)",
        ]
    ) { arguments in
        guard (2...3).contains(arguments.count), arguments[0].type.kind.isNumeric, !arguments[1].type.isNullable else { return nil }
        var types = [DataType.double.nullable(arguments[0].type.isNullable)]
        let isArray: Bool
        switch arguments[1].type.kind {
        case .array(let element) where element.kind.isNumeric && !element.isNullable:
            isArray = true
            types.append(DataType.array(DataType.double.notNull).notNull)
        case let kind where kind.isNumeric:
            isArray = false
            types.append(DataType.double.notNull)
        default: return nil
        }
        if let literal = arguments[1].literal, !percentages(literal).allSatisfy({ (0...1).contains($0) }) { return nil }
        if arguments.count == 3 {
            guard arguments[2].type.kind.isInteger else { return nil }
            types.append(DataType.bigint.nullable(arguments[2].type.isNullable))
        }
        let result = isArray ? DataType.array(.double) : .double
        let argumentTypes = types
        return ResolvedAggregate(argumentTypes: argumentTypes, resultType: result) { _ in
            .general(Percentile(isArray: isArray), arguments: argumentTypes, result: result)
        }
    }

    private static func percentages(_ literal: Value) -> [Double] {
        switch literal {
        case .array(let elements): elements.flatMap(percentages)
        case .decimal(let value): [value.doubleValue]
        case .double(let value): [value]
        case .float(let value): [Double(value)]
        case .tinyint(let value): [Double(value)]
        case .smallint(let value): [Double(value)]
        case .int(let value): [Double(value)]
        case .bigint(let value): [Double(value)]
        default: []
        }
    }
}
