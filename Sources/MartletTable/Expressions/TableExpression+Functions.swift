import MartletCore

// The functions that are wanted most, as methods. Every other one can be called by its SQL name with `call`.

extension TableExpression {
    private func calling(_ function: String, _ arguments: TableExpression...) -> TableExpression { .call(function, [self] + arguments) }

    // Numbers.

    /// The magnitude of a number or an interval, in its own type. SQL's ABS.
    public func abs() -> TableExpression { calling("ABS") }
    /// The least whole number that is not less. SQL's CEIL.
    public func ceil() -> TableExpression { calling("CEIL") }
    /// The greatest whole number that is not greater. SQL's FLOOR.
    public func floor() -> TableExpression { calling("FLOOR") }
    /// The number rounded to so many digits behind the point (negative: before it), halves away from zero. SQL's ROUND.
    public func round(_ digits: TableExpression = 0) -> TableExpression { calling("ROUND", digits) }
    /// The number cut off behind so many digits behind the point (negative: before it). SQL's TRUNCATE.
    public func truncate(_ digits: TableExpression = 0) -> TableExpression { calling("TRUNCATE", digits) }
    /// What is left of a division of exact numbers; it has the sign of the dividend. SQL's MOD.
    public func mod(_ divisor: TableExpression) -> TableExpression { calling("MOD", divisor) }
    /// The number to the power of `exponent`, as DOUBLE. SQL's POWER.
    public func power(_ exponent: TableExpression) -> TableExpression { calling("POWER", exponent) }
    /// The square root, as DOUBLE; NaN for a negative number. SQL's SQRT.
    public func sqrt() -> TableExpression { calling("SQRT") }
    /// e to the power of the number, as DOUBLE. SQL's EXP.
    public func exp() -> TableExpression { calling("EXP") }
    /// The natural logarithm, as DOUBLE. SQL's LN.
    public func ln() -> TableExpression { calling("LN") }
    /// -1, 0 or 1 for a negative number, 0 or a positive one, in the number's own type. SQL's SIGN.
    public func sign() -> TableExpression { calling("SIGN") }

    // Texts.

    /// The text in upper case. SQL's UPPER.
    public func upperCase() -> TableExpression { calling("UPPER") }
    /// The text in lower case. SQL's LOWER.
    public func lowerCase() -> TableExpression { calling("LOWER") }
    /// Every word's first letter in upper case, the others in lower case; words are runs of ASCII letters and digits. SQL's INITCAP.
    public func initCap() -> TableExpression { calling("INITCAP") }
    /// How many code points the text has, as INT. SQL's CHAR_LENGTH.
    public func charLength() -> TableExpression { calling("CHAR_LENGTH") }
    /// The text without the spaces at its ends. SQL's TRIM.
    public func trim() -> TableExpression { calling("TRIM") }
    /// The text without the spaces at its start. SQL's LTRIM.
    public func ltrim() -> TableExpression { calling("LTRIM") }
    /// The text without the spaces at its end. SQL's RTRIM.
    public func rtrim() -> TableExpression { calling("RTRIM") }
    /// The characters from a place on, counted from 1, or, if it is negative, from the end. SQL's SUBSTRING.
    public func substring(_ begin: TableExpression) -> TableExpression { calling("SUBSTRING", begin) }
    /// So many characters from a place on, counted from 1, or, if it is negative, from the end; NULL for a negative length.
    public func substring(_ begin: TableExpression, _ length: TableExpression) -> TableExpression { calling("SUBSTRING", begin, length) }
    /// The text with every occurrence of `old` replaced by `new`. SQL's REPLACE.
    public func replace(_ old: TableExpression, _ new: TableExpression) -> TableExpression { calling("REPLACE", old, new) }
    /// The text with every match of a regular expression replaced by `new`, as it stands; NULL if the expression is malformed.
    /// SQL's REGEXP_REPLACE.
    public func regexpReplace(_ pattern: TableExpression, _ new: TableExpression) -> TableExpression {
        calling("REGEXP_REPLACE", pattern, new)
    }
    /// The text with others behind it; NULL if any is. SQL's CONCAT.
    public func concat(_ texts: TableExpression...) -> TableExpression { .call("CONCAT", [self] + texts) }
    /// Whether the text or the binary begins with `prefix`. SQL's STARTSWITH.
    public func startsWith(_ prefix: TableExpression) -> TableExpression { calling("STARTSWITH", prefix) }
    /// Whether the text or the binary ends with `suffix`. SQL's ENDSWITH.
    public func endsWith(_ suffix: TableExpression) -> TableExpression { calling("ENDSWITH", suffix) }

    // Anything.

    /// The value, or, where it is NULL, `replacement`. SQL's IFNULL.
    public func ifNull(_ replacement: TableExpression) -> TableExpression { calling("IFNULL", replacement) }
    /// How many elements an array, or entries a map or multiset, has, as INT. SQL's CARDINALITY.
    public func cardinality() -> TableExpression { calling("CARDINALITY") }

    // Times.

    /// A part of a date or time, such as `YEAR`.
    public func extract(_ unit: String) -> TableExpression { TableExpression(sql: "EXTRACT(\(unit) FROM \(sql))") }
    /// A time without what is smaller than `unit`.
    public func floor(to unit: String) -> TableExpression { TableExpression(sql: "FLOOR(\(sql) TO \(unit))") }
    /// The text of a timestamp by a pattern of Java's `DateTimeFormatter`, such as `yyyy-MM-dd`. SQL's DATE_FORMAT.
    public func dateFormat(_ format: TableExpression) -> TableExpression { calling("DATE_FORMAT", format) }
}

// Aggregates, in the `select` of a grouped table.

extension TableExpression {
    /// The sum of the values that are not NULL; of integers in their own type, wrapping; NULL if there are none.
    public var sum: TableExpression { calling("SUM") }
    /// The mean of the values that are not NULL, in their own type: of integers it is cut off; NULL if there are none.
    public var avg: TableExpression { calling("AVG") }
    /// The least value that is not NULL; NULL if there are none.
    public var min: TableExpression { calling("MIN") }
    /// The greatest value that is not NULL; NULL if there are none.
    public var max: TableExpression { calling("MAX") }
    /// How many values are not NULL.
    public var count: TableExpression { calling("COUNT") }
    /// The value that came first, without regard to NULLs. SQL's FIRST_VALUE.
    public var firstValue: TableExpression { calling("FIRST_VALUE") }
    /// The value that came last, without regard to NULLs. SQL's LAST_VALUE.
    public var lastValue: TableExpression { calling("LAST_VALUE") }
    /// A multiset of the values that are not NULL. SQL's COLLECT.
    public var collect: TableExpression { calling("COLLECT") }
    /// The standard deviation of all values. SQL's STDDEV_POP.
    public var stddevPop: TableExpression { calling("STDDEV_POP") }
    /// The standard deviation of a population of which the values are a sample; NULL for a single value. SQL's STDDEV_SAMP.
    public var stddevSamp: TableExpression { calling("STDDEV_SAMP") }
    /// The variance of all values. SQL's VAR_POP.
    public var varPop: TableExpression { calling("VAR_POP") }
    /// The variance of a population of which the values are a sample; NULL for a single value. SQL's VAR_SAMP.
    public var varSamp: TableExpression { calling("VAR_SAMP") }
    /// The texts that are not NULL in the order in which they came, with `separator`, a literal, between them. SQL's LISTAGG.
    public func listAgg(_ separator: TableExpression = ",") -> TableExpression { calling("LISTAGG", separator) }

    /// As an aggregate's argument: equal values count once: `col("user").distinct.count`.
    public var distinct: TableExpression { TableExpression(sql: "DISTINCT \(sql)") }
    /// How many rows there are.
    public static var rowCount: TableExpression { TableExpression(sql: "COUNT(*)") }
}
