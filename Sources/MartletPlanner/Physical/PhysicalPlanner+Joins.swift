import MartletCore

extension PhysicalPlanner {
    func convert(_ join: LogicalJoin) throws -> PhysicalNode {
        let parts = JoinCondition(join.condition, width: join.left.schema.count)
        let inputs = [
            try convert(join.left).distributed(by: parts.leftKeys), try convert(join.right).distributed(by: parts.rightKeys),
        ]
        return PhysicalNode(
            PhysicalJoin(kind: join.kind, condition: join.condition, parts: parts, isStreaming: isStreaming), inputs, join.schema.uniqued)
    }
}
