import MartletColumns
import MartletCore

extension ScalarFunction {
    static let cardinality = ScalarFunction(
        "CARDINALITY", "How many elements an array, or entries a map or multiset, has.", examples: [.init("CARDINALITY(ARRAY[1, 2])", "2")],
        overloads: [
            Overload([.collection], result: { _ in DataType.int.notNull }) { _, _ in
                { call in
                    let (offsets, validity): ([Int32], Bitmap?) =
                        switch try call[0] {
                        case .array(let column): (column.offsets, column.validity)
                        case let column: (column.map.offsets, column.validity)
                        }
                    return Int32.total(call.count, validity) { offsets[$0 + 1] - offsets[$0] }
                }
            }
        ])

    static let onlyElement = ScalarFunction(
        "ELEMENT", "The only element of an array; NULL if it is empty, an error if it has more.",
        examples: [.init("ELEMENT(ARRAY[7])", "7")],
        overloads: [
            Overload([.array], result: { $0[0].type.element }) { _, _ in
                { call in
                    let arrays = try call[0].array
                    return arrays.elements.gather(
                        try (0..<Int32(call.count)).map { row in
                            let range = arrays.range(Int(row))
                            if arrays.isNull(Int(row)) || range.isEmpty { return -1 }
                            if range.count > 1 { throw MartletError("Array has more than one element.") }
                            return Int32(range.lowerBound)
                        }, mayMiss: true)
                }
            }
        ])

    static let arrayContains = ScalarFunction(
        "ARRAY_CONTAINS", "Whether an array has an element that equals the value; NULL equals NULL.",
        examples: [.init("ARRAY_CONTAINS(ARRAY[1, 2, 3], 2)", "TRUE")],
        overloads: [
            Overload(
                [.array, .element], nulls: .handled, unify: Overload.elementSecond,
                result: { DataType.boolean.nullable($0[0].type.isNullable) }
            ) { _, _ in
                { call in
                    let arrays = try call[0].array
                    let equal = Elements.equality(arrays.elements, try call[1])
                    return Bool.partial(call.count, arrays.validity) { row in arrays.range(row).contains { equal($0, row) } }
                }
            }
        ])

    static let arrayPosition = ScalarFunction(
        "ARRAY_POSITION", "Where an array has the value first, counted from 1; 0 if nowhere.",
        examples: [.init("ARRAY_POSITION(ARRAY[3, 2, 1, 2], 2)", "2")],
        overloads: [
            Overload([.array, .element], unify: Overload.elementSecond, result: { _ in DataType.int.notNull }) { _, _ in
                { call in
                    let arrays = try call[0].array, wanted = try call[1]
                    let equal = Elements.equality(arrays.elements, wanted)
                    return Int32.partial(call.count, Bitmap.intersection(arrays.validity, wanted.validity)) { row in
                        let range = arrays.range(row)
                        return range.first { equal($0, row) }.map { Int32($0 - range.lowerBound + 1) } ?? 0
                    }
                }
            }
        ])

    static let arrayMax = extreme(
        "ARRAY_MAX", isMaximum: true, "The greatest element that is not NULL; NULL if there is none.", example: "3")
    static let arrayMin = extreme("ARRAY_MIN", isMaximum: false, "The least element that is not NULL; NULL if there is none.", example: "1")

    private static func extreme(_ name: String, isMaximum: Bool, _ summary: String, example: String) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)(ARRAY[1, 3, 2])", example)],
            overloads: [
                Overload([.comparableArray], nulls: .handled, result: { $0[0].type.element.nullable }) { arguments, _ in
                    let element = arguments[0].type.element
                    return { call in
                        let arrays = try call[0].array
                        let order = Elements.order(arrays.elements, element)
                        return arrays.elements.gather(
                            (0..<Int32(call.count)).map { row in
                                if arrays.isNull(Int(row)) { return -1 }
                                var best = -1
                                for index in arrays.range(Int(row)) where !arrays.elements.isNull(index) {
                                    if best < 0 || (isMaximum ? order(index, best) > 0 : order(index, best) < 0) { best = index }
                                }
                                return Int32(best)
                            }, mayMiss: true)
                    }
                }
            ])
    }

    static let arrayJoin = ScalarFunction(
        "ARRAY_JOIN", "The texts of an array with a separator between them. NULLs are left out, or replaced by the third text.",
        examples: [.init("ARRAY_JOIN(ARRAY['a', 'b'], ',')", "a,b")],
        overloads: [
            Overload([.textArray, .characterString], result: { _ in DataType.string.notNull }) { _, _ in joining { _ in nil } },
            Overload([.textArray, .characterString, .characterString], result: { _ in DataType.string.notNull }) { _, _ in
                joining { try $0[2].bytes }
            },
        ])

    private static func joining(_ replacement: @escaping @Sendable (KernelArguments) throws -> BytesColumn?) -> ScalarKernel {
        { call in
            let arrays = try call[0].array, separators = try call[1].bytes, replacements = try replacement(call)
            let texts = arrays.elements.bytes
            let validity = Bitmap.intersection(Bitmap.intersection(arrays.validity, separators.validity), replacements?.validity)
            return try Utf8Writer.column(call.count, validity) { row, out in
                var isFirst = true
                for element in arrays.range(row) {
                    guard let text = texts.isNull(element) ? replacements?[row] : texts[element] else { continue }
                    if !isFirst { out.append(separators[row]) }
                    isFirst = false
                    out.append(text)
                }
            }
        }
    }
}

extension Overload.Parameter {
    private static func arrays(_ description: String, where isMember: @escaping @Sendable (DataType.Kind) -> Bool) -> Self {
        family(description, .array(.null)) { if case .array(let element) = $0 { isMember(element.kind) } else { false } }
    }

    static let comparableArray = arrays("<ARRAY<COMPARABLE>>") { kind in
        switch kind {
        case .array, .map, .multiset, .row, .structured, .variant, .bitmap, .boolean: false
        default: true
        }
    }

    fileprivate static let textArray = Self("<ARRAY<STRING>>") { argument in
        guard case .array(let element) = argument.type.kind, element.kind.isCharacterString || element.kind == .null else { return nil }
        return DataType.array(.string).nullable(argument.type.isNullable)
    }

    fileprivate static let collection = family("<ARRAY | MAP | MULTISET>", .array(.null)) { kind in
        switch kind {
        case .array, .map, .multiset: true
        default: false
        }
    }
}

extension DataType {
    /// What an array, or a multiset, consists of.
    var element: DataType {
        switch kind {
        case .array(let element), .multiset(let element): element
        default: .null
        }
    }
}
