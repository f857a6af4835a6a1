import MartletCore
import MartletTableRuntime

extension PhysicalPlanner {
    func convert(_ aggregate: LogicalAggregate) throws -> PhysicalNode {
        if let windowed = try windowAggregate(aggregate) { return windowed }
        let input = try convert(aggregate.input).distributed(by: aggregate.keys)
        return PhysicalNode(
            PhysicalGroupAggregate(keys: aggregate.keys, calls: aggregate.calls, isStreaming: isStreaming), [input],
            aggregate.schema.uniqued)
    }

    func convert(_ expand: LogicalExpand) throws -> PhysicalNode {
        let input = try convert(expand.input)
        let projections = expand.sets.enumerated().map { number, set in
            input.schema.fields.enumerated().map { index, field -> ExpandColumn in
                expand.keys.contains(index) && !set.contains(index) ? .literal(.null, field.type.nullable) : .input(index)
            } + [ExpandColumn.literal(.bigint(Int64(number)), DataType.bigint.notNull)]
        }
        return PhysicalNode(PhysicalExpand(projections: projections), [input], expand.schema.uniqued)
    }
}
