import MartletColumns
import MartletCore

extension ScalarFunction {
    static let arrayDistinct = ScalarFunction(
        "ARRAY_DISTINCT", "Every element once, in the order of its first place; NULL equals NULL.",
        examples: [.init("ARRAY_DISTINCT(ARRAY[1, 2, 1, 3, 2])", "[1, 2, 3]")],
        overloads: [
            Overload([.array], result: { $0[0].type }) { _, _ in
                { call in
                    let arrays = try call[0].array
                    return ArraySelection.column(call.count, arrays.validity, of: arrays.elements) { row, selection in
                        var seen: Set<[UInt8]> = []
                        for element in arrays.range(row) where seen.insert(Elements.key(arrays.elements, element)).inserted {
                            selection.append(element)
                        }
                    }
                }
            }
        ])

    static let arrayUnion = ofTwo("ARRAY_UNION", "Every element of either array once.", example: "[1, 2, 3]") { first, second, selection in
        var seen: Set<[UInt8]> = []
        for (element, key) in first + second where seen.insert(key).inserted { selection.append(element) }
    }

    static let arrayExcept = ofTwo("ARRAY_EXCEPT", "Every element of the first array that is not in the second, once.", example: "[1]") {
        first, second, selection in
        var seen = Set(second.map(\.key))
        for (element, key) in first where seen.insert(key).inserted { selection.append(element) }
    }

    static let arrayIntersect = ofTwo("ARRAY_INTERSECT", "Every element that is in both arrays, once.", example: "[2]") {
        first, second, selection in
        var wanted = Set(second.map(\.key))
        for (element, key) in first where wanted.remove(key) != nil { selection.append(element) }
    }

    private typealias KeyedElement = (element: Int, key: [UInt8])

    private static func ofTwo(
        _ name: String, _ summary: String, example: String,
        _ combine: @escaping @Sendable ([KeyedElement], [KeyedElement], inout ArraySelection) -> Void
    ) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)(ARRAY[1, 2], ARRAY[2, 3])", example)],
            overloads: [
                Overload([.array, .array], unify: Overload.common(), result: { $0[0].type.notNull }) { _, _ in
                    { call in
                        let first = try call[0].array, second = try call[1].array
                        let both = Column.concatenation([first.elements, second.elements])
                        return ArraySelection.column(call.count, Bitmap.intersection(first.validity, second.validity), of: both) {
                            row, selection in
                            combine(
                                first.range(row).map { ($0, Elements.key(first.elements, $0)) },
                                second.range(row).map { (first.elements.count + $0, Elements.key(second.elements, $0)) }, &selection)
                        }
                    }
                }
            ])
    }
}
