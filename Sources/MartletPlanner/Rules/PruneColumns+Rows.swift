import MartletCore

// Operators whose rows are those of their input with more columns behind them.
extension PruneColumns {
    func prune(_ over: LogicalOver, wanted: Set<Int>) -> (any LogicalPlan, [Int: Int]) {
        let width = over.input.schema.count
        var needed = wanted.filter { $0 < width }.union(over.partitionBy).union(over.orderBy.map(\.column))
        for call in over.calls {
            for argument in call.arguments { needed.formUnion(argument.columns) }
            if case .aggregate(let aggregate) = call.function, let filter = aggregate.filter { needed.formUnion(filter.columns) }
        }
        let (input, places) = prune(over.input, wanted: needed)
        func place(_ column: Int) -> Int { places[column] ?? column }
        var copy = over
        copy.input = input
        copy.partitionBy = over.partitionBy.map(place)
        copy.orderBy = over.orderBy.map { $0.moved(place) }
        copy.calls = over.calls.map { call in
            var call = call
            call.arguments = call.arguments.map { $0.mapColumns(place) }
            if case .aggregate(var aggregate) = call.function {
                aggregate.filter = aggregate.filter?.mapColumns(place)
                call.function = .aggregate(aggregate)
            }
            return call
        }
        return (copy, extended(places, from: width, to: input.schema.count, by: over.calls.count))
    }

    func prune(_ rank: LogicalRank, wanted: Set<Int>) -> (any LogicalPlan, [Int: Int]) {
        let width = rank.input.schema.count
        let needed = wanted.filter { $0 < width }.union(rank.partitionBy).union(rank.orderBy.map(\.column))
        let (input, places) = prune(rank.input, wanted: needed)
        func place(_ column: Int) -> Int { places[column] ?? column }
        var copy = rank
        copy.input = input
        copy.partitionBy = rank.partitionBy.map(place)
        copy.orderBy = rank.orderBy.map { $0.moved(place) }
        // Ranks that nobody looks at need not be kept up to date.
        if !wanted.contains(width) { copy.rankName = nil }
        return (copy, extended(places, from: width, to: input.schema.count, by: copy.rankName == nil ? 0 : 1))
    }

    func prune(_ rows: LogicalUnnestRows, wanted: Set<Int>) -> (any LogicalPlan, [Int: Int]) {
        let width = rows.input.schema.count, count = rows.unnest.schema.count
        let needed = wanted.union(rows.condition?.columns ?? []).filter { $0 < width }.union(rows.collection.columns)
        let (input, places) = prune(rows.input, wanted: needed)
        let all = extended(places, from: width, to: input.schema.count, by: count)
        var copy = rows
        copy.input = input
        copy.collection = rows.collection.mapColumns { all[$0] ?? $0 }
        copy.condition = rows.condition?.mapColumns { all[$0] ?? $0 }
        return (copy, all)
    }

    /// The columns that come behind those of the input stay.
    private func extended(_ places: [Int: Int], from width: Int, to newWidth: Int, by count: Int) -> [Int: Int] {
        places.merging((0..<count).map { (width + $0, newWidth + $0) }) { first, _ in first }
    }
}

extension LogicalSort.Key {
    fileprivate func moved(_ place: (Int) -> Int) -> LogicalSort.Key {
        LogicalSort.Key(column: place(column), isDescending: isDescending, nullsFirst: nullsFirst)
    }
}
