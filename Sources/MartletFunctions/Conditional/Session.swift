import MartletColumns
import MartletCore

extension ScalarFunctionCatalog.Group {
    static let session = Self(title: "Types and the session", functions: [.typeOf, .currentDatabase])
}

extension ScalarFunction {
    static let typeOf = ScalarFunction(
        "TYPEOF", "The type of the value; with TRUE in full, without abbreviations.",
        examples: [
            .init("TYPEOF(1.5)", "DECIMAL(2, 1) NOT NULL"), .init("TYPEOF(CAST('a' AS STRING), TRUE)", "VARCHAR(2147483647) NOT NULL"),
        ],
        overloads: [
            Overload([.anything], nulls: .handled, result: { _ in .string }) { arguments, _ in
                text(arguments[0].type.withoutTimeAttribute.description)
            },
            Overload(
                [.anything, .boolean], nulls: .handled,
                result: { arguments in
                    guard case .boolean = arguments[1].literal else {
                        throw MartletError("The second argument of TYPEOF is no literal.", hint: "Write TRUE or FALSE.", phase: .validate)
                    }
                    return .string
                }
            ) { arguments, _ in
                text(
                    arguments[1].literal == .boolean(true)
                        ? arguments[0].type.serializedDescription : arguments[0].type.withoutTimeAttribute.description)
            },
        ])

    static let currentDatabase = ScalarFunction(
        "CURRENT_DATABASE", "The name of the current database.", examples: [.init("CURRENT_DATABASE()", "default_database")],
        volatility: .perQuery,
        overloads: [
            Overload([], result: { _ in DataType.string.notNull }) { _, _ in
                { call in try Utf8Writer.column(call.count, nil) { _, out in out.append(call.context.currentDatabase) } }
            }
        ])

    private static func text(_ text: String) -> ScalarKernel {
        { call in try Utf8Writer.column(call.count, nil) { _, out in out.append(text) } }
    }
}

extension Overload.Parameter {
    /// Any argument, a bare NULL too.
    fileprivate static let anything = Self("<ANY>") { $0.type }
}

extension DataType {
    /// As Flink's `asSerializableString`: STRING and BYTES by their full names.
    fileprivate var serializedDescription: String {
        func describe(_ fields: [Field]) -> String {
            fields.map { "`\($0.name.escapingBackquotes)` \($0.type.serializedDescription)" }.joined(separator: ", ")
        }
        let text =
            switch kind {
            case .varchar(let length): "VARCHAR(\(length))"
            case .varbinary(let length): "VARBINARY(\(length))"
            case .array(let element): "ARRAY<\(element.serializedDescription)>"
            case .multiset(let element): "MULTISET<\(element.serializedDescription)>"
            case .map(let key, let value): "MAP<\(key.serializedDescription), \(value.serializedDescription)>"
            case .row(let fields): "ROW<\(describe(fields))>"
            case .structured(let name, let fields): "STRUCTURED<'\(name.escapingQuotes)', \(describe(fields))>"
            default: kind.description
            }
        return isNullable ? text : text + " NOT NULL"
    }
}
