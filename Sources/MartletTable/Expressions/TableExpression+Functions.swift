import MartletCore

// The functions that are wanted most, as methods. Every other one can be called by its SQL name with `call`.

extension TableExpression {
    private func calling(_ function: String, _ arguments: TableExpression...) -> TableExpression { .call(function, [self] + arguments) }

    // Numbers.

    public func abs() -> TableExpression { calling("ABS") }
    public func ceil() -> TableExpression { calling("CEIL") }
    public func floor() -> TableExpression { calling("FLOOR") }
    public func round(_ digits: TableExpression = 0) -> TableExpression { calling("ROUND", digits) }
    public func truncate(_ digits: TableExpression = 0) -> TableExpression { calling("TRUNCATE", digits) }
    public func mod(_ divisor: TableExpression) -> TableExpression { calling("MOD", divisor) }
    public func power(_ exponent: TableExpression) -> TableExpression { calling("POWER", exponent) }
    public func sqrt() -> TableExpression { calling("SQRT") }
    public func exp() -> TableExpression { calling("EXP") }
    public func ln() -> TableExpression { calling("LN") }
    public func sign() -> TableExpression { calling("SIGN") }

    // Texts.

    public func upperCase() -> TableExpression { calling("UPPER") }
    public func lowerCase() -> TableExpression { calling("LOWER") }
    public func initCap() -> TableExpression { calling("INITCAP") }
    public func charLength() -> TableExpression { calling("CHAR_LENGTH") }
    public func trim() -> TableExpression { calling("TRIM") }
    public func ltrim() -> TableExpression { calling("LTRIM") }
    public func rtrim() -> TableExpression { calling("RTRIM") }
    public func substring(_ begin: TableExpression) -> TableExpression { calling("SUBSTRING", begin) }
    public func substring(_ begin: TableExpression, _ length: TableExpression) -> TableExpression { calling("SUBSTRING", begin, length) }
    public func replace(_ old: TableExpression, _ new: TableExpression) -> TableExpression { calling("REPLACE", old, new) }
    public func regexpReplace(_ pattern: TableExpression, _ new: TableExpression) -> TableExpression {
        calling("REGEXP_REPLACE", pattern, new)
    }
    public func concat(_ texts: TableExpression...) -> TableExpression { .call("CONCAT", [self] + texts) }
    public func startsWith(_ prefix: TableExpression) -> TableExpression { calling("STARTSWITH", prefix) }
    public func endsWith(_ suffix: TableExpression) -> TableExpression { calling("ENDSWITH", suffix) }

    // Anything.

    public func ifNull(_ replacement: TableExpression) -> TableExpression { calling("IFNULL", replacement) }
    public func cardinality() -> TableExpression { calling("CARDINALITY") }

    // Times.

    /// A part of a date or time, such as `YEAR`.
    public func extract(_ unit: String) -> TableExpression { TableExpression(sql: "EXTRACT(\(unit) FROM \(sql))") }
    /// A time without what is smaller than `unit`.
    public func floor(to unit: String) -> TableExpression { TableExpression(sql: "FLOOR(\(sql) TO \(unit))") }
    public func dateFormat(_ format: TableExpression) -> TableExpression { calling("DATE_FORMAT", format) }
}

// Aggregates, in the `select` of a grouped table.

extension TableExpression {
    public var sum: TableExpression { calling("SUM") }
    public var avg: TableExpression { calling("AVG") }
    public var min: TableExpression { calling("MIN") }
    public var max: TableExpression { calling("MAX") }
    /// How many values are not NULL.
    public var count: TableExpression { calling("COUNT") }
    public var firstValue: TableExpression { calling("FIRST_VALUE") }
    public var lastValue: TableExpression { calling("LAST_VALUE") }
    public var collect: TableExpression { calling("COLLECT") }
    public var stddevPop: TableExpression { calling("STDDEV_POP") }
    public var stddevSamp: TableExpression { calling("STDDEV_SAMP") }
    public var varPop: TableExpression { calling("VAR_POP") }
    public var varSamp: TableExpression { calling("VAR_SAMP") }
    public func listAgg(_ separator: TableExpression = ",") -> TableExpression { calling("LISTAGG", separator) }

    /// As an aggregate's argument: equal values count once: `col("user").distinct.count`.
    public var distinct: TableExpression { TableExpression(sql: "DISTINCT \(sql)") }
    /// How many rows there are.
    public static var rowCount: TableExpression { TableExpression(sql: "COUNT(*)") }
}
