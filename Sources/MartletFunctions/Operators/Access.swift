import MartletColumns
import MartletCore

extension ScalarFunction {
    static let item = ScalarFunction(
        "ITEM", "An element of an array by its place, from 1, or the value of a key in a map; NULL if there is none.",
        examples: [.init("ARRAY[7, 8][2]", "8"), .init("MAP['a', 1]['a']", "1")],
        overloads: [arrayItem, mapItem, variantItem, variantMember])

    private static let arrayItem = Overload(
        signature: ["<ARRAY>", "<INTEGER>"], nulls: .handled,
        typing: { arguments in
            guard arguments.count == 2, case .array(let element) = arguments[0].type.kind, arguments[1].type.kind.isInteger else {
                return nil
            }
            if arguments[1].type.kind == .bigint { throw MartletError("The index of an array is an INT, not a BIGINT.", phase: .plan) }
            if let index = arguments[1].literalInteger, index < 1 {
                throw MartletError("Array element access needs an index starting at 1 but was \(index).", phase: .validate)
            }
            return Overload.Typing([arguments[0].type, .int], element.nullable)
        },
        kernel: { _, _ in
            { call in
                let array = try call[0].array
                let index = try Operand(call, 1)
                return Int32.withView(index.column) { view in
                    let index = (reader: OperandReader<Int32>(view, isConstant: index.isConstant), validity: index.validity(call.count))
                    let places = (0..<call.count).map { row -> Int32 in
                        let range = array.range(row)
                        guard !array.isNull(row), index.validity?[row] ?? true, (1...Int32(range.count) + 1).contains(index.reader[row])
                        else { return -1 }
                        let place = range.lowerBound + Int(index.reader[row]) - 1
                        return place < range.upperBound ? Int32(place) : -1
                    }
                    return array.elements.gather(places, mayMiss: true)
                }
            }
        })

    private static let mapItem = Overload(
        signature: ["<MAP>", "<ANY>"], nulls: .handled,
        typing: { arguments in
            guard arguments.count == 2, case .map(let key, let value) = arguments[0].type.kind, takes(arguments[1].type, for: key) else {
                return nil
            }
            // Strings are compared as they are: a longer key is not cut to the length of the map's keys.
            let argument = key.kind.isCharacterString ? DataType.string : key
            return Overload.Typing([arguments[0].type, argument], value.nullable)
        },
        kernel: { _, _ in
            { call in
                let map = try call[0].map
                let key = try Operand(call, 1)
                let places = (0..<call.count).map { row -> Int32 in
                    map.isNull(row) ? -1 : map.entry(row, of: key.column, key.isConstant ? 0 : row).map { Int32($0) } ?? -1
                }
                return map.values.gather(places, mayMiss: true)
            }
        })

    private static let variantItem = Overload([.variant, .int], result: { _ in DataType(.variant) }) { _, _ in
        Strict.writing { (variant: Utf8, index: Int32, out: inout Utf8Writer) in
            guard case .array(let elements) = try JSONParser.parse(variant) else {
                throw MartletError("Integer index access on variant requires an array variant, but a non-array variant was provided.")
            }
            guard index >= 1, Int(index) <= elements.count else { return out.setNull() }
            JSONWriter.write(elements[Int(index) - 1], isSorted: false, &out)
        }
    }

    private static let variantMember = Overload([.variant, .characterString], result: { _ in DataType(.variant) }) { _, _ in
        Strict.writing { (variant: Utf8, name: Utf8, out: inout Utf8Writer) in
            let value = try JSONParser.parse(variant)
            guard case .object = value else {
                throw MartletError("String key access on variant requires an object variant, but a non-object variant was provided.")
            }
            if let member = value[name.string] { JSONWriter.write(member, isSorted: false, &out) } else { out.setNull() }
        }
    }

    /// Whether a value of `argument` may be looked up among keys of type `key`.
    private static func takes(_ argument: DataType, for key: DataType) -> Bool {
        argument.kind == .null || argument.kind.isCharacterString && key.kind.isCharacterString || Cast.isImplicit(from: argument, to: key)
    }
}

/// Access to a field of a row: `r.f`.
package enum FieldAccess {
    /// The kernel that gives field `index` of its one argument, a row; NULL where the row is.
    package static func kernel(_ index: Int) -> ScalarKernel {
        { call in
            let row = try call[0].row
            let field = row.fields[index]
            return row.validity == nil ? field : field.withValidity(Bitmap.intersection(field.validity, row.validity))
        }
    }
}
