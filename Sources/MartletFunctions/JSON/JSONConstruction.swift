import MartletColumns
import MartletCore

extension ScalarFunction {
    /// `JSON_OBJECT(KEY k VALUE v, … NULL ON NULL)` calls it with `NULL` or `ABSENT`, then keys and values in turn.
    static let jsonObject = ScalarFunction(
        "JSON_OBJECT",
        "An object in JSON of keys and values, in the order of the keys; a NULL is null, or is left out with ABSENT ON NULL.",
        examples: [.init("JSON_OBJECT('p' VALUE 'q', 'n' VALUE 2)", "{\"n\":2,\"p\":\"q\"}")],
        overloads: [
            Overload(
                [.literalText, .any], optional: 1, isVariadic: true, nulls: .handled,
                result: { arguments in
                    for index in stride(from: 1, to: arguments.count, by: 2) {
                        guard arguments[index].type.kind.isCharacterString, arguments[index].literalText != nil, index + 1 < arguments.count
                        else {
                            throw MartletError("A key of JSON_OBJECT is no literal text.", phase: .validate)
                        }
                        try JSONOperand.check(arguments[index + 1])
                    }
                    return DataType.string.notNull
                }
            ) { arguments, _ in
                let isAbsent = arguments[0].literalText == "ABSENT"
                // Of equal keys the last counts.
                var places: [String: Int] = [:]
                for index in stride(from: 1, to: arguments.count, by: 2) { places[arguments[index].literalText ?? ""] = index + 1 }
                let members = places.sorted { JSONWriter.isOrdered($0.key, $1.key) }.map {
                    (name: $0.key, operand: JSONOperand(arguments, $0.value))
                }
                return { call in
                    let columns = try members.map { try call[$0.operand.index] }
                    return try Utf8Writer.column(call.count, nil) { row, out in
                        out.append(UInt8(ascii: "{"))
                        var isFirst = true
                        for (member, column) in zip(members, columns) where !isAbsent || !column.isNull(row) {
                            if !isFirst { out.append(UInt8(ascii: ",")) }
                            isFirst = false
                            JSONWriter.write(string: member.name.utf8, &out)
                            out.append(UInt8(ascii: ":"))
                            try member.operand.write(column, row, &out)
                        }
                        out.append(UInt8(ascii: "}"))
                    }
                }
            }
        ])

    /// `JSON_ARRAY(v, … NULL ON NULL)` calls it with `NULL` or `ABSENT`, then the values.
    static let jsonArray = ScalarFunction(
        "JSON_ARRAY", "An array in JSON of values; a NULL is left out, or is null with NULL ON NULL.",
        examples: [.init("JSON_ARRAY(1, '2')", "[1,\"2\"]")],
        overloads: [
            Overload(
                [.literalText, .any], optional: 1, isVariadic: true, nulls: .handled,
                result: { arguments in
                    for argument in arguments.dropFirst() { try JSONOperand.check(argument) }
                    return DataType.string.notNull
                }
            ) { arguments, _ in
                let isAbsent = arguments[0].literalText == "ABSENT"
                let operands = arguments.indices.dropFirst().map { JSONOperand(arguments, $0) }
                return { call in
                    let columns = try operands.map { try call[$0.index] }
                    return try Utf8Writer.column(call.count, nil) { row, out in
                        out.append(UInt8(ascii: "["))
                        var isFirst = true
                        for (operand, column) in zip(operands, columns) where !isAbsent || !column.isNull(row) {
                            if !isFirst { out.append(UInt8(ascii: ",")) }
                            isFirst = false
                            try operand.write(column, row, &out)
                        }
                        out.append(UInt8(ascii: "]"))
                    }
                }
            }
        ])

    static let jsonString = ScalarFunction(
        "JSON_STRING", "Any value in JSON: arrays, maps and rows too.",
        examples: [.init("JSON_STRING(MAP['a', ARRAY[1, 2]])", "{\"a\":[1,2]}")],
        overloads: [
            Overload(
                [.any],
                result: { arguments in
                    guard ColumnJSON.isWritable(arguments[0].type) else {
                        throw MartletError(
                            "JSON_STRING does not take a \(arguments[0].type).", hint: "Cast it to STRING.", phase: .validate)
                    }
                    return DataType.string.notNull
                }
            ) { arguments, _ in
                let type = arguments[0].type
                return { call in
                    let column = try call[0]
                    return try Utf8Writer.column(call.count, column.validity) { row, out in try ColumnJSON.write(column, row, type, &out) }
                }
            }
        ])

    static let rawJSON = ScalarFunction(
        "JSON", "The text as JSON, not as a string, where a value of JSON_OBJECT or JSON_ARRAY is wanted.",
        examples: [.init("JSON_ARRAY(JSON('[1]'))", "[[1]]")],
        overloads: [
            Overload([.characterString], result: { _ in DataType.string.notNull }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in JSONWriter.write(try JSONParser.parse(text), isSorted: true, &out) }
            }
        ])
}

/// A value to be put into JSON. What a function made JSON of already is put in as it is.
private struct JSONOperand {
    let index: Int
    private let type: DataType
    private let isJSON: Bool

    init(_ arguments: [Argument], _ index: Int) {
        self.index = index
        type = arguments[index].type
        isJSON = arguments[index].isJSON
    }

    static func check(_ argument: Argument) throws {
        guard ColumnJSON.isWritable(argument.type) else {
            throw MartletError(
                "Type '\(argument.type)' is not scalar or cannot be converted into JSON.", hint: "Cast it to STRING.", phase: .plan)
        }
    }

    func write(_ column: Column, _ row: Int, _ out: inout Utf8Writer) throws {
        if isJSON, case .bytes(let texts) = column, !texts.isNull(row) {
            out.append(texts[row])
        } else {
            try ColumnJSON.write(column, row, type, &out)
        }
    }
}

extension Argument {
    /// Whether the value is a text in JSON, to be taken as such.
    var isJSON: Bool { ["JSON_OBJECT", "JSON_ARRAY", "JSON"].contains(callee) }
}
