import MartletColumns
import MartletCore

extension ScalarFunction {
    static let arrayAppend = adding("ARRAY_APPEND", "The array with one more element at its end.", example: "[1, 2, 3]", isFirst: false)
    static let arrayPrepend = adding("ARRAY_PREPEND", "The array with one more element at its start.", example: "[3, 1, 2]", isFirst: true)

    private static func adding(_ name: String, _ summary: String, example: String, isFirst: Bool) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)(ARRAY[1, 2], 3)", example)],
            overloads: [
                Overload(
                    [.array, .element], unify: Overload.elementSecond,
                    result: { arguments in
                        let element = arguments[0].type.element
                        return DataType.array(element.nullable(element.isNullable || arguments[1].type.isNullable)).notNull
                    }
                ) { _, _ in
                    { call in
                        let arrays = try call[0].array, added = try call[1]
                        let both = Column.concatenation([arrays.elements, added])
                        return ArraySelection.column(call.count, arrays.validity, of: both) { row, selection in
                            if isFirst { selection.append(arrays.elements.count + row) }
                            selection.append(arrays.range(row))
                            if !isFirst { selection.append(arrays.elements.count + row) }
                        }
                    }
                }
            ])
    }

    static let arrayRemove = ScalarFunction(
        "ARRAY_REMOVE", "The array without the elements that equal the value; NULL equals NULL.",
        examples: [.init("ARRAY_REMOVE(ARRAY[1, 2, 1], 1)", "[2]")],
        overloads: [
            Overload([.array, .element], nulls: .handled, unify: Overload.elementSecond, result: { $0[0].type }) { _, _ in
                { call in
                    let arrays = try call[0].array
                    let equal = Elements.equality(arrays.elements, try call[1])
                    return ArraySelection.column(call.count, arrays.validity, of: arrays.elements) { row, selection in
                        for element in arrays.range(row) where !equal(element, row) { selection.append(element) }
                    }
                }
            }
        ])

    static let arrayReverse = ScalarFunction(
        "ARRAY_REVERSE", "The elements in the opposite order.", examples: [.init("ARRAY_REVERSE(ARRAY[1, 2, 3])", "[3, 2, 1]")],
        overloads: [
            Overload([.array], result: { $0[0].type }) { _, _ in
                { call in
                    let arrays = try call[0].array
                    return ArraySelection.column(call.count, arrays.validity, of: arrays.elements) { row, selection in
                        for element in arrays.range(row).reversed() { selection.append(element) }
                    }
                }
            }
        ])

    static let arraySlice = ScalarFunction(
        "ARRAY_SLICE", "The elements from one place to another (by default the last), counted from 1; negative places count from the end.",
        examples: [.init("ARRAY_SLICE(ARRAY[1, 2, 3, 4, 5], 2, 4)", "[2, 3, 4]"), .init("ARRAY_SLICE(ARRAY[1, 2, 3], -2)", "[2, 3]")],
        overloads: [
            Overload([.array, .int], result: { $0[0].type }) { _, _ in slicing { _ in nil } },
            Overload([.array, .int, .int], result: { $0[0].type }) { _, _ in slicing { try $0[2].int32 } },
        ])

    private static func slicing(_ end: @escaping @Sendable (KernelArguments) throws -> FixedColumn<Int32>?) -> ScalarKernel {
        { call in
            let arrays = try call[0].array, starts = try call[1].int32, ends = try end(call)
            let validity = Bitmap.intersection(Bitmap.intersection(arrays.validity, starts.validity), ends?.validity)
            return ArraySelection.column(call.count, validity, of: arrays.elements) { row, selection in
                let range = arrays.range(row)
                func place(_ number: Int32) -> Int { Int(number) + (number < 0 ? range.count + 1 : 0) }
                // As in Flink, the end 0 means 1.
                let end = ends.map { place($0.values[row]) } ?? range.count
                let first = max(1, place(starts.values[row])), last = end == 0 ? min(1, range.count) : min(range.count, end)
                if first <= last { selection.append(range.lowerBound + first - 1..<range.lowerBound + last) }
            }
        }
    }

    static let arraySort = ScalarFunction(
        "ARRAY_SORT",
        "The elements in ascending (or with FALSE descending) order; NULLs come first when ascending, unless the third argument says otherwise.",
        examples: [.init("ARRAY_SORT(ARRAY[3, 1, 2])", "[1, 2, 3]"), .init("ARRAY_SORT(ARRAY[3, 1, 2], FALSE)", "[3, 2, 1]")],
        overloads: (0...2).map { flags in
            Overload([.comparableArray] + [.boolean, .boolean].prefix(flags), result: { $0[0].type }) { arguments, _ in
                let type = arguments[0].type.element
                return { call in
                    let arrays = try call[0].array
                    let orders = flags > 0 ? try call[1].boolean : nil, nullOrders = flags > 1 ? try call[2].boolean : nil
                    let validity = Bitmap.intersection(Bitmap.intersection(arrays.validity, orders?.validity), nullOrders?.validity)
                    let order = Elements.order(arrays.elements, type)
                    return ArraySelection.column(call.count, validity, of: arrays.elements) { row, selection in
                        let isAscending = orders?.values[row] ?? true
                        let nulls = arrays.range(row).filter { arrays.elements.isNull($0) }
                        let sorted = arrays.range(row).filter { !arrays.elements.isNull($0) }
                            .sorted { isAscending ? order($0, $1) < 0 : order($0, $1) > 0 }
                        for element in nullOrders?.values[row] ?? isAscending ? nulls + sorted : sorted + nulls {
                            selection.append(element)
                        }
                    }
                }
            }
        })

    static let arrayConcat = ScalarFunction(
        "ARRAY_CONCAT", "The elements of all arrays, one array behind the other; NULL if any is.",
        examples: [.init("ARRAY_CONCAT(ARRAY[1], ARRAY[2, 3])", "[1, 2, 3]")],
        overloads: [
            Overload([.array], isVariadic: true, unify: Overload.common(), result: { $0[0].type.notNull }) { arguments, _ in
                { call in
                    let columns = try arguments.indices.map { try call[$0] }
                    let arrays = columns.map(\.array)
                    let starts = arrays.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.elements.count) }
                    let all = Column.concatenation(arrays.map(\.elements))
                    return ArraySelection.column(call.count, Bitmap.intersection(of: columns), of: all) { row, selection in
                        for (array, start) in zip(arrays, starts) {
                            let range = array.range(row)
                            selection.append(range.lowerBound + start..<range.upperBound + start)
                        }
                    }
                }
            }
        ])
}
