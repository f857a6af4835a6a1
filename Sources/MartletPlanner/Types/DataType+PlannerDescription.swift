import MartletCore

extension DataType {
    /// As Calcite spells it in plans and messages: `VARCHAR(2147483647)`, `INTEGER`.
    package var plannerDescription: String { kind.plannerDescription + (isNullable ? "" : " NOT NULL") }
}

extension DataType.Kind {
    package var plannerDescription: String {
        switch self {
        case .int: "INTEGER"
        case .varchar(let length): "VARCHAR(\(length))"
        case .varbinary(let length): "VARBINARY(\(length))"
        case .timestampLTZ(let precision): "TIMESTAMP_WITH_LOCAL_TIME_ZONE(\(precision))"
        case .array(let element): "\(element.plannerDescription) ARRAY"
        case .multiset(let element): "\(element.plannerDescription) MULTISET"
        case .map(let key, let value): "(\(key.plannerDescription), \(value.plannerDescription)) MAP"
        case .row(let fields), .structured(_, let fields):
            "RecordType(\(fields.map { "\($0.type.plannerDescription) \($0.name)" }.joined(separator: ", ")))"
        default: description
        }
    }
}
