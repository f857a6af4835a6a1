import MartletColumns
import MartletCore

extension ScalarFunction {
    static let objectOf = ScalarFunction(
        "OBJECT_OF", "A structured value: the name of its class, then names and values of its attributes in turn.",
        examples: [.init("OBJECT_OF('com.example.User', 'name', 'Bob', 'age', 42)", "(name=Bob, age=42)")],
        overloads: [
            Overload(
                [.literalText, .any], optional: 1, isVariadic: true, nulls: .handled,
                result: { arguments in
                    guard let name = arguments[0].literalText, arguments.count % 2 == 1 else { throw invalidArguments("OBJECT_OF") }
                    let fields = try stride(from: 1, to: arguments.count, by: 2).map { index in
                        guard let field = arguments[index].literalText else { throw invalidArguments("OBJECT_OF") }
                        return Field(field, arguments[index + 1].type)
                    }
                    guard Set(fields.map(\.name)).count == fields.count else { throw invalidArguments("OBJECT_OF") }
                    return DataType(.structured(name: name, fields))
                }
            ) { arguments, _ in
                { call in
                    let fields = try stride(from: 2, to: arguments.count, by: 2).map { try call[$0] }
                    return .row(RowColumn(fields: fields, count: call.count))
                }
            }
        ])

    static let objectUpdate = ScalarFunction(
        "OBJECT_UPDATE", "A copy of a structured value with other values of some attributes: their names and values in turn.",
        examples: [.init("OBJECT_UPDATE(OBJECT_OF('com.example.User', 'name', 'Bob'), 'name', 'Al')", "(name=Al)")],
        overloads: [
            Overload(
                [.family("<STRUCTURED_TYPE>", .null) { if case .structured = $0 { true } else { false } }, .any], isVariadic: true,
                nulls: .handled,
                result: { arguments in
                    guard case .structured(let name, var fields) = arguments[0].type.kind, arguments.count % 2 == 1 else {
                        throw invalidArguments("OBJECT_UPDATE")
                    }
                    for index in stride(from: 1, to: arguments.count, by: 2) {
                        fields[try place(of: arguments[index], in: fields)].type = arguments[index + 1].type
                    }
                    return DataType(.structured(name: name, fields), nullable: arguments[0].type.isNullable)
                }
            ) { arguments, _ in
                let fields = arguments[0].type.kind.fields ?? []
                let places = try stride(from: 1, to: arguments.count, by: 2).map { try place(of: arguments[$0], in: fields) }
                return { call in
                    var object = try call[0].row
                    for (number, place) in places.enumerated() { object.fields[place] = try call[2 * number + 2] }
                    return .row(object)
                }
            }
        ])

    private static func place(of name: Argument, in fields: [Field]) throws -> Int {
        guard let text = name.literalText, let place = fields.firstIndex(where: { $0.name == text }) else {
            throw invalidArguments("OBJECT_UPDATE")
        }
        return place
    }

    private static func invalidArguments(_ name: String) -> MartletError {
        MartletError(
            "Invalid input arguments.", hint: "\(name) takes names, as distinct literal texts, and values in turn.", phase: .validate)
    }
}
