import MartletColumns
import MartletCore

extension ScalarFunction {
    static let isAlpha = testing(
        "IS_ALPHA", "Whether the text consists of letters, and has one; FALSE for NULL.", example: ("'abc'", "TRUE"),
        ofNumbers: { _ in false }
    ) {
        !$0.isEmpty && $0.string.unicodeScalars.allSatisfy { $0.properties.isLetter }
    }

    static let isDigit = testing(
        "IS_DIGIT", "Whether the text consists of digits, and has one; FALSE for NULL.", example: ("'123'", "TRUE"),
        ofNumbers: { $0.isInteger }
    ) {
        !$0.isEmpty && $0.string.unicodeScalars.allSatisfy { $0.properties.generalCategory == .decimalNumber }
    }

    static let isDecimal = testing(
        "IS_DECIMAL", "Whether the text can be read as a number; FALSE for NULL.", example: ("'-1e5'", "TRUE"), ofNumbers: { !$0.isDecimal }
    ) {
        JavaNumber.isDouble($0)
    }

    private static func testing(
        _ name: String, _ summary: String, example: (String, String), ofNumbers: @escaping @Sendable (DataType.Kind) -> Bool,
        _ test: @escaping @Sendable (Utf8) -> Bool
    ) -> ScalarFunction {
        ScalarFunction(
            name, summary, examples: [.init("\(name)(\(example.0))", example.1)],
            overloads: [
                Overload([.characterString], nulls: .handled, result: { _ in DataType.boolean.notNull }) { _, _ in
                    { call in
                        let texts = try call[0].bytes
                        return Utf8.withView(.bytes(texts)) { view in
                            Bool.total(call.count, nil) { !texts.isNull($0) && test(Utf8.read(view, $0)) }
                        }
                    }
                },
                Overload([.numeric], nulls: .handled, result: { _ in DataType.boolean.notNull }) { arguments, _ in
                    let answer = ofNumbers(arguments[0].type.kind)
                    return { call in
                        let numbers = try call[0]
                        return Bool.total(call.count, nil) { answer && !numbers.isNull($0) }
                    }
                },
            ])
    }
}

extension Unicode.Scalar.Properties {
    /// Java's `Character.isLetter`.
    var isLetter: Bool {
        switch generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }
}
