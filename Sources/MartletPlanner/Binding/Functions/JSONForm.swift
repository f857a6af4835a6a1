import MartletCore
import MartletFunctions
import MartletSQL

/// The SQL/JSON functions, whose clauses become arguments.
///
///     JSON_EXISTS(j, p TRUE ON ERROR)                      JSON_EXISTS   j, p, 'TRUE'
///     JSON_VALUE(j, p RETURNING INT DEFAULT 1 ON EMPTY)    JSON_VALUE    j, p, CAST(NULL AS INT), 'DEFAULT', 1, 'NULL', NULL
///     JSON_QUERY(j, p WITH WRAPPER)                        JSON_QUERY    j, p, CAST(NULL AS STRING), 'UNCONDITIONAL', 'NULL', 'NULL'
///     JSON_OBJECT(KEY k VALUE v ABSENT ON NULL)            JSON_OBJECT   'ABSENT', k, v
enum JSONForm {
    static let forms: [SpecialForm] = [
        SpecialForm(name: "JSON_EXISTS") { binder, call, range in
            try binder.call("JSON_EXISTS", binder.bindArguments(call) + [.text(call.json?.onError?.word ?? "FALSE")], at: range)
        },
        SpecialForm(name: "JSON_VALUE") { binder, call, range in
            let clauses = call.json
            let arguments = try binder.bindArguments(call) + [binder.returned(clauses)]
            let behaviors = try binder.behavior(clauses?.onEmpty) + binder.behavior(clauses?.onError)
            return try binder.call("JSON_VALUE", arguments + behaviors, at: range)
        },
        SpecialForm(name: "JSON_QUERY") { binder, call, range in
            let clauses = call.json
            let words = [clauses?.wrapper.word ?? "WITHOUT", clauses?.onEmpty?.word ?? "NULL", clauses?.onError?.word ?? "NULL"]
            return try binder.call(
                "JSON_QUERY", binder.bindArguments(call) + [binder.returned(clauses)] + words.map { .text($0) }, at: range)
        },
        construction("JSON_OBJECT", absentByDefault: false),
        construction("JSON_ARRAY", absentByDefault: true),
        SpecialForm(name: "JSON") { _, _, range in
            throw MartletError(
                "The JSON() function is currently only supported inside JSON_ARRAY() or as the VALUE param of JSON_OBJECT().",
                hint: "For example: JSON_ARRAY(JSON('{\"key\": \"value\"}')).", phase: .validate, at: range)
        },
    ]

    private static func construction(_ name: String, absentByDefault: Bool) -> SpecialForm {
        SpecialForm(name: name) { binder, call, range in
            let isAbsent = call.json?.onNull.map { $0 == .absentOnNull } ?? absentByDefault
            let values = try call.arguments.map { try binder.bindJSONOperand($0) }
            return try binder.call(name, [.text(isAbsent ? "ABSENT" : "NULL")] + values, at: range)
        }
    }
}

extension ExpressionBinder {
    /// A value of JSON_OBJECT or JSON_ARRAY, where JSON(..) may stand.
    fileprivate func bindJSONOperand(_ argument: CallArgument) throws -> BoundExpression {
        if case .expression(let expression) = argument.value, case .call(let inner) = expression.kind,
            inner.name.simpleName?.uppercased() == "JSON"
        {
            return try call("JSON", bindArguments(inner), at: expression.range)
        }
        return try bindArgument(argument)
    }

    /// A NULL of the type of RETURNING.
    fileprivate func returned(_ clauses: JSONClauses?) throws -> BoundExpression {
        .null(try clauses?.returning?.resolved() ?? .string)
    }

    /// The word of a clause of JSON_VALUE, and its default.
    fileprivate func behavior(_ behavior: JSONClauses.Behavior?) throws -> [BoundExpression] {
        guard case .default(let expression)? = behavior else { return [.text(behavior?.word ?? "NULL"), .null(.string)] }
        // As Flink spells a constant of its own.
        if case .literal(.boolean(let value)) = expression.kind { return [.text("DEFAULT"), .text(value ? "true" : "false")] }
        return [.text("DEFAULT"), try bind(expression)]
    }
}

extension JSONClauses.Behavior {
    fileprivate var word: String {
        switch self {
        case .null: "NULL"
        case .error: "ERROR"
        case .emptyArray: "EMPTY ARRAY"
        case .emptyObject: "EMPTY OBJECT"
        case .true: "TRUE"
        case .false: "FALSE"
        case .unknown: "UNKNOWN"
        case .default: "DEFAULT"
        }
    }
}

extension JSONClauses.Wrapper? {
    fileprivate var word: String {
        switch self {
        case nil, .without: "WITHOUT"
        case .withConditional: "CONDITIONAL"
        case .withUnconditional: "UNCONDITIONAL"
        }
    }
}
