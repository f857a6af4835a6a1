import MartletColumns
import MartletCore

extension ScalarFunction {
    static let concatenate = ScalarFunction(
        "||", "The first followed by the second.", examples: [.init("'ab' || 'c'", "abc"), .init("ARRAY[1] || ARRAY[2]", "[1, 2]")],
        overloads: [strings, arrays])

    private static let strings = Overload(
        signature: ["<STRING>", "<STRING>"],
        typing: { arguments in
            guard arguments.count == 2, let known = arguments.first(where: { $0.type.kind != .null })?.type else { return nil }
            let types = arguments.map { $0.type.kind == .null ? known : $0.type }
            let kinds = types.map(\.kind)
            let length = min(kinds[0].length + kinds[1].length, DataType.maxLength)
            let varies = kinds.contains(where: \.isVarying)
            if kinds.allSatisfy(\.isCharacterString) { return Overload.Typing(types, DataType(varies ? .varchar(length) : .char(length), nullable: false)) }
            if kinds.allSatisfy(\.isBinaryString) { throw MartletError("|| puts texts together, not binaries.", hint: "Use CONCAT.", phase: .plan) }
            return nil
        },
        kernel: { _, _ in
            Strict.writing { (a: Utf8, b: Utf8, out: inout Utf8Writer) in
                out.append(a)
                out.append(b)
            }
        })

    private static let arrays = Overload(
        signature: ["<ARRAY>", "<ARRAY>"],
        typing: { arguments in
            guard arguments.count == 2, let type = Coercion.commonType(arguments.map(\.type)), case .array = type.kind else { return nil }
            return Overload.Typing([type, type], type.notNull)
        },
        kernel: { _, _ in
            { call in
                let a = try call[0].array, b = try call[1].array
                let shift = Int32(a.elements.count)
                var offsets: [Int32] = [0], places: [Int32] = []
                for row in 0..<call.count {
                    places += a.range(row).map { Int32($0) }
                    places += b.range(row).map { Int32($0) + shift }
                    offsets.append(Int32(places.count))
                }
                return .array(
                    ArrayColumn(
                        offsets: offsets, elements: Column.concatenation([a.elements, b.elements]).gather(places),
                        validity: Bitmap.intersection(a.validity, b.validity)))
            }
        })
}
