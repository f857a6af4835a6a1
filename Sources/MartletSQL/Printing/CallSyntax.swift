/// How calls of functions with a syntax of their own are written: what stands between their arguments.
struct CallSyntax: Sendable {
    /// What kinds of arguments a call has: `v` a value, `u` a unit of time, `k` a keyword.
    var shape: String
    /// One less than there are arguments.
    var separators: [String]

    private init(_ shape: String, _ separators: String...) {
        self.shape = shape
        self.separators = separators
    }

    /// Arguments with commas between them.
    private static func list(_ shape: String) -> CallSyntax {
        var syntax = CallSyntax(shape)
        syntax.separators = Array(repeating: ", ", count: max(0, shape.count - 1))
        return syntax
    }

    /// The syntax of a call; nil if it is not one of these, or has other arguments.
    static func syntax(of call: FunctionCall) -> CallSyntax? {
        guard let name = call.name.simpleName?.uppercased(), let syntaxes = all[name] else { return nil }
        let shape = String(call.arguments.map(\.value.shape))
        return syntaxes.first { $0.shape == shape }
    }

    /// Whether a function is called in this way.
    static func isKnown(_ name: String) -> Bool { all[name] != nil }

    private static let all: [String: [CallSyntax]] = [
        "EXTRACT": [CallSyntax("uv", " FROM ")],
        "POSITION": [CallSyntax("vv", " IN "), CallSyntax("vvv", " IN ", " FROM ")],
        "OVERLAY": [CallSyntax("vvv", " PLACING ", " FROM "), CallSyntax("vvvv", " PLACING ", " FROM ", " FOR ")],
        "SUBSTRING": [.list("vv"), .list("vvv")],
        "TRIM": [CallSyntax("kvv", " ", " FROM ")],
        "CONVERT": [CallSyntax("vk", " USING ")],
        "TRANSLATE": [CallSyntax("vk", " USING "), .list("v"), .list("vv"), .list("vvv")],
        "FLOOR": [.list("v"), CallSyntax("vu", " TO ")],
        "CEIL": [.list("v"), CallSyntax("vu", " TO ")],
        "CEILING": [.list("v"), CallSyntax("vu", " TO ")],
        "TIMESTAMPADD": [.list("uvv")],
        "TIMESTAMPDIFF": [.list("uvv")],
        "DATE_DIFF": [.list("vvu")],
        "DATETIME_DIFF": [.list("vvu")],
        "TIMESTAMP_DIFF": [.list("vvu")],
        "TIME_DIFF": [.list("vvu")],
        "DATE_TRUNC": [.list("vu"), .list("vv")],
        "DATETIME_TRUNC": [.list("vu")],
        "TIMESTAMP_TRUNC": [.list("vu")],
        "TIME_TRUNC": [.list("vu")],
        "CONTAINS_SUBSTR": [.list("vv")],
        "FIRST": [.list("v"), .list("vv")],
        "LAST": [.list("v"), .list("vv")],
        "PREV": [.list("v"), .list("vv")],
        "NEXT": [.list("v"), .list("vv")],
        "CLASSIFIER": [.list("")],
        "MATCH_NUMBER": [.list("")],
    ]
}

extension CallArgument.Value {
    /// The letter of the argument in `CallSyntax.shape`.
    fileprivate var shape: Character {
        switch self {
        case .expression: "v"
        case .unit: "u"
        case .keyword: "k"
        default: "?"
        }
    }
}
