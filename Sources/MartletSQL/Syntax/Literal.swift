/// A constant of the text. Values are kept as text, so that nothing is lost before a type is known.
package enum Literal: Sendable, Equatable {
    case null
    case boolean(Bool)
    /// `UNKNOWN`, the third truth value: NULL of type BOOLEAN.
    case unknown
    /// Digits only. A sign is never part of a number, it is a unary operator.
    case integer(String)
    /// Digits with a point, such as `1.50` and `.5`.
    case decimal(String)
    /// A number with an exponent, such as `1E3`. The E is a capital.
    case approximate(String)
    /// `'..'`, `U&'..'`, `E'..'` and `_UTF8'..'`, after unescaping and joining of adjacent pieces. Texts with escapes are `_UTF16'..'`.
    case string(String, characterSet: String? = nil)
    /// `X'..'`: an even number of hexadecimal digits in capitals, adjacent pieces joined.
    case binary(hexadecimal: String)
    /// `DATE '..'`, the text between the quotes.
    case date(String)
    /// `TIME '..'`
    case time(String)
    /// `TIMESTAMP '..'`
    case timestamp(String)
    /// `TIMESTAMP WITH LOCAL TIME ZONE '..'`
    case timestampWithLocalTimeZone(String)
    case interval(IntervalLiteral)
}

/// `INTERVAL [+|-] '..' qualifier`
package struct IntervalLiteral: Sendable, Equatable {
    package var isNegative: Bool
    package var text: String
    package var qualifier: IntervalQualifier

    package init(isNegative: Bool, text: String, qualifier: IntervalQualifier) {
        self.isNegative = isNegative
        self.text = text
        self.qualifier = qualifier
    }
}

/// `DAY`, `DAY(3) TO SECOND(6)`, `YEAR TO MONTH`, ...
package struct IntervalQualifier: SyntaxNode {
    package var start: TimeUnit
    package var startPrecision: Int?
    /// The unit after `TO`.
    package var end: TimeUnit?
    /// The digits of a fraction of a second, given for `SECOND` only.
    package var fractionalSecondPrecision: Int?
    package var location: Location

    package init(
        start: TimeUnit, startPrecision: Int? = nil, end: TimeUnit? = nil, fractionalSecondPrecision: Int? = nil, at location: Location
    ) {
        self.start = start
        self.startPrecision = startPrecision
        self.end = end
        self.fractionalSecondPrecision = fractionalSecondPrecision
        self.location = location
    }
}

/// A unit of time, in intervals and as an argument of EXTRACT, FLOOR, CEIL, TIMESTAMPADD, TIMESTAMPDIFF and their kin.
package enum TimeUnit: Sendable, Hashable {
    case millennium, century, decade, year, isoYear, quarter, month, week, day
    case hour, minute, second, millisecond, microsecond, nanosecond
    case dayOfWeek, isoDayOfWeek, dayOfYear, epoch
    /// A name the grammar lets through for the binder to judge.
    case named(String)
}
