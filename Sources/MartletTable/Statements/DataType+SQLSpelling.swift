import MartletCore

extension DataType {
    /// The type in full, so that it means the same wherever it is read: Flink's `asSerializableString`.
    var sqlSpelling: String { kind.sqlSpelling + (isNullable ? "" : " NOT NULL") }
}

extension DataType.Kind {
    fileprivate var sqlSpelling: String {
        switch self {
        case .varchar(let length): "VARCHAR(\(length))"
        case .varbinary(let length): "VARBINARY(\(length))"
        case .timestampLTZ(let precision): "TIMESTAMP(\(precision)) WITH LOCAL TIME ZONE"
        case .array(let element): "ARRAY<\(element.sqlSpelling)>"
        case .multiset(let element): "MULTISET<\(element.sqlSpelling)>"
        case .map(let key, let value): "MAP<\(key.sqlSpelling), \(value.sqlSpelling)>"
        case .row(let fields): "ROW<\(Self.spell(fields))>"
        case .structured(let name, let fields): "STRUCTURED<'\(name.escapingQuotes)', \(Self.spell(fields))>"
        default: description
        }
    }

    private static func spell(_ fields: [Field]) -> String {
        fields.map { field in
            "`\(field.name.escapingBackquotes)` \(field.type.sqlSpelling)" + (field.comment.map { " '\($0.escapingQuotes)'" } ?? "")
        }.joined(separator: ", ")
    }
}
