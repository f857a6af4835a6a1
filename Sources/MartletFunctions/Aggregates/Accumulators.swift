import MartletColumns
import MartletCore

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
    let storage: AnyObject

    init(
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

    /// The same accumulators, given other rows than they are fed: what COUNT makes of its arguments.
    func feeding(_ rows: @escaping (AggregateInput) throws -> AggregateInput) -> Accumulators {
        Accumulators(
            storage: storage, grow: grow, accumulate: { [accumulate] in try accumulate(try rows($0)) },
            trace: { [trace] in try trace(try rows($0), $1) }, results: results, reset: reset, merge: merge)
    }
}

/// The states of one aggregate, one a group.
final class AggregateStates<State> {
    var states: [State] = []

    /// Makes room for `count` states, at least twice as many as before, so that growing one by one stays cheap.
    func grow(to count: Int, _ initial: State) {
        if count <= states.count { return }
        states.append(contentsOf: repeatElement(initial, count: max(count, states.count * 2) - states.count))
    }

    /// The states of `other`, made for the same call.
    static func of(_ other: Accumulators) -> AggregateStates {
        guard let states = other.storage as? AggregateStates else { preconditionFailure("accumulators of different aggregates merged") }
        return states
    }
}

extension Bitmap {
    /// The validity of `count` rows that are NULL at `nulls`; nil if there are none.
    static func validity(count: Int, nullsAt nulls: [Int32]) -> Bitmap? {
        if nulls.isEmpty { return nil }
        var bits = Bitmap(repeating: true, count: count)
        for row in nulls { bits[Int(row)] = false }
        return bits
    }
}
