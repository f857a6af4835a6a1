import MartletColumns
import MartletCore

/// An aggregate over values of any type, one at a time: the general kind.
package protocol ValueAggregate: Sendable {
    associatedtype State

    var initial: State { get }
    /// Whether rows with a NULL argument count.
    var countsNulls: Bool { get }
    func add(_ values: [Value], to state: inout State) throws
    func retract(_ values: [Value], from state: inout State) throws
    func merge(_ other: State, into state: inout State) throws
    func result(_ state: State) throws -> Value
}

extension ValueAggregate {
    package var countsNulls: Bool { false }
}

extension Accumulators {
    /// The accumulators of an aggregate over any values.
    package static func general<A: ValueAggregate>(_ aggregate: A, arguments: [DataType], result: DataType) -> Accumulators {
        let storage = AggregateStates<A.State>()
        func apply(_ rows: AggregateInput, _ row: Int) throws {
            if let mask = rows.mask, !mask[row] { return }
            if !aggregate.countsNulls, rows.arguments.contains(where: { $0.isNull(row) }) { return }
            let values = rows.arguments.indices.map { rows.arguments[$0].value(row, arguments[$0]) }
            let id = Int(rows.ids[row])
            if rows.kinds?[row].isAddition ?? true {
                try aggregate.add(values, to: &storage.states[id])
            } else {
                try aggregate.retract(values, from: &storage.states[id])
            }
        }
        return Accumulators(
            storage: storage,
            grow: { storage.grow(to: $0, aggregate.initial) },
            accumulate: { rows in for row in rows.ids.indices where rows.ids[row] >= 0 { try apply(rows, row) } },
            trace: { rows, resets in
                let before = ColumnBuilder(result), after = ColumnBuilder(result)
                for (row, id) in rows.ids.enumerated() {
                    if id < 0 {
                        before.appendNull()
                        after.appendNull()
                        continue
                    }
                    try before.append(aggregate.result(storage.states[Int(id)]), as: result)
                    try apply(rows, row)
                    try after.append(aggregate.result(storage.states[Int(id)]), as: result)
                    if resets?[row] == true { storage.states[Int(id)] = aggregate.initial }
                }
                return (before.finish(), after.finish())
            },
            results: { ids in try ColumnBuilder.column(ids.map { try aggregate.result(storage.states[Int($0)]) }, result) },
            reset: { ids in for id in ids { storage.states[Int(id)] = aggregate.initial } },
            merge: { other, ids, into in
                let states = AggregateStates<A.State>.of(other).states
                for (from, to) in zip(ids, into) { try aggregate.merge(states[Int(from)], into: &storage.states[Int(to)]) }
            })
    }
}
