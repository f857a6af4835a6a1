import MartletColumns
import MartletCore

/// An aggregate function of SQL, said once.
package struct AggregateFunction: Sendable {
    /// The name in upper case.
    package let name: String
    package let aliases: [String]
    /// What it does, in one line of Markdown.
    package let summary: String
    /// The call bound to its arguments, or nil if it does not take them.
    package let resolve: @Sendable ([Argument]) throws -> ResolvedAggregate?

    package init(
        _ name: String, aliases: [String] = [], _ summary: String, resolve: @escaping @Sendable ([Argument]) throws -> ResolvedAggregate?
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.resolve = resolve
    }
}

/// An aggregate whose types are known.
package struct ResolvedAggregate: Sendable {
    /// What each argument is to be cast to.
    package var argumentTypes: [DataType]
    package var resultType: DataType
    /// Makes the accumulators of one operator; `retracting`: rows may be taken back.
    package var makeAccumulators: @Sendable (_ retracting: Bool) throws -> Accumulators

    package init(
        argumentTypes: [DataType], resultType: DataType, makeAccumulators: @escaping @Sendable (_ retracting: Bool) throws -> Accumulators
    ) {
        self.argumentTypes = argumentTypes
        self.resultType = resultType
        self.makeAccumulators = makeAccumulators
    }
}

/// Rows for one aggregate.
package struct AggregateInput {
    package var arguments: [Column]
    /// Each row's accumulator; negative: the row does not count.
    package var ids: [Int32]
    /// Whether each row adds or takes back; nil: all add.
    package var kinds: [RowKind]?
    /// FILTER and DISTINCT: the rows that count; nil: all.
    package var mask: Bitmap?

    package init(arguments: [Column], ids: [Int32], kinds: [RowKind]? = nil, mask: Bitmap? = nil) {
        self.arguments = arguments
        self.ids = ids
        self.kinds = kinds
        self.mask = mask
    }
}

/// The accumulators of one aggregate call for many groups, by the groups' numbers.
///
/// A concrete class of closures: each is made in a function generic over the aggregate, and so has a loop compiled for it, which a generic
/// class behind a protocol would not have.
package final class Accumulators {
    /// Makes room for so many groups; new ones are empty.
    package let grow: (_ count: Int) -> Void
    /// Takes in rows.
    package let accumulate: (AggregateInput) throws -> Void
    /// Takes in rows one by one and tells each row's group's result before and after it. Where `resets` is 1, the group is emptied behind the row.
    package let trace: (AggregateInput, _ resets: Bitmap?) throws -> (before: Column, after: Column)
    /// The results of groups.
    package let results: (_ ids: [Int32]) throws -> Column
    /// Empties groups.
    package let reset: (_ ids: [Int32]) -> Void
    /// Adds what groups of `other`, made for the same call, have seen: `other`'s `ids[i]` into `into[i]`.
    package let merge: (_ other: Accumulators, _ ids: [Int32], _ into: [Int32]) throws -> Void
    /// What `merge` of another instance reads.
    fileprivate let storage: AnyObject

    fileprivate init(
        storage: AnyObject, grow: @escaping (Int) -> Void, accumulate: @escaping (AggregateInput) throws -> Void,
        trace: @escaping (AggregateInput, Bitmap?) throws -> (before: Column, after: Column),
        results: @escaping ([Int32]) throws -> Column, reset: @escaping ([Int32]) -> Void,
        merge: @escaping (Accumulators, [Int32], [Int32]) throws -> Void
    ) {
        self.storage = storage
        self.grow = grow
        self.accumulate = accumulate
        self.trace = trace
        self.results = results
        self.reset = reset
        self.merge = merge
    }
}

/// The states of one aggregate, one a group.
private final class States<State> {
    var states: [State] = []
}

// MARK: Aggregates over fixed-width values

/// An aggregate whose input, state and result are plain values of one width: the fast kind.
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
    ///   - read: the input column as values; nil where the aggregate has no argument, and then `add` is given `always`.
    @inline(__always)
    package static func fixed<A: FixedAggregate>(
        _ aggregate: A, always: A.Input, read: ((Column) -> FixedColumn<A.Input>)?, write: @escaping (FixedColumn<A.Output>) -> Column
    ) -> Accumulators {
        let storage = States<A.State>()
        func input(_ rows: AggregateInput) -> (values: [A.Input]?, valid: Bitmap?) {
            guard let read, let column = rows.arguments.first else { return (nil, rows.mask) }
            let fixed = read(column)
            return (fixed.values, Bitmap.intersection(fixed.validity, rows.mask))
        }
        return Accumulators(
            storage: storage,
            grow: { count in
                if count > storage.states.count {
                    storage.states.append(contentsOf: repeatElement(aggregate.initial, count: max(count, storage.states.count * 2) - storage.states.count))
                }
            },
            accumulate: { rows in
                let (values, valid) = input(rows)
                storage.states.withUnsafeMutableBufferPointer { states in
                    for row in rows.ids.indices {
                        let id = Int(rows.ids[row])
                        if id < 0 || !(valid.map { $0[row] } ?? true) { continue }
                        let value = values.map { $0[row] } ?? always
                        if rows.kinds.map({ $0[row].isAddition }) ?? true {
                            aggregate.add(value, to: &states[id])
                        } else {
                            aggregate.retract(value, from: &states[id])
                        }
                    }
                }
            },
            trace: { rows, resets in
                let count = rows.ids.count
                let (values, valid) = input(rows)
                var before = [A.Output](repeating: aggregate.placeholder, count: count), after = before
                var beforeValid = Bitmap(repeating: true, count: count), afterValid = beforeValid
                var hasNulls = false
                storage.states.withUnsafeMutableBufferPointer { states in
                    for row in 0..<count {
                        let id = Int(rows.ids[row])
                        if id < 0 {
                            beforeValid[row] = false
                            afterValid[row] = false
                            hasNulls = true
                            continue
                        }
                        if let result = aggregate.result(states[id]) {
                            before[row] = result
                        } else {
                            beforeValid[row] = false
                            hasNulls = true
                        }
                        if valid.map({ $0[row] }) ?? true {
                            let value = values.map { $0[row] } ?? always
                            if rows.kinds.map({ $0[row].isAddition }) ?? true {
                                aggregate.add(value, to: &states[id])
                            } else {
                                aggregate.retract(value, from: &states[id])
                            }
                        }
                        if let result = aggregate.result(states[id]) {
                            after[row] = result
                        } else {
                            afterValid[row] = false
                            hasNulls = true
                        }
                        if let resets, resets[row] { states[id] = aggregate.initial }
                    }
                }
                return (
                    write(FixedColumn(before, validity: hasNulls ? beforeValid : nil)),
                    write(FixedColumn(after, validity: hasNulls ? afterValid : nil))
                )
            },
            results: { ids in
                var values = [A.Output](repeating: aggregate.placeholder, count: ids.count)
                var valid = Bitmap(repeating: true, count: ids.count)
                var hasNulls = false
                for (position, id) in ids.enumerated() {
                    if let result = aggregate.result(storage.states[Int(id)]) {
                        values[position] = result
                    } else {
                        valid[position] = false
                        hasNulls = true
                    }
                }
                return write(FixedColumn(values, validity: hasNulls ? valid : nil))
            },
            reset: { ids in for id in ids { storage.states[Int(id)] = aggregate.initial } },
            merge: { other, ids, into in
                guard let states = (other.storage as? States<A.State>)?.states else {
                    preconditionFailure("accumulators of different aggregates merged")
                }
                for (from, to) in zip(ids, into) { aggregate.merge(states[Int(from)], into: &storage.states[Int(to)]) }
            })
    }
}

// MARK: Aggregates over any values

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
        let storage = States<A.State>()
        func apply(_ rows: AggregateInput, _ row: Int) throws {
            if let mask = rows.mask, !mask[row] { return }
            let values = rows.arguments.indices.map { rows.arguments[$0].value(row, arguments[$0]) }
            if !aggregate.countsNulls, values.contains(.null) { return }
            let id = Int(rows.ids[row])
            if rows.kinds.map({ $0[row].isAddition }) ?? true {
                try aggregate.add(values, to: &storage.states[id])
            } else {
                try aggregate.retract(values, from: &storage.states[id])
            }
        }
        return Accumulators(
            storage: storage,
            grow: { count in while storage.states.count < count { storage.states.append(aggregate.initial) } },
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
                    if let resets, resets[row] { storage.states[Int(id)] = aggregate.initial }
                }
                return (before.finish(), after.finish())
            },
            results: { ids in try ColumnBuilder.column(ids.map { try aggregate.result(storage.states[Int($0)]) }, result) },
            reset: { ids in for id in ids { storage.states[Int(id)] = aggregate.initial } },
            merge: { other, ids, into in
                guard let states = (other.storage as? States<A.State>)?.states else {
                    preconditionFailure("accumulators of different aggregates merged")
                }
                for (from, to) in zip(ids, into) { try aggregate.merge(states[Int(from)], into: &storage.states[Int(to)]) }
            })
    }
}

extension Accumulators {
    /// The same accumulators, fed through other functions.
    package func feeding(
        accumulate: @escaping (AggregateInput) throws -> Void,
        trace: @escaping (AggregateInput, Bitmap?) throws -> (before: Column, after: Column)
    ) -> Accumulators {
        Accumulators(
            storage: storage, grow: grow, accumulate: accumulate, trace: trace, results: results, reset: reset, merge: merge)
    }
}
