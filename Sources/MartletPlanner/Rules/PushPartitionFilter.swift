import MartletCore

/// Filter(p(partition keys) ∧ q, Scan) → Filter(p ∧ q, Scan of the partitions for which p is true)
///
/// The condition stays where it is: what is told to the scan only saves reading files.
struct PushPartitionFilter: RewriteRule {
    func apply(to plan: any LogicalPlan) throws -> (any LogicalPlan)? {
        guard let filter = plan as? LogicalFilter, var scan = filter.input as? LogicalScan, !scan.table.partitionKeys.isEmpty,
            scan.partitionFilter == nil
        else { return nil }
        let keys = scan.schema.names.map { scan.table.partitionKeys.firstIndex(of: $0) }
        let conditions = filter.condition.conjuncts.filter { condition in
            condition.isDeterministic && !condition.containsSubquery
                && !condition.contains { if let column = $0.columnIndex { keys[column] == nil } else { $0.isOuterColumn } }
                && condition.contains { $0.columnIndex != nil }
        }
        if conditions.isEmpty { return nil }
        scan.partitionFilter = BoundExpression.all(conditions).rewriting { part in
            guard let column = part.columnIndex, let key = keys[column] else { return part }
            return .column(key, part.type)
        }
        return LogicalFilter(scan, filter.condition)
    }
}

extension BoundExpression {
    fileprivate var isOuterColumn: Bool { if case .outer = kind { true } else { false } }
}
