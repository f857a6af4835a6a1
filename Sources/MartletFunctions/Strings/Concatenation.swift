import MartletColumns
import MartletCore

extension ScalarFunction {
    static let concat = ScalarFunction(
        "CONCAT", "All texts (or binaries) one behind the other; NULL if any is.",
        examples: [.init("CONCAT('one', 'two', 'three')", "onetwothree")],
        overloads: [
            Overload([.characterString], isVariadic: true, result: { _ in DataType.string.notNull }) { arguments, _ in
                concatenation(arguments.count)
            },
            Overload([.binaryString], isVariadic: true, result: { _ in DataType.bytes.notNull }) { arguments, _ in
                concatenation(arguments.count)
            },
        ])

    private static func concatenation(_ arguments: Int) -> ScalarKernel {
        { call in
            let parts = try (0..<arguments).map { try call[$0].bytes }
            let validity = parts.reduce(nil as Bitmap?) { Bitmap.intersection($0, $1.validity) }
            return try Utf8Writer.column(call.count, validity) { row, out in for part in parts { out.append(part[row]) } }
        }
    }

    static let concatWithSeparator = ScalarFunction(
        "CONCAT_WS", "All texts that are not NULL, with the first between them; NULL if that is.",
        examples: [.init("CONCAT_WS('#', 'one', CAST(NULL AS STRING), 'two')", "one#two")],
        overloads: [
            // Only the separator can make it NULL; Flink's type says that any argument might.
            Overload(
                [.characterString, .characterString], optional: 1, isVariadic: true, nulls: .handled,
                result: { arguments in DataType.string.nullable(arguments.contains { $0.type.isNullable }) }
            ) { arguments, _ in
                { call in
                    let separator = try call[0].bytes
                    let parts = try (1..<arguments.count).map { try call[$0].bytes }
                    return try Utf8Writer.column(call.count, separator.validity) { row, out in
                        var isFirst = true
                        for part in parts where !part.isNull(row) {
                            if !isFirst { out.append(separator[row]) }
                            isFirst = false
                            out.append(part[row])
                        }
                    }
                }
            }
        ])

    static let element = ScalarFunction(
        "ELT", "The text (or binary) with this number, from 1; NULL if there is none.", examples: [.init("ELT(2, 'a', 'b')", "b")],
        overloads: [Overload.Parameter.characterString, .binaryString].map { parameter in
            Overload(
                [.bigint, parameter], isVariadic: true, nulls: .handled,
                result: { arguments in
                    if let index = arguments[0].literalInteger, index < 0 {
                        throw MartletError("The index of ELT is negative: \(index).", phase: .validate)
                    }
                    return widest(arguments.dropFirst().map(\.type)).nullable
                }
            ) { arguments, _ in
                { call in
                    let index = try call[0].int64
                    let texts = try (1..<arguments.count).map { try call[$0].bytes }
                    return try Utf8Writer.column(call.count, index.validity) { row, out in
                        let chosen = index.values[row]
                        guard chosen >= 1, chosen <= texts.count, !texts[Int(chosen) - 1].isNull(row) else { return out.setNull() }
                        out.append(texts[Int(chosen) - 1][row])
                    }
                }
            }
        })

    /// The type that holds values of all: of one length if all are, else varying.
    private static func widest(_ types: [DataType]) -> DataType {
        types.dropFirst().reduce(types[0]) { widest, type in
            switch (widest.kind, type.kind) {
            case (.char(let a), .char(let b)): DataType(a == b ? .char(a) : .varchar(max(a, b)))
            case (.char(let a), .varchar(let b)), (.varchar(let a), .char(let b)), (.varchar(let a), .varchar(let b)):
                DataType(.varchar(max(a, b)))
            case (.binary(let a), .binary(let b)): DataType(a == b ? .binary(a) : .varbinary(max(a, b)))
            case (.binary(let a), .varbinary(let b)), (.varbinary(let a), .binary(let b)), (.varbinary(let a), .varbinary(let b)):
                DataType(.varbinary(max(a, b)))
            default: widest
            }
        }
    }
}
