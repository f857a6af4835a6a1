import MartletCore

extension PhysicalPlanner {
    func convert(_ sort: LogicalSort) throws -> PhysicalNode {
        let input = try convert(sort.input).distributed(by: [])
        if sort.fetch == nil, sort.offset != nil {
            // As Flink, which keeps only so many rows.
            throw MartletError("FETCH is missed, which is not supported currently.", hint: "Give OFFSET a LIMIT.", phase: .plan)
        }
        if sort.keys.isEmpty { return PhysicalNode(PhysicalLimit(offset: sort.offset, fetch: sort.fetch), [input], input.schema) }
        if !isStreaming {
            return PhysicalNode(PhysicalSort(keys: sort.keys, offset: sort.offset, fetch: sort.fetch), [input], input.schema)
        }
        if sort.fetch == nil, sort.offset == nil {
            let first = sort.keys[0]
            guard let attribute = input.types[first.column].timeAttribute else {
                throw MartletError(
                    "Sort on a non-time-attribute field is not supported.",
                    hint:
                        "In streaming the first key of ORDER BY must be a time attribute, or there must be a LIMIT; or run it in batch mode.",
                    phase: .plan)
            }
            if first.isDescending { throw MartletError("Sort on a time attribute must be ascending in streaming.", phase: .plan) }
            return PhysicalNode(PhysicalTemporalSort(keys: sort.keys, isRowtime: attribute == .rowtime), [input], input.schema)
        }
        return try convertStreamingSortLimit(sort, input)
    }
}
