/// A table whose rows are grouped by keys: Flink's `GroupedTable`.
public struct GroupedTable: Sendable {
    let table: Table
    let keys: [TableExpression]

    /// A row for each group, of keys and aggregates. Flink's `select`.
    public func select(_ columns: any ColumnSelection...) -> Table {
        Table(
            table.environment,
            query: "SELECT \(columns.selectList) FROM \(table.source()) GROUP BY \(keys.map(\.sql).joined(separator: ", "))")
    }
}
