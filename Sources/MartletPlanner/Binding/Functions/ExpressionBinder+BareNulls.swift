import MartletCore
import MartletFunctions

// A NULL without a type takes that of what stands beside it: in comparisons, in collections, and in calls of the functions that Flink has
// added to Calcite's. Calcite's own, and Flink's older ones, do not infer types, so a bare NULL has none there.
extension ExpressionBinder {
    func refuseBareNulls(_ function: ScalarFunction, _ operands: [BoundExpression], _ spelling: String?, at range: SourceRange?) throws {
        guard let null = operands.first(where: \.isBareNull) else { return }
        if ["JSON_OBJECT", "JSON_ARRAY"].contains(function.name) {
            throw MartletError("Type is not supported: ANY", phase: .plan, at: null.range)
        }
        let isTimeArithmetic = ["+", "-"].contains(function.name) && operands.contains { $0.type.kind.isDateTime }
        if isTimeArithmetic || ["LIKE", "SIMILAR TO"].contains(function.name) { throw cannotApply(function.name, operands, at: range) }
        if Self.withoutInference.contains(function.name) { throw illegalNull(at: null.range) }
    }

    func illegalNull(at range: SourceRange?) -> MartletError {
        MartletError("Illegal use of 'NULL'", hint: "Give it a type: CAST(NULL AS INT).", phase: .validate, at: range)
    }

    private static let withoutInference: Set<String> = [
        "+", "-", "*", "/", "%", "||", "unary -", "unary +", "NOT", "IS TRUE", "IS NOT TRUE", "IS FALSE", "IS NOT FALSE", "IS UNKNOWN",
        "IS NOT UNKNOWN", "IS JSON VALUE", "IS JSON OBJECT", "IS JSON ARRAY", "IS JSON SCALAR", "ROW", "ITEM", "OVERLAPS",
        "ABS", "ACOS", "ASIN", "ATAN", "ATAN2", "BIN", "CEIL", "COS", "COSH", "COT", "DEGREES", "EXP", "FLOOR", "HEX", "LN", "LOG", "LOG10",
        "LOG2",
        "POWER", "RADIANS", "RAND", "RAND_INTEGER", "ROUND", "SIGN", "SIN", "SINH", "SQRT", "TAN", "TANH", "TRUNCATE",
        "ASCII", "CHAR_LENGTH", "CHR", "CONCAT", "CONCAT_WS", "DECODE", "ENCODE", "FROM_BASE64", "INITCAP", "INSTR", "IS_ALPHA",
        "IS_DECIMAL",
        "IS_DIGIT", "LEFT", "LOCATE", "LOWER", "LPAD", "LTRIM", "OVERLAY", "PARSE_URL", "POSITION", "REGEXP", "REGEXP_EXTRACT",
        "REGEXP_REPLACE",
        "REPEAT", "REPLACE", "REVERSE", "RIGHT", "RPAD", "RTRIM", "SPLIT_INDEX", "STR_TO_MAP", "SUBSTRING", "TO_BASE64", "TRIM", "UPPER",
        "CONVERT_TZ", "DATE_FORMAT", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR", "EXTRACT", "FROM_UNIXTIME", "HOUR", "MINUTE", "MONTH",
        "QUARTER",
        "SECOND", "TIMESTAMPADD", "TIMESTAMPDIFF", "TO_DATE", "TO_TIMESTAMP", "UNIX_TIMESTAMP", "WEEK", "YEAR",
        "HASH_CODE", "MD5", "SHA1", "SHA2", "SHA224", "SHA256", "SHA384", "SHA512",
        "CARDINALITY", "ELEMENT", "MAP_KEYS", "MAP_VALUES", "MAP_ENTRIES", "TO_TIMESTAMP_LTZ", "JSON_EXISTS", "JSON_QUERY", "JSON_VALUE",
    ]
}

extension BoundExpression {
    /// A NULL without a type.
    var isBareNull: Bool { type.kind == .null && literal == .null }
}
