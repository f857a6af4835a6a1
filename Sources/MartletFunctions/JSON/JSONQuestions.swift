import MartletColumns
import MartletCore

/// What a SQL/JSON function does where there is nothing, or an error: the word of its ON EMPTY or ON ERROR clause.
private enum JSONBehavior: String {
    case null = "NULL"
    case error = "ERROR"
    case `default` = "DEFAULT"
    case emptyArray = "EMPTY ARRAY"
    case emptyObject = "EMPTY OBJECT"
    case `true` = "TRUE"
    case `false` = "FALSE"
    case unknown = "UNKNOWN"

    init(_ argument: Argument) { self = argument.literalText.flatMap(JSONBehavior.init) ?? .null }
}

/// What a path found in a document.
private enum JSONFinding {
    case found(JSONValue)
    /// There is nothing there: what a SQL NULL is to SQL.
    case nothing
    case failed(any Error)
}

extension ScalarFunction {
    /// Follows the literal path in each document, and hands on what it found. NULL where the document is.
    private static func finding(
        _ arguments: [Argument],
        _ convert: @escaping @Sendable (JSONFinding, _ isLax: Bool, KernelArguments, Int, ColumnBuilder) throws -> Void, result: DataType
    ) throws -> ScalarKernel {
        // A malformed path is an error of each document, which ON ERROR catches.
        let path = Result { try JSONPath(arguments[1].literalText ?? "") }
        return { call in
            let texts = try call[0]
            let builder = ColumnBuilder(result, capacity: max(1, call.count))
            try Utf8.withView(texts) { view in
                for row in 0..<call.count {
                    if texts.isNull(row) {
                        builder.appendNull()
                        continue
                    }
                    var isLax = false
                    var finding: JSONFinding
                    do {
                        let path = try path.get()
                        isLax = path.isLax
                        do {
                            let document = try JSONParser.parse(Utf8.read(view, row))
                            finding = .found(try path.follow(document))
                        } catch  where isLax {
                            finding = .nothing
                        }
                    } catch is JSONPathNotFound {
                        finding = .failed(MartletError("No results for path: \(arguments[1].literalText ?? "")"))
                    } catch {
                        finding = .failed(error)
                    }
                    if case .found(.null) = finding { finding = .nothing }
                    try convert(finding, isLax, call, row, builder)
                }
            }
            return builder.finish()
        }
    }

    /// `JSON_EXISTS(json, path TRUE ON ERROR)` calls it with the JSON, the path, and `TRUE`, `FALSE`, `UNKNOWN` or `ERROR`.
    static let jsonExists = ScalarFunction(
        "JSON_EXISTS", "Whether a path leads to something in a JSON text; by default FALSE if the text or the path is malformed.",
        examples: [.init("JSON_EXISTS('{\"a\": true}', '$.a')", "TRUE")],
        overloads: [
            Overload([.characterString, .literalText, .literalText], optional: 1, nulls: .handled, result: { _ in .boolean }) {
                arguments, result in
                let onError = arguments.count > 2 ? JSONBehavior(arguments[2]) : .false
                return try finding(
                    arguments,
                    { finding, _, _, _, builder in
                        switch finding {
                        case .found: builder.append(true)
                        case .nothing: builder.append(false)
                        case .failed(let error):
                            switch onError {
                            case .true: builder.append(true)
                            case .error: throw error
                            case .unknown: builder.appendNull()
                            default: builder.append(false)
                            }
                        }
                    }, result: result)
            }
        ])

    /// `JSON_VALUE(json, path RETURNING type … ON EMPTY … ON ERROR)` calls it with the JSON, the path, a NULL of the type, and for each of the
    /// two clauses `NULL`, `ERROR` or `DEFAULT`, and the default.
    static let jsonValue = ScalarFunction(
        "JSON_VALUE",
        "The scalar that a path leads to in a JSON text: a STRING, or as RETURNING says a BOOLEAN, INTEGER or DOUBLE; by default NULL where there is none.",
        examples: [.init("JSON_VALUE('{\"a\": 5}', '$.a' RETURNING INTEGER)", "5")],
        overloads: [
            Overload(
                [.characterString, .literalText, .any, .literalText, .any, .literalText, .any], optional: 5, nulls: .handled,
                unify: { types in
                    // Defaults are of the type that is returned; of truth values the text is Java's.
                    types.enumerated().map { index, type in
                        guard index == 4 || index == 6, type.kind != .boolean || !returned(types).kind.isCharacterString else {
                            return type
                        }
                        return returned(types).nullable(type.isNullable)
                    }
                },
                result: { arguments in
                    let type = returned(arguments.map(\.type))
                    switch type.kind {
                    case .char, .varchar, .boolean, .int, .double: return type
                    default:
                        throw MartletError(
                            "Unsupported type '\(type)' for RETURNING in JSON_VALUE().",
                            hint: "There are STRING, BOOLEAN, INTEGER and DOUBLE.", phase: .plan)
                    }
                }
            ) { arguments, result in
                let onEmpty = arguments.count > 3 ? JSONBehavior(arguments[3]) : .null,
                    onError = arguments.count > 5 ? JSONBehavior(arguments[5]) : .null
                return try finding(
                    arguments,
                    { finding, isLax, call, row, builder in
                        func apply(_ behavior: JSONBehavior, default index: Int, _ error: any Error) throws {
                            switch behavior {
                            case .error: throw error
                            case .default:
                                let value = try call[index].value(row, arguments[index].type)
                                if case .boolean(let truth) = value, builder.type == .bytes {
                                    builder.append(truth ? "true" : "false")
                                } else {
                                    try builder.append(value, as: result)
                                }
                            default: builder.appendNull()
                            }
                        }
                        switch finding {
                        case .found(let value) where value.isScalar: try append(value, as: result, builder)
                        case .found where !isLax:
                            try apply(onError, default: 6, MartletError("Strict jsonpath mode requires scalar value."))
                        case .found, .nothing:
                            try apply(onEmpty, default: 4, MartletError("Empty result of JSON_VALUE function is not allowed"))
                        case .failed(let error): try apply(onError, default: 6, error)
                        }
                    }, result: result)
            }
        ])

    /// The type of RETURNING, or STRING.
    private static func returned(_ types: [DataType]) -> DataType {
        types.count > 2 && types[2].kind != .null ? types[2].nullable : .string
    }

    /// As Flink: the value must be of the very type that is returned.
    private static func append(_ value: JSONValue, as type: DataType, _ builder: ColumnBuilder) throws {
        switch (type.kind, value) {
        case (.char, .string(let text)), (.varchar, .string(let text)): builder.append(text)
        case (.char, .boolean(let value)), (.varchar, .boolean(let value)): builder.append(value ? "true" : "false")
        case (.char, .number(let number)), (.varchar, .number(let number)): builder.append(number.text)
        case (.boolean, .boolean(let value)): builder.append(value)
        case (.double, .number(let number)) where !number.isInteger: builder.append(number.double)
        case (.int, .number(let number)):
            guard let integer = number.int32 else { throw MartletError("The number \(number.text) is no \(type).") }
            builder.append(integer)
        default:
            let text = String(decoding: JSONWriter.text(value, isSorted: false), as: UTF8.self)
            throw MartletError(
                "The JSON value \(text) is no \(type).", hint: "JSON_VALUE … RETURNING does not convert; use CAST around it.")
        }
    }

    /// `JSON_QUERY(json, path RETURNING type … WRAPPER … ON EMPTY … ON ERROR)` calls it with the JSON, the path, a NULL of the type,
    /// `WITHOUT`, `CONDITIONAL` or `UNCONDITIONAL`, and for each of the two clauses `NULL`, `ERROR`, `EMPTY ARRAY` or `EMPTY OBJECT`.
    static let jsonQuery = ScalarFunction(
        "JSON_QUERY",
        "The object or array that a path leads to in a JSON text, as JSON or with RETURNING as an ARRAY<STRING>; WITH WRAPPER puts it into an array.",
        examples: [.init("JSON_QUERY('{ \"a\": { \"b\": 1 } }', '$.a')", "{\"b\":1}")],
        overloads: [
            Overload(
                [.characterString, .literalText, .any, .literalText, .literalText, .literalText], optional: 4, nulls: .handled,
                result: { arguments in
                    let type = returned(arguments.map(\.type))
                    if type.kind.isCharacterString { return type }
                    guard case .array(let element) = type.kind, element.kind.isCharacterString else {
                        throw MartletError(
                            "Unsupported type '\(type)' for RETURNING in JSON_QUERY().", hint: "There are STRING and ARRAY<STRING>.",
                            phase: .plan)
                    }
                    return type
                }
            ) { arguments, result in
                let wrapper = arguments.count > 3 ? arguments[3].literalText : nil
                let onEmpty = arguments.count > 4 ? JSONBehavior(arguments[4]) : .null,
                    onError = arguments.count > 5 ? JSONBehavior(arguments[5]) : .null
                return try finding(
                    arguments,
                    { finding, isLax, _, _, builder in
                        func apply(_ behavior: JSONBehavior, _ error: any Error) throws {
                            switch behavior {
                            case .error: throw error
                            case .emptyArray: append(query: .array([]), builder)
                            case .emptyObject: append(query: .object([]), builder)
                            default: builder.appendNull()
                            }
                        }
                        var finding = finding
                        if case .found(let value) = finding {
                            var isArray = false
                            if case .array = value { isArray = true }
                            if wrapper == "UNCONDITIONAL" || (wrapper == "CONDITIONAL" && !isArray) { finding = .found(.array([value])) }
                        }
                        switch finding {
                        case .found(let value) where !value.isScalar: append(query: value, builder)
                        case .found where !isLax: try apply(onError, MartletError("Strict jsonpath mode requires array or object value."))
                        case .found, .nothing: try apply(onEmpty, MartletError("Empty result of JSON_QUERY function is not allowed"))
                        case .failed(let error): try apply(onError, error)
                        }
                    }, result: result)
            }
        ])

    private static func append(query value: JSONValue, _ builder: ColumnBuilder) {
        guard builder.type == .array else { return builder.append(JSONWriter.text(value, isSorted: true)) }
        if case .array(let elements) = value {
            for element in elements {
                switch element {
                case .null: builder.children[0].appendNull()
                case .string(let text): builder.children[0].append(text)
                default: builder.children[0].append(JSONWriter.text(element, isSorted: true))
                }
            }
        }
        builder.finishCollection()
    }
}
