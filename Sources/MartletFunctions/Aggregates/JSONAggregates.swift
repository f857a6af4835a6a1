import MartletColumns
import MartletCore

/// JSON_ARRAYAGG: the values, each in JSON, in the order in which they came.
struct JSONArrayAggregate: ValueAggregate {
    /// Whether NULLs are null, not left out.
    let countsNulls: Bool

    var initial: ValueList { ValueList() }
    func add(_ values: [Value], to state: inout ValueList) { state.add(values[0]) }
    func retract(_ values: [Value], from state: inout ValueList) { state.retract(values[0]) }
    func merge(_ other: ValueList, into state: inout ValueList) { state.merge(other) }
    func result(_ state: ValueList) -> Value {
        .string("[" + state.values.map { if case .string(let json) = $0 { json } else { "null" } }.joined(separator: ",") + "]")
    }
}

/// JSON_OBJECTAGG: the values by their keys; a key that comes twice is an error.
struct JSONObjectAggregate: ValueAggregate {
    /// Whether values that are NULL are null, not left out.
    let keepsNulls: Bool

    var countsNulls: Bool { true }
    var initial: [String: Value] { [:] }

    func add(_ values: [Value], to state: inout [String: Value]) throws {
        guard case .string(let key) = values[0] else {
            throw MartletError("Key must not be null.", hint: "JSON_OBJECTAGG needs a key for each value.")
        }
        if state[key] != nil {
            throw MartletError(
                "Key '\(key)' is already present. Duplicate keys are not allowed in JSON_OBJECTAGG.",
                hint: "Please ensure that keys are unique.")
        }
        if keepsNulls || !values[1].isNull { state[key] = values[1] }
    }

    func retract(_ values: [Value], from state: inout [String: Value]) { if case .string(let key) = values[0] { state[key] = nil } }
    func merge(_ other: [String: Value], into state: inout [String: Value]) throws {
        for (key, value) in other { try add([.string(key), value], to: &state) }
    }

    func result(_ state: [String: Value]) -> Value {
        var out = Utf8Writer(capacity: 1)
        out.append(UInt8(ascii: "{"))
        for (index, member) in state.sorted(by: { JSONWriter.isOrdered($0.key, $1.key) }).enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            JSONWriter.write(string: member.key.utf8, &out)
            out.append(UInt8(ascii: ":"))
            if case .string(let json) = member.value { out.append(json) } else { out.append("null") }
        }
        out.append(UInt8(ascii: "}"))
        return .string(out.withRow { String(decoding: $0, as: UTF8.self) })
    }
}

extension AggregateFunction {
    // The names are those that Flink's plans show; what is written in SQL is the default's alias.
    static let jsonArray = jsonArray("JSON_ARRAYAGG_ABSENT_ON_NULL", aliases: ["JSON_ARRAYAGG"], countsNulls: false)
    static let jsonArrayWithNulls = jsonArray("JSON_ARRAYAGG_NULL_ON_NULL", countsNulls: true)
    static let jsonObject = jsonObject("JSON_OBJECTAGG_NULL_ON_NULL", aliases: ["JSON_OBJECTAGG"], keepsNulls: true)
    static let jsonObjectWithoutNulls = jsonObject("JSON_OBJECTAGG_ABSENT_ON_NULL", keepsNulls: false)

    /// The longest text that Flink says these have; it is not held to.
    private static let result = DataType.varchar(2_000).notNull

    private static func jsonArray(_ name: String, aliases: [String] = [], countsNulls: Bool) -> AggregateFunction {
        AggregateFunction(
            name, aliases: aliases, "An array in JSON of the values, in the order in which they came.",
            signatures: ["JSON_ARRAYAGG(<ANY>) [NULL ON NULL | ABSENT ON NULL]"]
        ) { arguments in
            guard arguments.count == 1 else { return nil }
            let type = arguments[0].type, isJSON = arguments[0].isJSON
            try check(type)
            return ResolvedAggregate(argumentTypes: [type], resultType: result, isNullWithoutRows: false) { _ in
                Accumulators.general(
                    JSONArrayAggregate(countsNulls: countsNulls), arguments: [.string], result: result
                ).feeding { input in
                    var input = input
                    input.arguments = [isJSON ? input.arguments[0] : try json(input.arguments[0], type)]
                    return input
                }
            }
        }
    }

    private static func jsonObject(_ name: String, aliases: [String] = [], keepsNulls: Bool) -> AggregateFunction {
        AggregateFunction(
            name, aliases: aliases, "An object in JSON of keys and values, in the order of the keys.",
            signatures: ["JSON_OBJECTAGG([KEY] <CHARACTER_STRING> VALUE <ANY>) [NULL ON NULL | ABSENT ON NULL]"]
        ) { arguments in
            guard arguments.count == 2, arguments[0].type.kind.isCharacterString else { return nil }
            let types = arguments.map(\.type), isJSON = arguments[1].isJSON
            try check(types[1])
            return ResolvedAggregate(argumentTypes: types, resultType: result, isNullWithoutRows: false) { _ in
                Accumulators.general(
                    JSONObjectAggregate(keepsNulls: keepsNulls), arguments: [types[0], .string], result: result
                ).feeding { input in
                    var input = input
                    if !isJSON { input.arguments[1] = try json(input.arguments[1], types[1]) }
                    return input
                }
            }
        }
    }

    private static func check(_ type: DataType) throws {
        if !ColumnJSON.isWritable(type) {
            throw MartletError(
                "Type '\(type)' is not scalar or cannot be converted into JSON.", hint: "Cast it to STRING.", phase: .validate)
        }
    }

    /// Each value in JSON; a NULL stays NULL.
    private static func json(_ column: Column, _ type: DataType) throws -> Column {
        try Utf8Writer.column(column.count, column.validity) { row, out in try ColumnJSON.write(column, row, type, &out) }
    }
}
