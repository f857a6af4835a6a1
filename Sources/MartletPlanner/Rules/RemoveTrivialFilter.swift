import MartletCore

/// Filter(TRUE, x) → x, Filter(FALSE, x) → no rows
struct RemoveTrivialFilter: RewriteRule {
    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let filter = plan as? LogicalFilter else { return nil }
        switch filter.condition.literal {
        case .boolean(true): return filter.input
        case .boolean(false), .null: return LogicalValues(filter.schema, rows: [])
        default: return nil
        }
    }
}
