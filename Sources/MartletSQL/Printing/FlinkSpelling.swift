/// What Flink writes of constants and functions' names, whatever was written in the statement.
enum FlinkSpelling {
    /// `.5` becomes `0.5`, `1.` becomes `1`.
    static func decimal(_ digits: String) -> String {
        var digits = digits.hasPrefix("+") ? String(digits.dropFirst()) : digits
        if digits.hasSuffix(".") { digits.removeLast() }
        if digits.hasPrefix(".") { return "0" + digits }
        return digits.hasPrefix("-.") ? "-0" + digits.dropFirst() : digits
    }

    /// One digit before the point: `10E2` becomes `1.0E3`.
    static func approximate(_ number: String) -> String {
        let parts = number.split(separator: "E", maxSplits: 1)
        guard parts.count == 2, let exponent = Int(parts[1]) else { return number }
        let point = parts[0].firstIndex(of: ".")
        let scale = point.map { parts[0].distance(from: $0, to: parts[0].endIndex) - 1 } ?? 0
        let significant = parts[0].filter { $0 != "." }.drop { $0 == "0" }
        let digits = significant.isEmpty ? "0" : String(significant)
        let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
        return "\(digits.prefix(1))\(fraction)E\(digits.count - 1 - scale + exponent)"
    }

    /// `u&'..'` with everything outside of ASCII escaped.
    static func unicode(_ text: String) -> String {
        var result = "u&'"
        for unit in text.utf16 {
            switch unit {
            case UInt16(UInt8(ascii: "'")): result += "''"
            case UInt16(UInt8(ascii: "\\")): result += "\\\\"
            case 0x20..<0x80: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                result += "\\" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result + "'"
    }

    /// Whether Flink's parser knows a function by its name, and so writes it in capitals and without quotes.
    static func isOperator(_ name: String) -> Bool { operators.contains(name.uppercased()) }

    private static let operators: Set<String> = [
        "ABS", "ACOS", "APPROX_COUNT_DISTINCT", "ARRAY_AGG", "ASCII", "ASIN", "ATAN", "ATAN2", "AUXILIARY_GROUP", "AVG", "BIN",
        "CARDINALITY", "CEIL", "CHARACTER_LENGTH", "CHAR_LENGTH", "CHR", "CLASSIFIER", "COALESCE", "COLLECT", "CONCAT",
        "CONCAT_WS", "CONVERT_TZ", "COS", "COSH", "COT", "COUNT", "CUME_DIST", "CUMULATE", "CURRENT_DATABASE", "CURRENT_DATE",
        "CURRENT_ROW_TIMESTAMP", "CURRENT_TIME", "CURRENT_TIMESTAMP", "DATE_FORMAT", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR",
        "DECODE", "DEGREES", "DENSE_RANK", "DESCRIPTOR", "E", "ELEMENT", "ENCODE", "EXP", "EXTRACT", "FIRST", "FIRST_VALUE",
        "FLOOR", "FROM_BASE64", "FROM_UNIXTIME", "GROUPING", "GROUPING_ID", "GROUP_ID", "HASH_CODE", "HEX", "HOP", "HOP_END",
        "HOP_PROCTIME", "HOP_ROWTIME", "HOP_START", "HOUR", "IF", "INITCAP", "INSTR", "IS_ALPHA", "IS_DECIMAL", "IS_DIGIT",
        "JSON_ARRAY", "JSON_EXISTS", "JSON_OBJECT", "JSON_QUERY", "JSON_VALUE", "LAG", "LAST", "LAST_VALUE", "LEAD", "LEFT",
        "LISTAGG", "LN", "LOCALTIME", "LOCALTIMESTAMP", "LOCATE", "LOG", "LOG10", "LOG2", "LOWER", "LPAD", "LTRIM",
        "MATCH_PROCTIME", "MATCH_ROWTIME", "MAX", "MD5", "MIN", "MINUTE", "ML_EVALUATE", "MOD", "MONTH", "NEXT", "NOW", "NTILE",
        "NULLIF", "OVERLAY", "PARSE_URL", "PERCENT_RANK", "PI", "POSITION", "POWER", "PREV", "PRINT", "PROCTIME", "QUARTER",
        "RADIANS", "RAND", "RAND_INTEGER", "RANK", "REGEXP", "REGEXP_EXTRACT", "REGEXP_REPLACE", "REPEAT", "REPLACE", "REVERSE",
        "RIGHT", "ROUND", "ROW_NUMBER", "RPAD", "RTRIM", "SECOND", "SESSION", "SESSION_END", "SESSION_PROCTIME",
        "SESSION_ROWTIME", "SESSION_START", "SHA1", "SHA2", "SHA224", "SHA256", "SHA384", "SHA512", "SIGN", "SIN", "SINH",
        "SPLIT_INDEX", "SQRT", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "STREAMRECORD_TIMESTAMP", "STR_TO_MAP", "SUBSTR",
        "SUBSTRING", "SUM", "TAN", "TANH", "TIMESTAMPADD", "TIMESTAMPDIFF", "TO_BASE64", "TO_DATE", "TO_TIMESTAMP", "TRIM",
        "TRUNCATE", "TRY_PARSE_JSON", "TUMBLE", "TUMBLE_END", "TUMBLE_PROCTIME", "TUMBLE_ROWTIME", "TUMBLE_START",
        "UNIX_TIMESTAMP", "UPPER", "UUID", "VARIANCE", "VAR_POP", "VAR_SAMP", "VECTOR_SEARCH", "WEEK", "YEAR",
    ]
}

extension CaseExpression {
    /// `CASE a WHEN b THEN ..` as `CASE WHEN a = b THEN .. ELSE NULL`.
    var searched: CaseExpression {
        var result = self
        if let operand {
            result.operand = nil
            result.branches = branches.map { branch in
                let location = operand.location
                let condition: Expression.Kind =
                    branch.conditions.count == 1
                    ? .binary(.equal, operand, branch.conditions[0]) : .inList(operand, branch.conditions, negated: false)
                return Branch(conditions: [Expression(condition, at: location)], result: branch.result)
            }
        }
        if let last = branches.last, otherwise == nil { result.otherwise = Expression(.literal(.null), at: last.result.location) }
        return result
    }
}

extension FunctionCall {
    /// `NULLIF(a, b)` as `CASE WHEN a = b THEN NULL ELSE a END`; nil for other calls.
    var asCase: CaseExpression? {
        guard name.simpleName?.uppercased() == "NULLIF", arguments.count == 2, case .expression(let value) = arguments[0].value,
            case .expression(let other) = arguments[1].value
        else { return nil }
        let condition = Expression(.binary(.equal, value, other), at: location)
        let null = Expression(.literal(.null), at: location)
        return CaseExpression(branches: [CaseExpression.Branch(conditions: [condition], result: null)], otherwise: value)
    }
}
