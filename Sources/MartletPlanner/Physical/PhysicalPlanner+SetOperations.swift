import MartletCore
import MartletTableRuntime

extension PhysicalPlanner {
    func convert(_ operation: LogicalSetOperation) throws -> PhysicalNode {
        let schema = operation.schema.uniqued
        if operation.operator == .union {
            // Rows of all inputs must lie alike: the types are equal but for NULL.
            return PhysicalNode(PhysicalUnion(), try operation.inputs.map(convert), schema)
        }
        let columns = Array(schema.fields.indices)
        let kind: SetOperationKind = operation.operator == .intersect ? .intersect : .except
        let inputs = try operation.inputs.map { try convert($0).distributed(by: columns) }
        return inputs.dropFirst().reduce(inputs[0]) { left, right in
            PhysicalNode(PhysicalSetOperation(kind: kind, isAll: operation.isAll, isStreaming: isStreaming), [left, right], schema)
        }
    }
}
