extension ScalarFunctionCatalog.Group {
    /// SQL's operators, each under its symbol. AND, OR, CASE and COALESCE are not here: they do not compute all of their operands.
    static let operators = Self(
        title: "Operators",
        functions: [
            .plus, .minus, .times, .divide, .remainder, .negate, .affirm, .concatenate,
            .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isDistinctFrom, .isNotDistinctFrom,
            .not, .isNull, .isNotNull, .isTrue, .isNotTrue, .isFalse, .isNotFalse, .isUnknown, .isNotUnknown,
            .like, .similarTo,
            .row, .array, .map, .item,
        ])
}
