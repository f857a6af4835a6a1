import MartletCore

extension Cast {
    /// Whether CAST leads from `source` to `target`.
    package static func isAllowed(from source: DataType, to target: DataType) -> Bool {
        let to = target.kind
        switch source.kind {
        case .null: return true
        case .char, .varchar:
            return to.isCharacterString || to.isBinaryString || to.isNumeric || to.isDateTime || to == .boolean
        case .binary, .varbinary: return to.isCharacterString || to.isBinaryString
        case .boolean: return to.isCharacterString || to.isNumeric || to == .boolean
        case .tinyint, .smallint, .int, .bigint: return to.isCharacterString || to.isNumeric || to == .boolean || to.isInterval
        case .decimal, .float, .double: return to.isCharacterString || to.isNumeric || to == .boolean
        case .date:
            switch to {
            case .char, .varchar, .date, .timestamp, .timestampLTZ: return true
            default: return false
            }
        case .time:
            switch to {
            case .char, .varchar, .time, .timestamp, .timestampLTZ: return true
            default: return false
            }
        case .timestamp, .timestampLTZ: return to.isCharacterString || to.isDateTime
        case .intervalYearMonth, .intervalDayTime: return to.isCharacterString || to == source.kind
        case .array(let element):
            if case .array(let newElement) = to { return isAllowed(from: element, to: newElement) }
        case .multiset(let element):
            if case .multiset(let newElement) = to { return isAllowed(from: element, to: newElement) }
        case .map(let key, let value):
            if case .map(let newKey, let newValue) = to { return isAllowed(from: key, to: newKey) && isAllowed(from: value, to: newValue) }
        case .row(let fields), .structured(_, let fields):
            if let newFields = to.fields {
                return fields.count == newFields.count && zip(fields, newFields).allSatisfy { isAllowed(from: $0.type, to: $1.type) }
            }
        case .variant, .descriptor: return to == source.kind
        case .bitmap: return to == source.kind || to.isCharacterString || to == DataType.bytes.kind
        }
        return to.isCharacterString
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
        case .array(let element):
            if case .array(let newElement) = to { return isImplicit(from: element, to: newElement) }
        case .multiset(let element):
            if case .multiset(let newElement) = to { return isImplicit(from: element, to: newElement) }
        case .map(let key, let value):
            if case .map(let newKey, let newValue) = to { return isImplicit(from: key, to: newKey) && isImplicit(from: value, to: newValue) }
        case .row(let fields), .structured(_, let fields):
            if let newFields = to.fields {
                return fields.count == newFields.count && zip(fields, newFields).allSatisfy { isImplicit(from: $0.type, to: $1.type) }
            }
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
