import MartletColumns
import MartletCore

extension ScalarFunction {
    static let not = ScalarFunction(
        "NOT", "TRUE for FALSE, FALSE for TRUE.", examples: [.init("NOT TRUE", "FALSE")],
        overloads: [
            Overload([.boolean], result: { _ in DataType.boolean.notNull }) { _, _ in
                { call in
                    let truth = try call[0].boolean
                    return .boolean(BooleanColumn(~truth.values, validity: truth.validity))
                }
            }
        ])

    static let isNull = ScalarFunction(
        "IS NULL", "Whether there is no value.", examples: [.init("NULL IS NULL", "TRUE")], overloads: [presence { ~$0 }])
    static let isNotNull = ScalarFunction(
        "IS NOT NULL", "Whether there is a value.", examples: [.init("1 IS NOT NULL", "TRUE")], overloads: [presence { $0 }])

    private static func presence(_ answer: @escaping @Sendable (_ valid: Bitmap) -> Bitmap) -> Overload {
        Overload([.any], nulls: .handled, result: { _ in DataType.boolean.notNull }) { _, _ in
            { call in .boolean(BooleanColumn(answer(try call[0].validity ?? Bitmap(repeating: true, count: call.count)))) }
        }
    }

    static let isTrue = truthTest("IS TRUE", "Whether it is TRUE.") { $0.isTrue }
    static let isNotTrue = truthTest("IS NOT TRUE", "Whether it is FALSE or NULL.") { ~$0.isTrue }
    static let isFalse = truthTest("IS FALSE", "Whether it is FALSE.") { $0.isFalse }
    static let isNotFalse = truthTest("IS NOT FALSE", "Whether it is TRUE or NULL.") { ~$0.isFalse }
    static let isUnknown = truthTest("IS UNKNOWN", "Whether it is neither TRUE nor FALSE.") { ~($0.isTrue | $0.isFalse) }
    static let isNotUnknown = truthTest("IS NOT UNKNOWN", "Whether it is TRUE or FALSE.") { $0.isTrue | $0.isFalse }

    private static func truthTest(_ name: String, _ summary: String, _ answer: @escaping @Sendable (BooleanColumn) -> Bitmap)
        -> ScalarFunction
    {
        ScalarFunction(
            name, summary,
            overloads: [
                Overload([.boolean], nulls: .handled, result: { _ in DataType.boolean.notNull }) { _, _ in
                    { call in .boolean(BooleanColumn(answer(try call[0].boolean))) }
                }
            ])
    }
}
