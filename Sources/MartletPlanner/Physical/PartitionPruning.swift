import MartletCore
import MartletRuntime

/// Chooses among a table's partitions by a condition on its partition keys.
struct PartitionPruning {
    /// Over the partition keys, in their order.
    let condition: BoundExpression
    /// The types of the partition keys.
    let types: [DataType]

    /// Whether the condition may be true of the partition's rows; a value that is not of its key's type is left to be found when it is read.
    func keeps(_ partition: TablePartition) -> Bool {
        let values = zip(partition.values, types).map { entry, type in
            guard let text = entry.value else { return BoundExpression.null(type) }
            let literal = BoundExpression.literal(.string(text), DataType.string.notNull)
            return type.kind.isCharacterString ? literal : BoundExpression(.cast(literal, isTry: false), type)
        }
        let concrete = condition.rewriting { part in part.columnIndex.map { values[$0] } ?? part }
        return ConstantFolding.plain.value(of: concrete).map { $0 == .boolean(true) } ?? true
    }
}
