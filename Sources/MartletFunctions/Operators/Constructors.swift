import MartletColumns
import MartletCore

extension ScalarFunction {
    static let row = ScalarFunction(
        "ROW", "A row of the values.", examples: [.init("ROW(1, 'a', CAST(NULL AS INT))", "(1, a, NULL)")],
        overloads: [
            Overload(
                signature: ["<ANY>*"], nulls: .handled,
                typing: { arguments in
                    let types = arguments.map(\.type.withoutTimeAttribute)
                    return Overload.Typing(types, DataType.row(types.enumerated().map { Field("EXPR$\($0)", $1) }).notNull)
                },
                kernel: { arguments, _ in
                    { call in .row(RowColumn(fields: try arguments.indices.map { try call[$0] }, count: call.count)) }
                })
        ])

    static let array = ScalarFunction(
        "ARRAY", "An array of the values.", examples: [.init("ARRAY[1, 2]", "[1, 2]")],
        overloads: [
            Overload(
                signature: ["<ANY>*"], nulls: .handled,
                typing: { arguments in
                    if arguments.isEmpty { throw MartletError("Require at least 1 argument", phase: .validate) }
                    guard let element = Coercion.commonType(arguments.map(\.type)) else { return nil }
                    return Overload.Typing(arguments.map { _ in element }, DataType.array(element).notNull)
                },
                kernel: { arguments, _ in
                    { call in
                        let width = arguments.count
                        return .array(
                            ArrayColumn(
                                offsets: (0...call.count).map { Int32($0 * width) },
                                elements: interleaved(try arguments.indices.map { try call[$0] }, call.count)))
                    }
                })
        ])

    static let map = ScalarFunction(
        "MAP", "A map of keys, each followed by its value; of equal keys the last counts.", examples: [.init("MAP['a', 1]", "{a=1}")],
        overloads: [
            Overload(
                signature: ["<ANY>*"], nulls: .handled,
                typing: { arguments in
                    if arguments.isEmpty { throw MartletError("Map requires at least 2 arguments", phase: .validate) }
                    if arguments.count % 2 != 0 { throw MartletError("Map requires an even number of arguments", phase: .validate) }
                    let types = arguments.map(\.type)
                    let keys = stride(from: 0, to: types.count, by: 2).map { types[$0] },
                        values = stride(from: 1, to: types.count, by: 2).map { types[$0] }
                    guard let key = Coercion.commonType(keys), let value = Coercion.commonType(values) else { return nil }
                    return Overload.Typing(types.indices.map { $0 % 2 == 0 ? key : value }, DataType.map(key, value).notNull)
                },
                kernel: { arguments, _ in
                    { call in
                        let width = arguments.count / 2
                        let keys = interleaved(try (0..<width).map { try call[2 * $0] }, call.count)
                        let values = interleaved(try (0..<width).map { try call[2 * $0 + 1] }, call.count)
                        let all = MapColumn(offsets: (0...call.count).map { Int32($0 * width) }, keys: keys, values: values)
                        return .map(width == 1 ? all : all.withLastOfEqualKeys())
                    }
                })
        ])

    /// The rows of several columns in turn: the first of each, the second of each, and so on.
    private static func interleaved(_ columns: [Column], _ count: Int) -> Column {
        if columns.count == 1 { return columns[0] }
        let width = Int32(columns.count)
        let order = (0..<Int32(count) * width).map { $0 % width * Int32(count) + $0 / width }
        return Column.concatenation(columns).gather(order)
    }
}

extension MapColumn {
    /// The same maps with each key once, in the place of its first and with the value of its last entry.
    fileprivate func withLastOfEqualKeys() -> MapColumn {
        var offsets: [Int32] = [0]
        var keyOrder: [Int32] = [], valueOrder: [Int32] = []
        for row in 0..<count {
            let start = keyOrder.count
            for entry in range(row) {
                if let known = keyOrder[start...].firstIndex(where: { keys.isEqual(Int($0), to: keys, entry, nullsAreEqual: true) }) {
                    valueOrder[known] = Int32(entry)
                } else {
                    keyOrder.append(Int32(entry))
                    valueOrder.append(Int32(entry))
                }
            }
            offsets.append(Int32(keyOrder.count))
        }
        if keyOrder.count == keys.count { return self }
        return MapColumn(offsets: offsets, keys: keys.gather(keyOrder), values: values.gather(valueOrder), validity: validity)
    }
}
