import MartletColumns
import MartletCore

/// An aggregate whose input and result are plain values of one width: the fast kind.
package protocol FixedAggregate: Sendable {
    associatedtype Input: BitwiseCopyable & Sendable & Hashable
    associatedtype State
    associatedtype Output: BitwiseCopyable & Sendable & Hashable

    var initial: State { get }
    /// The value written where the result is NULL.
    var placeholder: Output { get }
    func add(_ value: Input, to state: inout State)
    func retract(_ value: Input, from state: inout State)
    func merge(_ other: State, into state: inout State)
    /// nil: NULL.
    func result(_ state: State) -> Output?
}

extension Accumulators {
    /// The accumulators of a fixed-width aggregate. NULL inputs do not count.
    ///
    /// - Parameters:
    ///   - always: the value of every row where the aggregate has no argument.
    ///   - read: the input column as values; nil where the aggregate has no argument.
    @inline(__always)
    package static func fixed<A: FixedAggregate>(
        _ aggregate: A, always: A.Input, read: ((Column) -> FixedColumn<A.Input>)?, write: @escaping (FixedColumn<A.Output>) -> Column
    ) -> Accumulators {
        let storage = AggregateStates<A.State>()
        return Accumulators(
            storage: storage,
            grow: { storage.grow(to: $0, aggregate.initial) },
            accumulate: { rows in
                if let read, let column = rows.arguments.first {
                    let input = read(column)
                    let valid = Bitmap.intersection(input.validity, rows.mask)
                    input.values.withUnsafeBufferPointer { values in
                        rows.apply(valid, to: &storage.states) {
                            aggregate.add(values[$1], to: &$0)
                        } retract: {
                            aggregate.retract(values[$1], from: &$0)
                        }
                    }
                } else {
                    rows.apply(rows.mask, to: &storage.states) { state, _ in
                        aggregate.add(always, to: &state)
                    } retract: { state, _ in
                        aggregate.retract(always, from: &state)
                    }
                }
            },
            trace: { rows, resets in
                let trace: Trace<A.Output>
                if let read, let column = rows.arguments.first {
                    let input = read(column)
                    let valid = Bitmap.intersection(input.validity, rows.mask)
                    trace = input.values.withUnsafeBufferPointer { values in
                        rows.trace(aggregate, valid, resets, &storage.states) { values[$0] }
                    }
                } else {
                    trace = rows.trace(aggregate, rows.mask, resets, &storage.states) { _ in always }
                }
                return (write(trace.before), write(trace.after))
            },
            results: { ids in
                var nulls: [Int32] = []
                let values = storage.states.withUnsafeBufferPointer { states in
                    [A.Output](unsafeUninitializedCapacity: ids.count) { values, initialized in
                        for position in ids.indices {
                            if let result = aggregate.result(states[Int(ids[position])]) {
                                values.initializeElement(at: position, to: result)
                            } else {
                                values.initializeElement(at: position, to: aggregate.placeholder)
                                nulls.append(Int32(truncatingIfNeeded: position))
                            }
                        }
                        initialized = ids.count
                    }
                }
                return write(FixedColumn(values, validity: .validity(count: ids.count, nullsAt: nulls)))
            },
            reset: { ids in for id in ids { storage.states[Int(id)] = aggregate.initial } },
            merge: { other, ids, into in
                let states = AggregateStates<A.State>.of(other).states
                for (from, to) in zip(ids, into) { aggregate.merge(states[Int(from)], into: &storage.states[Int(to)]) }
            })
    }
}

/// Each row's group's result before and after it.
private struct Trace<Output: BitwiseCopyable & Sendable & Hashable> {
    var before: FixedColumn<Output>
    var after: FixedColumn<Output>
}

extension AggregateInput {
    /// Adds or takes back each row that counts. There is a loop for each of the cases that matter, so that none asks twice per row.
    @inline(__always)
    fileprivate func apply<State>(
        _ valid: Bitmap?, to states: inout [State], add: (inout State, Int) -> Void, retract: (inout State, Int) -> Void
    ) {
        states.withUnsafeMutableBufferPointer { states in
            ids.withUnsafeBufferPointer { ids in
                switch (valid, kinds) {
                case (nil, nil):
                    for row in 0..<ids.count where ids[row] >= 0 { add(&states[Int(ids[row])], row) }
                case (let valid?, nil):
                    valid.words.withUnsafeBufferPointer { words in
                        for row in 0..<ids.count where ids[row] >= 0 && words.bit(row) { add(&states[Int(ids[row])], row) }
                    }
                case (let valid, let kinds?):
                    kinds.withUnsafeBufferPointer { kinds in
                        for row in 0..<ids.count where ids[row] >= 0 && valid?[row] != false {
                            if kinds[row].isAddition { add(&states[Int(ids[row])], row) } else { retract(&states[Int(ids[row])], row) }
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    fileprivate func trace<A: FixedAggregate>(
        _ aggregate: A, _ valid: Bitmap?, _ resets: Bitmap?, _ states: inout [A.State], _ value: (Int) -> A.Input
    ) -> Trace<A.Output> {
        let count = ids.count
        var nullsBefore: [Int32] = [], nullsAfter: [Int32] = []
        var after: [A.Output] = []
        let before = [A.Output](unsafeUninitializedCapacity: count) { before, initialized in
            after = [A.Output](unsafeUninitializedCapacity: count) { after, initialized in
                states.withUnsafeMutableBufferPointer { states in
                    ids.withUnsafeBufferPointer { ids in
                        for row in 0..<count {
                            let id = Int(ids[row])
                            let old = id < 0 ? nil : aggregate.result(states[id])
                            if id >= 0, valid?[row] != false {
                                if kinds?[row].isAddition ?? true {
                                    aggregate.add(value(row), to: &states[id])
                                } else {
                                    aggregate.retract(value(row), from: &states[id])
                                }
                            }
                            let new = id < 0 ? nil : aggregate.result(states[id])
                            if old == nil { nullsBefore.append(Int32(truncatingIfNeeded: row)) }
                            if new == nil { nullsAfter.append(Int32(truncatingIfNeeded: row)) }
                            before.initializeElement(at: row, to: old ?? aggregate.placeholder)
                            after.initializeElement(at: row, to: new ?? aggregate.placeholder)
                            if id >= 0, resets?[row] == true { states[id] = aggregate.initial }
                        }
                    }
                }
                initialized = count
            }
            initialized = count
        }
        return Trace(
            before: FixedColumn(before, validity: .validity(count: count, nullsAt: nullsBefore)),
            after: FixedColumn(after, validity: .validity(count: count, nullsAt: nullsAfter)))
    }
}

extension UnsafeBufferPointer<UInt64> {
    /// Bit `index` of the words of a bitmap.
    @inline(__always) fileprivate func bit(_ index: Int) -> Bool {
        self[index &>> 6] &>> UInt64(truncatingIfNeeded: index & 63) & 1 != 0
    }
}
