extension DataType.Kind {
    package var isInteger: Bool {
        switch self {
        case .tinyint, .smallint, .int, .bigint: true
        default: false
        }
    }

    package var isDecimal: Bool { if case .decimal = self { true } else { false } }
    package var isExactNumeric: Bool { isInteger || isDecimal }
    package var isApproximateNumeric: Bool { self == .float || self == .double }
    package var isNumeric: Bool { isExactNumeric || isApproximateNumeric }

    package var isCharacterString: Bool {
        switch self {
        case .char, .varchar: true
        default: false
        }
    }

    package var isBinaryString: Bool {
        switch self {
        case .binary, .varbinary: true
        default: false
        }
    }

    package var isTimestamp: Bool {
        switch self {
        case .timestamp, .timestampLTZ: true
        default: false
        }
    }

    package var isInterval: Bool { self == .intervalYearMonth || self == .intervalDayTime }

    package var isDateTime: Bool {
        switch self {
        case .date, .time, .timestamp, .timestampLTZ: true
        default: false
        }
    }

    /// The fields of a ROW or a structured type.
    package var fields: [Field]? {
        switch self {
        case .row(let fields), .structured(_, let fields): fields
        default: nil
        }
    }

    /// The precision of a TIME, TIMESTAMP or TIMESTAMP_LTZ.
    package var timePrecision: Int? {
        switch self {
        case .time(let precision), .timestamp(let precision), .timestampLTZ(let precision): precision
        default: nil
        }
    }
}
