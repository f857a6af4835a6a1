import MartletCore
import MartletSQL

/// A query that has been put together step by step, and whose rows can be had or written: Flink's `Table`.
///
///     tables.from("orders").filter(col("amount") > 100).select("customer", col("amount").as("total"))
///
/// A table is a description; nothing runs until it is executed. It is SQL underneath: `description` shows the query.
public struct Table: Sendable {
    /// Where the names in the query are looked for, and where it runs.
    public let environment: TableEnvironment
    /// A query that can stand in parentheses.
    let query: String

    init(_ environment: TableEnvironment, query: String) {
        self.environment = environment
        self.query = query
    }

    private func derived(_ query: String) -> Table { Table(environment, query: query) }

    /// The table in a FROM clause, under a name by which joins tell sides apart.
    func source(_ alias: String = "t") -> String { "(\(query)) AS `\(alias)`" }

    /// A new table of these columns. Flink's `select`.
    public func select(_ columns: any ColumnSelection...) -> Table { derived("SELECT \(columns.selectList) FROM \(source())") }

    /// The rows for which `condition` is true. Flink's `filter` and `where`.
    public func filter(_ condition: TableExpression) -> Table { derived("SELECT * FROM \(source()) WHERE \(condition.sql)") }

    /// The same as `filter`.
    public func `where`(_ condition: TableExpression) -> Table { filter(condition) }

    /// The same columns under other names. Flink's `as`.
    public func `as`(_ names: String...) -> Table {
        derived("SELECT * FROM (\(query)) AS `t` (\(names.map { "`\($0.escapingBackquotes)`" }.joined(separator: ", ")))")
    }

    /// The table with these columns behind its own. Flink's `addColumns`.
    public func addColumns(_ columns: any ColumnSelection...) -> Table { derived("SELECT *, \(columns.selectList) FROM \(source())") }

    /// The rows grouped by equal keys, for aggregates. Flink's `groupBy`.
    public func groupBy(_ keys: any ColumnSelection...) -> GroupedTable { GroupedTable(table: self, keys: keys.map(\.selected)) }

    /// The rows without repetitions. Flink's `distinct`.
    public func distinct() -> Table { derived("SELECT DISTINCT * FROM \(source())") }

    /// The rows in order. Flink's `orderBy`.
    public func orderBy(_ keys: any ColumnSelection...) -> Table {
        derived("SELECT * FROM \(source()) ORDER BY \(keys.map(\.selected.sql).joined(separator: ", "))")
    }

    /// So many rows at most; behind `orderBy`, the first. Flink's `limit` and `fetch`.
    public func limit(_ count: Int, offset: Int = 0) -> Table {
        let base = query.contains(" ORDER BY ") ? query : "SELECT * FROM \(source())"
        return derived("\(base)\(offset > 0 ? " OFFSET \(offset) ROWS" : "") FETCH FIRST \(count) ROWS ONLY")
    }
}

extension [any ColumnSelection] {
    var selectList: String { map(\.selected.description).joined(separator: ", ") }
}

extension Table: CustomStringConvertible {
    /// The table as a query of SQL.
    public var description: String { query }
}
