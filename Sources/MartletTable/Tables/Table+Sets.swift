// Tables put together: side by side, and one above the other.

extension Table {
    /// The pairs of rows for which `condition` is true. The tables' columns must have different names. Flink's `join`.
    public func join(_ other: Table, on condition: TableExpression) -> Table { join("INNER JOIN", other, condition) }
    /// The same, and the rows of this table without a partner. Flink's `leftOuterJoin`.
    public func leftOuterJoin(_ other: Table, on condition: TableExpression) -> Table { join("LEFT JOIN", other, condition) }
    /// The same, and the rows of the other table without a partner. Flink's `rightOuterJoin`.
    public func rightOuterJoin(_ other: Table, on condition: TableExpression) -> Table { join("RIGHT JOIN", other, condition) }
    /// The same, and the rows of both tables without a partner. Flink's `fullOuterJoin`.
    public func fullOuterJoin(_ other: Table, on condition: TableExpression) -> Table { join("FULL JOIN", other, condition) }

    /// All rows of both. Flink's `unionAll`.
    public func unionAll(_ other: Table) -> Table { combined("UNION ALL", other) }
    /// The rows of both without repetitions. Flink's `union`.
    public func union(_ other: Table) -> Table { combined("UNION", other) }
    /// The rows that both have, without repetitions. Flink's `intersect`.
    public func intersect(_ other: Table) -> Table { combined("INTERSECT", other) }
    /// The rows that both have. Flink's `intersectAll`.
    public func intersectAll(_ other: Table) -> Table { combined("INTERSECT ALL", other) }
    /// The rows that the other has not, without repetitions. Flink's `minus`.
    public func minus(_ other: Table) -> Table { combined("EXCEPT", other) }
    /// The rows that the other has not. Flink's `minusAll`.
    public func minusAll(_ other: Table) -> Table { combined("EXCEPT ALL", other) }

    private func join(_ kind: String, _ other: Table, _ condition: TableExpression) -> Table {
        Table(environment, query: "SELECT * FROM \(source("l")) \(kind) \(other.source("r")) ON \(condition.sql)")
    }

    private func combined(_ operation: String, _ other: Table) -> Table {
        Table(environment, query: "SELECT * FROM \(source("l")) \(operation) SELECT * FROM \(other.source("r"))")
    }
}
