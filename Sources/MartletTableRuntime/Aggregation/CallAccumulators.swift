import MartletColumns
import MartletCore
import MartletFunctions

/// The accumulators of all calls of one operator, fed from the columns of its input, by the groups' numbers.
final class CallAccumulators {
    private let calls: [AggregateCall]
    private let accumulators: [Accumulators]
    /// One for each set of distinct arguments; calls with equal ones share it.
    private let distinct: [DistinctIndex]
    /// For each call, which distinct index it asks and under which of its filters.
    private let distinctOfCall: [(index: Int, filter: Int)?]

    /// - Parameter retracting: whether rows may be taken back.
    init(_ calls: [AggregateCall], inputTypes: [DataType], retracting: Bool) throws {
        self.calls = calls
        accumulators = try calls.map { try $0.resolved.makeAccumulators(retracting) }
        var filters: [(arguments: [Int], filters: [Int?])] = []
        distinctOfCall = calls.map { call in
            guard call.isDistinct else { return nil }
            let index = filters.firstIndex { $0.arguments == call.arguments } ?? filters.count
            if index == filters.count { filters.append((call.arguments, [])) }
            let filter = filters[index].filters.firstIndex(of: call.filter) ?? filters[index].filters.count
            if filter == filters[index].filters.count { filters[index].filters.append(call.filter) }
            return (index, filter)
        }
        distinct = filters.map { arguments, filters in
            DistinctIndex(arguments: arguments, types: arguments.map { inputTypes[$0] }, filters: filters)
        }
    }

    /// Makes room for groups with numbers below `count`; new ones are empty.
    func grow(_ count: Int) {
        for accumulators in accumulators { accumulators.grow(count) }
        for distinct in distinct { distinct.grow(count) }
    }

    /// Takes in rows. A row with a negative group does not count.
    func accumulate(_ rows: ColumnBatch, groups: [Int32]) throws {
        let masks = distinct.map { $0.masks(rows, groups: groups) }
        for index in calls.indices { try accumulators[index].accumulate(input(index, rows, groups, masks)) }
    }

    /// Takes in rows one by one and tells each call's result for the row's group before and after it. Where `resets` is 1 the group is
    /// emptied behind the row.
    func trace(_ rows: ColumnBatch, groups: [Int32], resets: Bitmap?) throws -> (before: [Column], after: [Column]) {
        let masks = distinct.map { $0.masks(rows, groups: groups) }
        var before: [Column] = [], after: [Column] = []
        for index in calls.indices {
            let results = try accumulators[index].trace(input(index, rows, groups, masks), resets)
            before.append(results.before)
            after.append(results.after)
        }
        return (before, after)
    }

    private func input(_ index: Int, _ rows: ColumnBatch, _ groups: [Int32], _ masks: [[Bitmap]]) -> AggregateInput {
        let call = calls[index]
        let mask = distinctOfCall[index].map { masks[$0.index][$0.filter] } ?? call.filter.map { rows.columns[$0].boolean.isTrue }
        return AggregateInput(arguments: call.arguments.map { rows.columns[$0] }, ids: groups, kinds: rows.kinds, mask: mask)
    }

    /// Each call's results for groups.
    func results(_ groups: [Int32]) throws -> [Column] { try accumulators.map { try $0.results(groups) } }

    /// Empties groups.
    func reset(_ groups: [Int32]) {
        for accumulators in accumulators { accumulators.reset(groups) }
        for distinct in distinct { distinct.remove(groups) }
    }

    /// Adds what groups of `other`, made for the same calls, have seen: `groups[i]` into `into[i]`.
    func merge(_ other: CallAccumulators, _ groups: [Int32], into: [Int32]) throws {
        for (index, accumulators) in accumulators.enumerated() where distinctOfCall[index] == nil {
            try accumulators.merge(other.accumulators[index], groups, into)
        }
        // What is distinct in each part need not be so in the whole: the values themselves are put together, and those that are new count.
        for index in distinct.indices {
            let (values, targets, counts) = other.distinct[index].entries(groups, into: into)
            let masks = distinct[index].masks(adding: values, groups: targets, counts: counts)
            for (call, place) in distinctOfCall.enumerated() {
                guard let place, place.index == index else { continue }
                try accumulators[call].accumulate(AggregateInput(arguments: values, ids: targets, mask: masks[place.filter]))
            }
        }
    }
}
