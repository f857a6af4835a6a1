extension DataType: CustomStringConvertible {
    /// As Flink's `asSummaryString` spells it, time attributes in asterisks: `TIMESTAMP(3) *ROWTIME*`.
    public var description: String {
        var text = kind.description
        if !isNullable { text += " NOT NULL" }
        switch timeAttribute {
        case .rowtime: text += " *ROWTIME*"
        case .proctime: text += " *PROCTIME*"
        case nil: break
        }
        return text
    }
}

extension DataType.Kind: CustomStringConvertible {
    /// As Flink's `asSummaryString` spells it: `DECIMAL(10, 2)`, ``ROW<`a` INT>``.
    public var description: String {
        switch self {
        case .boolean: "BOOLEAN"
        case .tinyint: "TINYINT"
        case .smallint: "SMALLINT"
        case .int: "INT"
        case .bigint: "BIGINT"
        case .float: "FLOAT"
        case .double: "DOUBLE"
        case .decimal(let precision, let scale): "DECIMAL(\(precision), \(scale))"
        case .char(let length): "CHAR(\(length))"
        case .varchar(DataType.maxLength): "STRING"
        case .varchar(let length): "VARCHAR(\(length))"
        case .binary(let length): "BINARY(\(length))"
        case .varbinary(DataType.maxLength): "BYTES"
        case .varbinary(let length): "VARBINARY(\(length))"
        case .date: "DATE"
        case .time(let precision): "TIME(\(precision))"
        case .timestamp(let precision): "TIMESTAMP(\(precision))"
        case .timestampLTZ(let precision): "TIMESTAMP_LTZ(\(precision))"
        case .intervalYearMonth: "INTERVAL MONTH"
        case .intervalDayTime: "INTERVAL SECOND(3)"
        case .array(let element): "ARRAY<\(element)>"
        case .multiset(let element): "MULTISET<\(element)>"
        case .map(let key, let value): "MAP<\(key), \(value)>"
        case .row(let fields): "ROW<\(Self.describe(fields))>"
        case .structured(let name, let fields): "STRUCTURED<'\(name.escapingQuotes)', \(Self.describe(fields))>"
        case .variant: "VARIANT"
        case .bitmap: "BITMAP"
        case .null: "NULL"
        case .descriptor: "DESCRIPTOR"
        }
    }

    private static func describe(_ fields: [Field]) -> String {
        // Comments are no part of the type.
        fields.map { "`\($0.name.escapingBackquotes)` \($0.type)" }.joined(separator: ", ")
    }
}
