import MartletCore

// SQL's operators, in Swift's spelling where it has one.

extension TableExpression {
    /// SQL's `=`: NULL where either side is. Flink's `isEqual`.
    public static func == (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "=", right) }
    /// SQL's `<>`: NULL where either side is. Flink's `isNotEqual`.
    public static func != (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "<>", right) }
    /// SQL's `<`: NULL where either side is. Flink's `isLess`.
    public static func < (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "<", right) }
    /// SQL's `<=`: NULL where either side is. Flink's `isLessOrEqual`.
    public static func <= (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "<=", right) }
    /// SQL's `>`: NULL where either side is. Flink's `isGreater`.
    public static func > (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, ">", right) }
    /// SQL's `>=`: NULL where either side is. Flink's `isGreaterOrEqual`.
    public static func >= (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, ">=", right) }

    /// SQL's AND: FALSE where either side is, else NULL where either side is. Flink's `and`.
    public static func && (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "AND", right) }
    /// SQL's OR: TRUE where either side is, else NULL where either side is. Flink's `or`.
    public static func || (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "OR", right) }
    /// SQL's NOT: NULL where the operand is. Flink's `not`.
    public static prefix func ! (operand: TableExpression) -> TableExpression { TableExpression(sql: "(NOT \(operand.sql))") }

    /// The sum of numbers or intervals, or a time moved by an interval. Flink's `plus`.
    public static func + (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "+", right) }
    /// The difference of numbers or intervals, or a time moved back by an interval. Flink's `minus`.
    public static func - (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "-", right) }
    /// The product. Flink's `times`.
    public static func * (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "*", right) }
    /// The quotient; of two integers it is cut off to one. Flink's `dividedBy`.
    public static func / (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "/", right) }
    /// What is left of a division of exact numbers; it has the sign of the dividend. Flink's `mod`.
    public static func % (left: TableExpression, right: TableExpression) -> TableExpression { binary(left, "%", right) }
    /// The number or interval with the other sign.
    public static prefix func - (operand: TableExpression) -> TableExpression { TableExpression(sql: "(- \(operand.sql))") }

    private static func binary(_ left: TableExpression, _ symbol: String, _ right: TableExpression) -> TableExpression {
        TableExpression(sql: "(\(left.sql) \(symbol) \(right.sql))")
    }

    private func followed(by words: String) -> TableExpression { TableExpression(sql: "(\(sql) \(words))") }

    /// Whether the value is NULL; never NULL itself.
    public var isNull: TableExpression { followed(by: "IS NULL") }
    /// Whether the value is not NULL; never NULL itself.
    public var isNotNull: TableExpression { followed(by: "IS NOT NULL") }
    /// Whether a condition is TRUE, neither FALSE nor NULL.
    public var isTrue: TableExpression { followed(by: "IS TRUE") }
    /// Whether a condition is FALSE, neither TRUE nor NULL.
    public var isFalse: TableExpression { followed(by: "IS FALSE") }
    /// Whether a condition is FALSE or NULL.
    public var isNotTrue: TableExpression { followed(by: "IS NOT TRUE") }
    /// Whether a condition is TRUE or NULL.
    public var isNotFalse: TableExpression { followed(by: "IS NOT FALSE") }

    /// Equal, NULL being equal to NULL.
    public func isNotDistinct(from other: TableExpression) -> TableExpression { followed(by: "IS NOT DISTINCT FROM \(other.sql)") }
    /// Not equal, NULL being equal to NULL.
    public func isDistinct(from other: TableExpression) -> TableExpression { followed(by: "IS DISTINCT FROM \(other.sql)") }

    /// Whether the value is in a range, both ends included.
    public func between(_ low: TableExpression, _ high: TableExpression) -> TableExpression {
        followed(by: "BETWEEN \(low.sql) AND \(high.sql)")
    }

    /// Whether the value is outside of a range, both ends of which are inside.
    public func notBetween(_ low: TableExpression, _ high: TableExpression) -> TableExpression {
        followed(by: "NOT BETWEEN \(low.sql) AND \(high.sql)")
    }

    /// Whether the value equals one of `values`, of which there is at least one; NULL if it equals none and a NULL is among them.
    public func `in`(_ values: TableExpression...) -> TableExpression {
        followed(by: "IN (\(values.map(\.sql).joined(separator: ", ")))")
    }

    /// Whether the text as a whole is of a pattern in which `%` stands for any characters and `_` for one. SQL's LIKE.
    public func like(_ pattern: TableExpression) -> TableExpression { followed(by: "LIKE \(pattern.sql)") }
    /// Whether the text as a whole is of a pattern that has `|`, `*`, `+`, `?`, `[…]` and groups, too. SQL's SIMILAR TO.
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
