import MartletColumns
import MartletCore

/// An aggregate of byte strings into one: MIN and MAX of texts, the first and last text, texts put together.
package protocol BytesAggregate: Sendable {
    associatedtype State

    var initial: State { get }
    func add(_ bytes: UnsafeRawBufferPointer, to state: inout State)
    func retract(_ bytes: UnsafeRawBufferPointer, from state: inout State)
    func merge(_ other: State, into state: inout State)
    /// Appends the result to the column.
    func write(_ state: State, to builder: ColumnBuilder)
}

extension Accumulators {
    /// The accumulators of an aggregate of byte strings. NULL inputs do not count.
    package static func bytes<A: BytesAggregate>(_ aggregate: A, result: DataType) -> Accumulators {
        let storage = AggregateStates<A.State>()
        @inline(__always) func apply(_ rows: AggregateInput, _ input: BytesColumn, _ valid: Bitmap?, _ row: Int) {
            if valid?[row] == false { return }
            input.withBytes(row) { bytes in
                if rows.kinds?[row].isAddition ?? true {
                    aggregate.add(bytes, to: &storage.states[Int(rows.ids[row])])
                } else {
                    aggregate.retract(bytes, from: &storage.states[Int(rows.ids[row])])
                }
            }
        }
        return Accumulators(
            storage: storage,
            grow: { storage.grow(to: $0, aggregate.initial) },
            accumulate: { rows in
                let input = rows.arguments[0].bytes
                let valid = Bitmap.intersection(input.validity, rows.mask)
                for row in rows.ids.indices where rows.ids[row] >= 0 { apply(rows, input, valid, row) }
            },
            trace: { rows, resets in
                let input = rows.arguments[0].bytes
                let valid = Bitmap.intersection(input.validity, rows.mask)
                let before = ColumnBuilder(result), after = ColumnBuilder(result)
                for (row, id) in rows.ids.enumerated() {
                    if id < 0 {
                        before.appendNull()
                        after.appendNull()
                        continue
                    }
                    aggregate.write(storage.states[Int(id)], to: before)
                    apply(rows, input, valid, row)
                    aggregate.write(storage.states[Int(id)], to: after)
                    if resets?[row] == true { storage.states[Int(id)] = aggregate.initial }
                }
                return (before.finish(), after.finish())
            },
            results: { ids in
                let builder = ColumnBuilder(result, capacity: max(1, ids.count))
                for id in ids { aggregate.write(storage.states[Int(id)], to: builder) }
                return builder.finish()
            },
            reset: { ids in for id in ids { storage.states[Int(id)] = aggregate.initial } },
            merge: { other, ids, into in
                let states = AggregateStates<A.State>.of(other).states
                for (from, to) in zip(ids, into) { aggregate.merge(states[Int(from)], into: &storage.states[Int(to)]) }
            })
    }
}
