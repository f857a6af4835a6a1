import MartletCore

// SQL's operators, in Swift's spelling where it has one.

extension TableExpression {
    public static func == (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "=", right) }
    public static func != (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "<>", right) }
    public static func < (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "<", right) }
    public static func <= (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "<=", right) }
    public static func > (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, ">", right) }
    public static func >= (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, ">=", right) }

    public static func && (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "AND", right) }
    public static func || (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "OR", right) }
    public static prefix func ! (operand: TableExpression) -> TableExpression { TableExpression(sql: "(NOT \(operand.sql))") }

    public static func + (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "+", right) }
    public static func - (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "-", right) }
    public static func * (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "*", right) }
    public static func / (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "/", right) }
    public static func % (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "%", right) }
    public static prefix func - (operand: TableExpression) -> TableExpression { TableExpression(sql: "(- \(operand.sql))") }

    private static func binary(_ left: TableExpression, _ symbol: String, _ right: TableExpression) -> TableExpression {
        TableExpression(sql: "(\(left.sql) \(symbol) \(right.sql))")
    }

    private func followed(by words: String) -> TableExpression { TableExpression(sql: "(\(sql) \(words))") }

    public var isNull: TableExpression { followed(by: "IS NULL") }
    public var isNotNull: TableExpression { followed(by: "IS NOT NULL") }
    public var isTrue: TableExpression { followed(by: "IS TRUE") }
    public var isFalse: TableExpression { followed(by: "IS FALSE") }
    public var isNotTrue: TableExpression { followed(by: "IS NOT TRUE") }
    public var isNotFalse: TableExpression { followed(by: "IS NOT FALSE") }

    /// Equal, NULL being equal to NULL.
    public func isNotDistinct(from other: TableExpression) -> TableExpression { followed(by: "IS NOT DISTINCT FROM \(other.sql)") }
    public func isDistinct(from other: TableExpression) -> TableExpression { followed(by: "IS DISTINCT FROM \(other.sql)") }

    public func between(_ low: TableExpression, _ high: TableExpression) -> TableExpression {
        followed(by: "BETWEEN \(low.sql) AND \(high.sql)")
    }

    public func notBetween(_ low: TableExpression, _ high: TableExpression) -> TableExpression {
        followed(by: "NOT BETWEEN \(low.sql) AND \(high.sql)")
    }

    public func `in`(_ values: TableExpression...) -> TableExpression {
        followed(by: "IN (\(values.map(\.sql).joined(separator: ", ")))")
    }

    public func like(_ pattern: TableExpression) -> TableExpression { followed(by: "LIKE \(pattern.sql)") }
    public func similar(_ pattern: TableExpression) -> TableExpression { followed(by: "SIMILAR TO \(pattern.sql)") }

    /// The value as another type; one that cannot be converted fails the job.
    public func cast(_ type: DataType) -> TableExpression { TableExpression(sql: "CAST(\(sql) AS \(type.nullable.sqlSpelling))") }
    /// The value as another type, NULL where it cannot be converted.
    public func tryCast(_ type: DataType) -> TableExpression { TableExpression(sql: "TRY_CAST(\(sql) AS \(type.nullable.sqlSpelling))") }

    /// `self` where it is true, `then`, else `otherwise`. Flink's `then`.
    public func then(_ result: TableExpression, else otherwise: TableExpression) -> TableExpression {
        TableExpression(sql: "(CASE WHEN \(sql) THEN \(result.sql) ELSE \(otherwise.sql) END)")
    }

    /// A field of a row. Flink's `get`.
    public func get(_ field: String) -> TableExpression { TableExpression(sql: "\(sql).`\(field.escapingBackquotes)`") }
    /// A field of a row, counted from 0, an element of an array, counted from 1, or the value of a key. Flink's `at`.
    public subscript(_ index: TableExpression) -> TableExpression { TableExpression(sql: "\(sql)[\(index.sql)]") }

    /// In ORDER BY: the smallest first.
    public var asc: TableExpression { TableExpression(sql: "\(sql) ASC") }
    /// In ORDER BY: the largest first.
    public var desc: TableExpression { TableExpression(sql: "\(sql) DESC") }
}
