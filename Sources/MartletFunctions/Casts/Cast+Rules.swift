import MartletCore

extension Cast {
    /// Whether CAST may be written for these types. For a few of them there is still no rule, and `kernel` is nil or throws, as in Flink.
    package static func isAllowed(from source: DataType, to target: DataType) -> Bool {
        let to = target.kind
        switch source.kind {
        case .null: return true
        case .char, .varchar:
            if case .array = to { return true }
            return to.isCharacterString || to.isBinaryString || to.isNumeric || to.isDateTime || to.isInterval || to == .boolean
        case .binary, .varbinary: return to.isCharacterString || to.isBinaryString || to.isDateTime
        case .boolean: return to.isCharacterString || to.isNumeric || to == .boolean
        case .tinyint, .smallint, .int, .bigint, .decimal:
            return to.isCharacterString || to.isNumeric || to.isTimestamp || to.isInterval || to == .boolean
        case .float, .double: return to.isCharacterString || to.isNumeric || to.isTimestamp || to == .boolean
        case .date: return to.isCharacterString || to.isTimestamp || to == .date
        case .time:
            if case .time = to { return true }
            return to.isCharacterString || to.isTimestamp
        case .timestamp, .timestampLTZ: return to.isCharacterString || to.isNumeric || to.isDateTime
        case .intervalYearMonth, .intervalDayTime: return to.isCharacterString || to == source.kind
        case .variant, .descriptor: return to == source.kind
        case .bitmap: return to == source.kind || to.isCharacterString || to == DataType.bytes.kind
        case .array, .multiset, .map, .row, .structured: return to.isCharacterString || allPartsAllowed(source.kind, to, isAllowed)
        }
    }

    /// Whether there is a rule that casts values of `source` to `target`.
    static func hasRule(from source: DataType, to target: DataType) throws -> Bool {
        let to = target.kind
        switch source.kind {
        case .null: return true
        case .char, .varchar:
            if case .array = to { return false }
            return !to.isInterval
        case .binary, .varbinary: return !to.isDateTime
        case .decimal where to.isInterval: return false
        case .tinyint, .smallint, .int, .bigint, .decimal, .float, .double:
            if to.isTimestamp {
                throw MartletError(
                    "The cast from NUMERIC type to TIMESTAMP type is not allowed.",
                    hint: "Use TO_TIMESTAMP(FROM_UNIXTIME(numeric_col)) instead; the number is in seconds.", phase: .validate)
            }
            return true
        case .timestamp, .timestampLTZ:
            if to.isNumeric {
                throw MartletError(
                    "The cast from TIMESTAMP type to NUMERIC type is not allowed.",
                    hint: "Use UNIX_TIMESTAMP(CAST(timestamp_col AS STRING)) instead.", phase: .validate)
            }
            return true
        case .array, .multiset, .map, .row, .structured: return to.isCharacterString ? true : try allPartsAllowed(source.kind, to, hasRule)
        default: return true
        }
    }

    /// Whether `isAllowed` holds for each part of two arrays, maps or rows.
    private static func allPartsAllowed(
        _ source: DataType.Kind, _ target: DataType.Kind, _ isAllowed: (DataType, DataType) throws -> Bool
    ) rethrows -> Bool {
        switch (source, target) {
        case (.array(let from), .array(let to)), (.multiset(let from), .multiset(let to)): return try isAllowed(from, to)
        case (.map(let key, let value), .map(let newKey, let newValue)): return try isAllowed(key, newKey) && isAllowed(value, newValue)
        default:
            guard let from = source.fields, let to = target.fields, from.count == to.count else { return false }
            return try zip(from, to).allSatisfy { try isAllowed($0.type, $1.type) }
        }
    }

    /// Whether values of `source` are taken for `target` without a CAST: written to a table's column, passed to a function.
    package static func isImplicit(from source: DataType, to target: DataType) -> Bool {
        if source.kind == .null { return target.isNullable }
        let to = target.kind
        switch source.kind {
        case .char, .varchar:
            if case .char = to, case .varchar = source.kind { return false }
            return to.isCharacterString
        case .binary, .varbinary:
            if case .binary = to, case .varbinary = source.kind { return false }
            return to.isBinaryString
        case .tinyint, .smallint, .int, .bigint:
            return to.isDecimal || to.isApproximateNumeric || to.isInteger && integerRank(source.kind) <= integerRank(to)
        case .decimal: return to.isDecimal || to.isApproximateNumeric
        case .float: return to.isDecimal || to.isApproximateNumeric
        case .double: return to.isDecimal || to == .double
        case .time: if case .time = to { return true }
        case .timestamp: return to.isDateTime
        case .timestampLTZ: return to.isTimestamp
        case .array, .multiset, .map, .row, .structured: return allPartsAllowed(source.kind, to, isImplicit)
        default: return source.kind == to
        }
        return false
    }

    /// TINYINT to BIGINT in order.
    static func integerRank(_ kind: DataType.Kind) -> Int {
        switch kind {
        case .tinyint: 1
        case .smallint: 2
        case .int: 3
        default: 4
        }
    }
}
