import MartletColumns
import MartletCore

extension ScalarFunction {
    static let concatenate = ScalarFunction(
        "||", "The first text followed by the second.", examples: [.init("'ab' || 'c'", "abc")], overloads: [texts, others])

    private static let texts = Overload(
        signature: ["<STRING>", "<STRING>"],
        typing: { arguments in
            guard arguments.count == 2, let known = arguments.first(where: { $0.type.kind != .null })?.type else { return nil }
            let types = arguments.map { $0.type.kind == .null ? known : $0.type }
            let kinds = types.map(\.kind)
            let length = min(kinds[0].length + kinds[1].length, DataType.maxLength)
            let varies = kinds.contains(where: \.isVarying)
            if kinds.allSatisfy(\.isCharacterString) {
                return Overload.Typing(types, DataType(varies ? .varchar(length) : .char(length), nullable: false))
            }
            if kinds.allSatisfy(\.isBinaryString) {
                throw MartletError("|| puts texts together, not binaries.", hint: "Use CONCAT.", phase: .plan)
            }
            return nil
        },
        kernel: { _, _ in
            Strict.writing { (a: Utf8, b: Utf8, out: inout Utf8Writer) in
                out.append(a)
                out.append(b)
            }
        })

    /// Binary strings and arrays pass for operands, and are then found to have no code, as in Flink.
    private static let others = Overload(
        signature: ["<BINARY_STRING OR ARRAY>", "<BINARY_STRING OR ARRAY>"],
        typing: { arguments in
            let kinds = arguments.map(\.type.kind)
            let areArrays = kinds.allSatisfy { if case .array = $0 { true } else { false } }
            guard kinds.count == 2, kinds.allSatisfy(\.isBinaryString) || areArrays else { return nil }
            throw MartletError("String expression type expected.", hint: areArrays ? "Use ARRAY_CONCAT." : nil, phase: .plan)
        },
        kernel: { _, _ in { try $0[0] } })
}
