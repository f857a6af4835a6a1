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
    /// The expression as SQL, `AS` and the name behind it where it has one.
    public var description: String { alias.map { "\(sql) AS `\($0.escapingBackquotes)`" } ?? sql }
}

// Literals.

extension TableExpression: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByNilLiteral
{
    /// A whole number: INT where it fits, else BIGINT.
    public init(integerLiteral value: Int) { self.init(value) }
    /// A DOUBLE, even if SQL would read the digits as a DECIMAL; for one, use a `Decimal128`.
    public init(floatLiteral value: Double) { self.init(value) }
    /// TRUE or FALSE.
    public init(booleanLiteral value: Bool) { self.init(value) }
    /// A text, CHAR of its length; never the name of a column, which is `col`.
    public init(stringLiteral value: String) { self.init(value) }
    /// NULL, of the type that is wanted where it stands.
    public init(nilLiteral: ()) { self.init(sql: "NULL") }

    /// A whole number: INT where it fits, else BIGINT.
    public init(_ value: some FixedWidthInteger) { self.init(sql: value < 0 ? "(\(value))" : "\(value)") }

    /// TRUE or FALSE.
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

    /// A DATE.
    public init(_ value: LocalDate) { self.init(sql: "DATE '\(value)'") }
    /// A TIME.
    public init(_ value: LocalTime) { self.init(sql: "TIME '\(value)'") }
    /// A TIMESTAMP whose precision is that of its text: 0, 3 or 9.
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
    /// An INTERVAL DAY TO SECOND of so many milliseconds. Flink's `millis`.
    public static func milliseconds(_ count: Int) -> TableExpression { TableExpression(Duration.milliseconds(count)) }
    /// An INTERVAL DAY TO SECOND of so many seconds. Flink's `seconds`.
    public static func seconds(_ count: Int) -> TableExpression { TableExpression(Duration.seconds(count)) }
    /// An INTERVAL DAY TO SECOND of so many minutes. Flink's `minutes`.
    public static func minutes(_ count: Int) -> TableExpression { interval(count, "MINUTE") }
    /// An INTERVAL DAY TO SECOND of so many hours. Flink's `hours`.
    public static func hours(_ count: Int) -> TableExpression { interval(count, "HOUR") }
    /// An INTERVAL DAY TO SECOND of so many days of 24 hours. Flink's `days`.
    public static func days(_ count: Int) -> TableExpression { interval(count, "DAY") }
    /// An INTERVAL YEAR TO MONTH of so many months. Flink's `months`.
    public static func months(_ count: Int) -> TableExpression { interval(count, "MONTH") }
    /// An INTERVAL YEAR TO MONTH of so many years. Flink's `years`.
    public static func years(_ count: Int) -> TableExpression { interval(count, "YEAR") }

    private static func interval(_ count: Int, _ unit: String) -> TableExpression {
        let digits = String(count.magnitude)
        return TableExpression(sql: "(INTERVAL \(count < 0 ? "-" : "")'\(digits)' \(unit)(\(Swift.max(2, digits.count))))")
    }
}
