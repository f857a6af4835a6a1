import MartletColumns
import MartletCore

extension ScalarFunction {
    static let mapKeys = part("MAP_KEYS", "An array of a map's keys.", example: "[a, b]") { key, _ in
        key
    } column: {
        $0.keys
    }
    static let mapValues = part("MAP_VALUES", "An array of a map's values.", example: "[1, 2]") { _, value in
        value
    } column: {
        $0.values
    }
    static let mapEntries = part("MAP_ENTRIES", "An array of a map's entries, as rows of `key` and `value`.", example: "[(a, 1), (b, 2)]") {
        key, value in
        .row([Field("key", key), Field("value", value)])
    } column: {
        .row(RowColumn(fields: [$0.keys, $0.values], count: $0.keys.count))
    }

    private static func part(
        _ name: String, _ summary: String, example: String, _ element: @escaping @Sendable (DataType, DataType) -> DataType,
        column: @escaping @Sendable (MapColumn) -> Column
    ) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)(MAP['a', 1, 'b', 2])", example)],
            overloads: [
                Overload(
                    [.map],
                    result: { arguments in
                        guard case .map(let key, let value) = arguments[0].type.kind else { return .array(.null) }
                        return DataType.array(element(key, value)).notNull
                    }
                ) { _, _ in
                    { call in
                        let maps = try call[0].map
                        return .array(ArrayColumn(offsets: maps.offsets, elements: column(maps), validity: maps.validity))
                    }
                }
            ])
    }

    static let mapFromArrays = ScalarFunction(
        "MAP_FROM_ARRAYS", "A map of an array of keys and one of values.",
        examples: [.init("MAP_FROM_ARRAYS(ARRAY['a', 'b'], ARRAY[1, 2])", "{a=1, b=2}")],
        overloads: [
            Overload([.array, .array], result: { DataType.map($0[0].type.element, $0[1].type.element).notNull }) { _, _ in
                { call in
                    let keys = try call[0].array, values = try call[1].array
                    let validity = Bitmap.intersection(keys.validity, values.validity)
                    var offsets: [Int32] = [0], keyIndices: [Int32] = [], valueIndices: [Int32] = []
                    for row in 0..<call.count {
                        if validity?[row] ?? true {
                            let keyRange = keys.range(row), valueRange = values.range(row)
                            if keyRange.count != valueRange.count {
                                throw MartletError(
                                    "Invalid function MAP_FROM_ARRAYS call: The length of the keys array \(keyRange.count) is not equal to the length of the values array \(valueRange.count)"
                                )
                            }
                            keyIndices += keyRange.map { Int32($0) }
                            valueIndices += valueRange.map { Int32($0) }
                        }
                        offsets.append(Int32(keyIndices.count))
                    }
                    return .map(
                        MapColumn(
                            offsets: offsets, keys: keys.elements.gather(keyIndices), values: values.elements.gather(valueIndices),
                            validity: validity))
                }
            }
        ])

    static let mapUnion = ScalarFunction(
        "MAP_UNION", "The entries of all maps; of equal keys the last map's counts. NULL if any map is.",
        examples: [.init("MAP_UNION(MAP['a', 1], MAP['a', 2])", "{a=2}")],
        overloads: [
            Overload([.map], isVariadic: true, unify: Overload.common(), result: { $0[0].type.notNull }) { arguments, _ in
                { call in
                    let columns = try arguments.indices.map { try call[$0] }
                    let maps = columns.map(\.map)
                    let starts = maps.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.keys.count) }
                    let validity = Bitmap.intersection(of: columns)
                    var offsets: [Int32] = [0], entries: [Int32] = []
                    for row in 0..<call.count {
                        if validity?[row] ?? true {
                            // From the last map to the first: of equal keys the one that is met first counts.
                            var seen: Set<[UInt8]> = []
                            for (map, start) in zip(maps, starts).reversed() {
                                for entry in map.range(row) where seen.insert(Elements.key(map.keys, entry)).inserted {
                                    entries.append(Int32(start + entry))
                                }
                            }
                        }
                        offsets.append(Int32(entries.count))
                    }
                    return .map(
                        MapColumn(
                            offsets: offsets, keys: Column.concatenation(maps.map(\.keys)).gather(entries),
                            values: Column.concatenation(maps.map(\.values)).gather(entries), validity: validity))
                }
            }
        ])
}
