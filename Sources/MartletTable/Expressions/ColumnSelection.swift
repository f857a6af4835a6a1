import MartletCore

/// What a column of a new table can be made from: an expression, or the name of a column.
public protocol ColumnSelection: Sendable {
    /// The expression whose values the column has.
    var selected: TableExpression { get }
}

extension TableExpression: ColumnSelection {
    public var selected: TableExpression { self }
}

extension String: ColumnSelection {
    /// The column of this name; `*` stands for all.
    public var selected: TableExpression { self == "*" ? TableExpression(sql: "*") : col(self) }
}
