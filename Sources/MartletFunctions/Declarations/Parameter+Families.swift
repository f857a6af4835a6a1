import MartletCore

extension Overload.Parameter {
    /// Arguments of the types for which `isMember`, as they are; a bare NULL counts as `nullType`.
    static func family(_ description: String, _ nullType: DataType, where isMember: @escaping @Sendable (DataType.Kind) -> Bool) -> Self {
        Self(description) { argument in
            argument.type.kind == .null ? nullType : isMember(argument.type.kind) ? argument.type.withoutTimeAttribute : nil
        }
    }

    /// Arguments of the types for which `isMember`, cast to `type`.
    static func cast(_ description: String, to type: DataType, where isMember: @escaping @Sendable (DataType.Kind) -> Bool) -> Self {
        Self(description) { argument in argument.type.kind == .null || isMember(argument.type.kind) ? type : nil }
    }

    static let any = family("<ANY>", .string) { _ in true }
    /// As `any`, but a bare NULL stays one: what stands beside it gives it a type.
    static let element = family("<ANY>", .null) { _ in true }
    static let boolean = family("<BOOLEAN>", .boolean) { $0 == .boolean }
    static let characterString = family("<CHARACTER_STRING>", .string) { $0.isCharacterString }
    static let binaryString = family("<BINARY_STRING>", .bytes) { $0.isBinaryString }
    static let numeric = family("<NUMERIC>", .double) { $0.isNumeric }
    /// A number, as DOUBLE.
    static let double = cast("<NUMERIC>", to: .double) { $0.isNumeric }
    static let integerNumeric = family("<INTEGER_NUMERIC>", .int) { $0.isInteger }
    /// An integer of any width, as INT.
    static let int = cast("<INTEGER>", to: .int) { $0.isInteger }
    /// An integer of any width, as BIGINT.
    static let bigint = cast("<INTEGER_NUMERIC>", to: .bigint) { $0.isInteger }
    static let date = family("<DATE>", .date) { $0 == .date }
    static let interval = family("<INTERVAL>", DataType(.intervalDayTime)) { $0.isInterval }
    static let timestamp = family("<TIMESTAMP>", .timestamp(3)) { $0.isTimestamp }
    static let array = family("<ARRAY>", .array(.null)) { if case .array = $0 { true } else { false } }
    static let variant = family("<VARIANT>", DataType(.variant)) { $0 == .variant }
    static let map = family("<MAP>", .map(.null, .null)) { if case .map = $0 { true } else { false } }

    /// A text that is a literal: a format, a pattern, or a word of the function's own syntax.
    static let literalText = Self("<CHARACTER_STRING LITERAL>") { argument in
        if case .string = argument.literal { argument.type } else { nil }
    }
}

extension Argument {
    /// The value of an argument that is known to be a text.
    var literalText: String? { if case .string(let text) = literal { text } else { nil } }

    /// The value of an argument that is known to be an integer.
    var literalInteger: Int64? {
        switch literal {
        case .tinyint(let value): Int64(value)
        case .smallint(let value): Int64(value)
        case .int(let value): Int64(value)
        case .bigint(let value): value
        default: nil
        }
    }
}
