import MartletCore

/// A value computed from the columns of a table: Flink's `Expression`.
///
///     table.filter(col("amount") > 100 && col("customer") != "x")
///         .select(col("customer"), (col("amount") * 2).as("twice"))
///
/// Literals are expressions by themselves; comparisons give expressions, which SQL's three-valued logic applies to. What columns and
/// functions mean is found out when the table is used.
public struct TableExpression: Sendable {
    /// The expression as SQL, with parentheses around whatever binds.
    let sql: String
    /// The name that `as` has given it.
    let alias: String?

    init(sql: String, alias: String? = nil) {
        self.sql = sql
        self.alias = alias
    }

    /// The expression under another name. Flink's `as`.
    public func `as`(_ name: String) -> TableExpression { TableExpression(sql: sql, alias: name) }

    /// A call of any function of SQL, by its name. Flink's `call`.
    public static func call(_ function: String, _ arguments: TableExpression...) -> TableExpression {
        .call(function, arguments)
    }

    static func call(_ function: String, _ arguments: [TableExpression]) -> TableExpression {
        TableExpression(sql: "\(function)(\(arguments.map(\.sql).joined(separator: ", ")))")
    }

    /// An expression written in SQL. Flink's `callSql`.
    public static func sql(_ text: String) -> TableExpression { TableExpression(sql: "(\(text))") }
}

/// A column of the table at hand. Flink's `$` and `col`.
public func col(_ name: String) -> TableExpression { TableExpression(sql: "`\(name.escapingBackquotes)`") }

/// A literal, where none can be written as such.
public func lit(_ literal: TableExpression) -> TableExpression { literal }

extension TableExpression: CustomStringConvertible {
    public var description: String { alias.map { "\(sql) AS `\($0.escapingBackquotes)`" } ?? sql }
}

// Literals.

extension TableExpression: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByNilLiteral
{
    public init(integerLiteral value: Int) { self.init(value) }
    public init(floatLiteral value: Double) { self.init(value) }
    public init(booleanLiteral value: Bool) { self.init(value) }
    public init(stringLiteral value: String) { self.init(value) }
    public init(nilLiteral: ()) { self.init(sql: "NULL") }

    /// A whole number: INT where it fits, else BIGINT.
    public init(_ value: some FixedWidthInteger) { self.init(sql: value < 0 ? "(\(value))" : "\(value)") }

    public init(_ value: Bool) { self.init(sql: value ? "TRUE" : "FALSE") }

    /// A text: CHAR of its length.
    public init(_ value: String) { self.init(sql: "'\(value.escapingQuotes)'") }

    /// A DOUBLE.
    public init(_ value: Double) {
        if value.isFinite {
            let text = "\(value)"
            self.init(sql: "(" + (text.contains("e") ? text : text + "e0") + ")")
        } else {
            self.init(sql: "CAST('\(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")' AS DOUBLE)")
        }
    }

    /// A DECIMAL with as many digits as it has.
    public init(_ value: Decimal128) { self.init(sql: "(\(value))") }

    public init(_ value: LocalDate) { self.init(sql: "DATE '\(value)'") }
    public init(_ value: LocalTime) { self.init(sql: "TIME '\(value)'") }
    public init(_ value: LocalDateTime) { self.init(sql: "TIMESTAMP '\(value)'") }

    /// An interval of days, hours, minutes, seconds and milliseconds.
    public init(_ value: Duration) {
        let milliseconds = value.inMilliseconds
        let magnitude = milliseconds.magnitude
        let fraction = "\(1_000 + magnitude % 1_000)".dropFirst()
        self.init(sql: "(INTERVAL \(milliseconds < 0 ? "-" : "")'\(magnitude / 1_000).\(fraction)' SECOND(10, 3))")
    }
}

extension TableExpression {
    public static func milliseconds(_ count: Int) -> TableExpression { TableExpression(Duration.milliseconds(count)) }
    public static func seconds(_ count: Int) -> TableExpression { TableExpression(Duration.seconds(count)) }
    public static func minutes(_ count: Int) -> TableExpression { interval(count, "MINUTE") }
    public static func hours(_ count: Int) -> TableExpression { interval(count, "HOUR") }
    public static func days(_ count: Int) -> TableExpression { interval(count, "DAY") }
    public static func months(_ count: Int) -> TableExpression { interval(count, "MONTH") }
    public static func years(_ count: Int) -> TableExpression { interval(count, "YEAR") }

    private static func interval(_ count: Int, _ unit: String) -> TableExpression {
        let digits = String(count.magnitude)
        return TableExpression(sql: "(INTERVAL \(count < 0 ? "-" : "")'\(digits)' \(unit)(\(Swift.max(2, digits.count))))")
    }
}
